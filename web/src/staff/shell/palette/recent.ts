/** What was last opened from the palette, in this browser: addresses of pages and names of acts, nothing of clients. */
const KEY = "portico-palette";
const MOST = 5;

export function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function noteRecent(id: string): void {
  try {
    const kept = [id, ...readRecent().filter((other) => other !== id)].slice(0, MOST);
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing does without.
  }
}
