/** Mantine in the brand's colours. Every shade is a variable, so that one build serves all brands. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

const SHADES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const shades = SHADES.map((shade) => `var(--brand-${shade})`) as unknown as MantineColorsTuple;

/** Mantine's own dark greys, in the tint of our surfaces. */
const night: MantineColorsTuple = [
  "#e9ebf0",
  "#c9ced8",
  "#a0a8b8",
  "#6b7486",
  "#3a4150",
  "#2b313d",
  "#1c212b",
  "#161a22",
  "#10141b",
  "#0d1016",
];

const mix = (colour: string, percent: number) => `color-mix(in srgb, ${colour} ${percent}%, transparent)`;

/** Mantine would work out contrast from the colour's value; ours are variables, and the server chose the pairs. */
const variantColours: VariantColorsResolver = (input) => {
  const isBrand = input.color === undefined || input.color === "brand" || input.color === input.theme.primaryColor;
  if (!isBrand) {
    return defaultVariantColorsResolver(input);
  }
  const ink = "var(--brand-ink)";
  switch (input.variant) {
    case "filled":
      return {
        background: "var(--brand)",
        hover: "var(--brand-hover)",
        color: "var(--brand-on)",
        border: "1px solid var(--brand-edge)",
      };
    case "light":
      return { background: "var(--brand-wash)", hover: mix(ink, 20), color: ink, border: "1px solid transparent" };
    case "outline":
      return { background: "transparent", hover: mix(ink, 8), color: ink, border: "1px solid var(--brand-ink)" };
    case "subtle":
    case "transparent":
      return { background: "transparent", hover: mix(ink, 10), color: ink, border: "1px solid transparent" };
    default:
      return defaultVariantColorsResolver(input);
  }
};

export const theme = createTheme({
  primaryColor: "brand",
  primaryShade: 6,
  colors: { brand: shades, dark: night },
  variantColorResolver: variantColours,
  fontFamily: "var(--font)",
  headings: { fontFamily: "var(--font)", fontWeight: "650" },
  defaultRadius: "md",
  radius: { xs: "4px", sm: "8px", md: "10px", lg: "12px", xl: "16px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    // An element without a role of a menu would stand in the menu otherwise.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Button: { defaultProps: { size: "md", variant: "filled" }, styles: { label: { fontWeight: 600 } } },
    Modal: {
      defaultProps: { centered: true, radius: "xl" },
      styles: { content: { background: "var(--surface)" }, header: { background: "var(--surface)" } },
    },
    Drawer: { styles: { content: { background: "var(--surface)" }, header: { background: "var(--surface)" } } },
    Notification: { styles: { description: { color: "var(--text-soft)" } } },
    // A tip stands where its button stands: outside, it would belong to no part of the page.
    Tooltip: { defaultProps: { withinPortal: false } },
    // The chosen part is told by its surface; lines between the others are one thing more to look at.
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    TextInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    Select: { defaultProps: { size: "md" } },
    MultiSelect: { defaultProps: { size: "md" } },
    PasswordInput: { defaultProps: { size: "md" } },
    ColorInput: { defaultProps: { size: "md" } },
  },
});

const common = {
  "--mantine-color-body": "var(--page)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text-soft)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--surface-sunk)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--line-control)",
  "--mantine-color-placeholder": "var(--text-soft)",
  "--mantine-color-anchor": "var(--brand-ink)",
  "--mantine-color-error": "var(--bad-text)",
  "--mantine-primary-color-contrast": "var(--brand-on)",
  "--mantine-color-brand-text": "var(--brand-ink)",
  "--mantine-color-brand-filled": "var(--brand)",
  "--mantine-color-brand-filled-hover": "var(--brand-hover)",
  "--mantine-color-brand-light": "var(--brand-wash)",
  "--mantine-color-brand-light-color": "var(--brand-ink)",
  "--mantine-color-brand-outline": "var(--brand-ink)",
};

/** Mantine's own words for colours, told in ours. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: common, dark: common });
