/** Which entries match what was typed, the best first. */
export type Rankable = { id: string; label: string; words?: string };

/** Lower is better; nothing where it does not match. Every word must be there, in whatever case and with or without accents. */
export function rankOf(entry: Rankable, typed: string): number | undefined {
  const wanted = plain(typed).split(/\s+/u).filter(Boolean);
  const label = plain(entry.label);
  const all = `${label} ${plain(entry.words ?? "")}`;
  let rank = 0;
  for (const word of wanted) {
    if (label.startsWith(word)) {
      rank += 0;
    } else if (new RegExp(`(^|[^\\p{L}\\p{N}])${literal(word)}`, "u").test(all)) {
      rank += 1;
    } else if (all.includes(word)) {
      rank += 2;
    } else {
      return undefined;
    }
  }
  return rank;
}

/** The matching entries; of equal ones those used last come first, then those that stood first. */
export function ranked<T extends Rankable>(entries: readonly T[], typed: string, recent: readonly string[] = []): T[] {
  const place = (id: string) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry, typed) }))
    .filter((one): one is { entry: T; rank: number } => one.rank !== undefined)
    .sort((a, b) => a.rank - b.rank || place(a.entry.id) - place(b.entry.id))
    .map(({ entry }) => entry);
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const literal = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
