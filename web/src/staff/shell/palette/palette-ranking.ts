/** Which entries match what was typed, the best first. */
export type Rankable = { id: string; label: string; words?: string };

/**
 * Lower is better; nothing where it does not match. Every word must be there, in whatever case and with or without
 * accents: the whole label comes before its beginning, the beginning of a word in it, the middle of one, and these
 * before what only stands beside the label.
 */
export function rankOf(entry: Rankable, typed: string): number | undefined {
  const wanted = plain(typed).split(/\s+/u).filter(Boolean);
  const label = plain(entry.label);
  const whole = wanted.join(" ");
  if (label === whole) {
    return 0;
  }
  if (label.startsWith(whole)) {
    return 1;
  }
  const ranks = wanted.map((word) => rankIn(label, word, 2) ?? rankIn(plain(entry.words ?? ""), word, 4));
  return ranks.some((rank) => rank === undefined) ? undefined : Math.max(...ranks.filter((rank) => rank !== undefined));
}

function rankIn(text: string, word: string, best: number): number | undefined {
  if (new RegExp(`(^|[^\\p{L}\\p{N}])${literal(word)}`, "u").test(text)) {
    return best;
  }
  return text.includes(word) ? best + 1 : undefined;
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

/**
 * The entries by their groups: the group with the best match first, of equal ones that which stands first in `order`.
 * What a search found matches, even where the words that it found are not among those shown.
 */
export function grouped<G extends string, T extends Rankable & { group: G }>(
  entries: readonly T[],
  typed: string,
  order: readonly G[],
): T[] {
  const groups = order.map((group) => {
    const ofGroup = entries
      .filter((entry) => entry.group === group)
      .map((entry) => ({ entry, rank: rankOf(entry, typed) ?? WORST }))
      .sort((a, b) => a.rank - b.rank);
    return { ofGroup, best: ofGroup[0]?.rank ?? WORST };
  });
  return groups.sort((a, b) => a.best - b.best).flatMap(({ ofGroup }) => ofGroup.map(({ entry }) => entry));
}

const WORST = 6;

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const literal = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
