/** Light or dark, kept per browser. Imported first by each app, so that the first paint is right. */
export const SCHEME_KEY = "portico-scheme";

function keptScheme(): string | null {
  try {
    return localStorage.getItem(SCHEME_KEY);
  } catch {
    return null;
  }
}

/** Sets the attribute that the style sheets look at; without one of one's own choice the device decides. */
export function applyKeptScheme(): void {
  const kept = keptScheme();
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
}

applyKeptScheme();
