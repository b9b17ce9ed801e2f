/** A time to answer, in the unit that fits it. */
export type SpanUnit = "minutes" | "hours" | "days";

export function spanParts(minutes: number): { amount: number; unit: SpanUnit } {
  if (minutes < 90) {
    return { amount: minutes, unit: "minutes" };
  }
  if (minutes < 36 * 60) {
    return { amount: Math.round(minutes / 60), unit: "hours" };
  }
  return { amount: Math.round(minutes / 1440), unit: "days" };
}
