/**
 * A guess, while a colour is being picked, of the accessible shades that the server will make of it: the same rule of
 * contrast (WCAG 2.2), on the page's own surfaces. What clients get is always the server's.
 */
export type Rgb = readonly [number, number, number];

const TEXT_CONTRAST = 4.5;
const STEPS = 40;
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 23, 31];

export function parseColour(text: string): Rgb | null {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/iu.exec(text.trim());
  return match === null ? null : [byte(match[1]), byte(match[2]), byte(match[3])];
}

const byte = (text = "0"): number => Number.parseInt(text, 16);

export const colourOf = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG: 1 for the same colour, 21 for black on white. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb =>
  [0, 1, 2].map((part) => (from[part] ?? 0) + ((to[part] ?? 0) - (from[part] ?? 0)) * share) as unknown as Rgb;

/** `colour` moved towards black or white until text in it can be read on `surface`. */
export function readableOn(colour: Rgb, surface: Rgb): Rgb {
  const target: Rgb = luminance(surface) > 0.18 ? [0, 0, 0] : WHITE;
  for (let step = 0; step <= STEPS; step += 1) {
    const candidate = mix(colour, target, step / STEPS);
    if (contrast(candidate, surface) >= TEXT_CONTRAST) {
      return candidate;
    }
  }
  return target;
}

/** The text colour that reads best on a fill of `colour`. */
export const textOn = (colour: Rgb): Rgb => (contrast(WHITE, colour) >= TEXT_CONTRAST ? WHITE : best(colour));

const best = (colour: Rgb): Rgb => (contrast(INK, colour) >= contrast(WHITE, colour) ? INK : WHITE);
