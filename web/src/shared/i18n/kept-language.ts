/** The language that this browser last showed the portal in: for pages that nobody has signed in to yet. */
const KEY = "portico-language";

export function keptLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function keepLanguage(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The pages before the sign-in speak the provider's language then.
  }
}
