/**
 * Sets the attribute that the style sheets look at: light or dark, as kept in this browser, else as the device has it.
 * The build also puts this function, as it stands, into a small script that runs before the first paint (see
 * `build/early-scheme.ts`): it must not use anything outside itself.
 */
export function applyKeptScheme(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem("portico-scheme");
  } catch {
    // Without storage the device decides.
  }
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
}
