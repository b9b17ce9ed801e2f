/** Lists of things that have an id, changed as lists. Pure. */

type Part = { id: string };

export const without = <T extends Part>(parts: readonly T[], id: string): T[] => parts.filter((part) => part.id !== id);

export const patched = <T extends Part>(parts: readonly T[], id: string, patch: Partial<T>): T[] =>
  parts.map((part) => (part.id === id ? { ...part, ...patch } : part));

/** The same array when nothing moves. */
export function moved<T extends Part>(parts: T[], id: string, steps: number): T[] {
  const from = parts.findIndex((part) => part.id === id);
  const to = Math.max(0, Math.min(parts.length - 1, from + steps));
  const part = parts[from];
  return part === undefined || to === from ? parts : parts.toSpliced(from, 1).toSpliced(to, 0, part);
}
