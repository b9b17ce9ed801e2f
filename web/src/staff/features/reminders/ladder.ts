/** The days on which a client is reminded, and adding one to them. Pure. */

export const MOST_DAYS = 10;
const FARTHEST = 365;

/** The days with one more, in their order; undefined where what was typed is no day. */
export function withDay(days: readonly number[], typed: string, least: number): number[] | undefined {
  const text = typed.trim();
  const day = Number(text);
  if (!/^\d{1,3}$/u.test(text) || day < least || day > FARTHEST) {
    return undefined;
  }
  return [...new Set([...days, day])].toSorted((one, other) => one - other);
}

/** The steps towards the last day: those before it, the farthest first, and whether there is one on it. */
export function towardsLast(daysBefore: readonly number[]): { before: number[]; onLast: boolean } {
  return {
    before: daysBefore.filter((day) => day > 0).toSorted((one, other) => other - one),
    onLast: daysBefore.includes(0),
  };
}
