/** The scale of a chart's upright axis: round steps, from zero to over the highest value. */

/** Steps from 0 to at least `highest`, at most five of them, of 1, 2 or 5 times a power of ten. */
export function ticksTo(highest: number, least = 1): number[] {
  const rough = Math.max(highest / 4, least);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(least, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough);
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Which weeks are named under a chart: about six of them, the last one always. */
export const isNamed = (index: number, count: number, names = 6): boolean =>
  (count - 1 - index) % Math.max(1, Math.ceil(count / names)) === 0;
