/** A browser's long name of itself, in words that a person knows it by. */

const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux|X11/, "Linux"],
];

const firstMatch = (agent: string, list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent))?.[1];

/** `Firefox · Windows`; undefined when nothing of it is known. */
export function deviceOf(agent: string | null): string | undefined {
  const known = [firstMatch(agent ?? "", browsers), firstMatch(agent ?? "", systems)].filter(Boolean);
  return known.length === 0 ? undefined : known.join(" · ");
}

export const isPhone = (agent: string | null): boolean => /iPhone|Android.*Mobile/.test(agent ?? "");
