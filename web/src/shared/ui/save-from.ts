/** Has the browser save what is at an address. The page is not left, and so goes on with what it uploads. */
export function saveFrom(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
