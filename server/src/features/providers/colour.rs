//! Shades of a brand's colour that people can read, whatever colour it is (P6): text keeps a
//! contrast of 4.5:1, controls 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). Lightness is moved in OKLCH,
//! so that hue and strength stay those of the brand.

mod oklch;

use std::sync::LazyLock;

use moka::sync::Cache;
use serde::Serialize;

use oklch::Oklch;

const TEXT: f64 = 4.5;
const CONTROL: f64 = 3.0;

/// The darkest surface of a light page, and the lightest of a dark one.
const LIGHT_SURFACE: Colour = Colour([0xf1, 0xf3, 0xf5]);
const DARK_SURFACE: Colour = Colour([0x2e, 0x2e, 0x2e]);
/// The faint surfaces of what went well, asks for care or went wrong: links and controls stand on these too. They are
/// those of `tokens.css`.
const LIGHT_TONES: [Colour; 3] = [
    Colour([0xd5, 0xf7, 0xe6]),
    Colour([0xff, 0xeb, 0xd3]),
    Colour([0xfd, 0xe4, 0xe4]),
];
const DARK_TONES: [Colour; 3] = [
    Colour([0x0b, 0x3b, 0x2c]),
    Colour([0x46, 0x23, 0x0b]),
    Colour([0x48, 0x18, 0x18]),
];
const WHITE: Colour = Colour([255; 3]);
/// Dark enough to keep 4.5:1 on every colour on which white doesn't.
const NEAR_BLACK: Colour = Colour([5; 3]);

/// The place of the brand's own colour among the shades.
const BRAND_SHADE: usize = 6;
/// How far each shade lies from the brand's lightness on its way to nearly white or nearly black.
const WAYS: [f64; 10] = [0.94, 0.86, 0.7, 0.5, 0.3, 0.14, 0.0, 0.12, 0.26, 0.42];

/// A colour of the screen, eight bits of red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// `#rrggbb`, in either case. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([byte(0)?, byte(2)?, byte(4)?]))
    }

    /// `#rrggbb` in lower case.
    pub fn hex(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(oklch::linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast of two colours, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn oklch(self) -> Oklch {
        Oklch::from_rgb(self.0)
    }

    fn at_lightness(self, lightness: f64) -> Self {
        Self(
            Oklch {
                lightness: lightness.clamp(0.0, 1.0),
                ..self.oklch()
            }
            .to_rgb(),
        )
    }

    /// This colour, or the nearest darker (or lighter) one with at least `contrast` on every one
    /// of `surfaces`.
    fn moved(self, step: f64, contrast: f64, surfaces: &[Self]) -> Self {
        let enough = |c: Self| {
            surfaces
                .iter()
                .all(|surface| c.contrast(*surface) >= contrast)
        };
        // White comes out a trifle above 1.
        let mut lightness = self.oklch().lightness.clamp(0.0, 1.0);
        let mut colour = self;
        while !enough(colour) && (0.0..=1.0).contains(&lightness) {
            lightness += step;
            colour = self.at_lightness(lightness);
        }
        colour
    }
}

/// All that the pages need of a brand's colour, each `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Palette {
    /// From light to dark; the brand's own colour is the one at 6.
    pub shades: [String; 10],
    /// The brand's own colour, for filled surfaces.
    pub brand: String,
    /// Text on it: white or nearly black.
    pub on: String,
    /// The filled surface under the pointer; `on` can be read on it too.
    pub hover: String,
    /// The brand as text on light surfaces.
    pub text: String,
    /// The brand as text on dark surfaces.
    pub text_dark: String,
    /// A faint surface on light pages; `text` can be read on it.
    pub soft: String,
    /// A faint surface on dark pages; `text_dark` can be read on it.
    pub soft_dark: String,
    /// Borders and marks of controls on light surfaces.
    pub control: String,
    /// Borders and marks of controls on dark surfaces.
    pub control_dark: String,
}

/// The palettes that were needed lately: a colour says all of its palette, and finding one means trying many shades.
static KNOWN: LazyLock<Cache<Colour, Palette>> = LazyLock::new(|| Cache::new(256));

impl Palette {
    /// The palette of a brand's colour.
    pub fn of(brand: Colour) -> Self {
        KNOWN.get_with(brand, || Self::found(brand))
    }

    fn found(brand: Colour) -> Self {
        let on = if brand.contrast(WHITE) >= TEXT {
            WHITE
        } else {
            NEAR_BLACK
        };
        let away = if on == WHITE { -0.05 } else { 0.05 };
        let soft = faint(brand, 0.96);
        let soft_dark = faint(brand, 0.3);
        let with = |surfaces: [Colour; 2], [good, warn, bad]: [Colour; 3]| {
            let [surface, soft] = surfaces;
            [surface, soft, good, warn, bad]
        };
        let light = with([LIGHT_SURFACE, soft], LIGHT_TONES);
        let dark = with([DARK_SURFACE, soft_dark], DARK_TONES);
        Self {
            shades: shades(brand).map(Colour::hex),
            brand: brand.hex(),
            on: on.hex(),
            hover: brand.at_lightness(brand.oklch().lightness + away).hex(),
            text: brand.moved(-0.01, TEXT, &light).hex(),
            text_dark: brand.moved(0.01, TEXT, &dark).hex(),
            soft: soft.hex(),
            soft_dark: soft_dark.hex(),
            control: brand.moved(-0.01, CONTROL, &light).hex(),
            control_dark: brand.moved(0.01, CONTROL, &dark).hex(),
        }
    }

    /// The palette as declarations of CSS: `--brand-0:#…;…`.
    pub fn css(&self) -> String {
        let mut css = String::with_capacity(512);
        for (name, colour) in self.properties() {
            css.push_str(&format!("{name}:{colour};"));
        }
        css
    }

    /// The properties of CSS and their values: `--brand-0` and so on.
    pub fn properties(&self) -> impl Iterator<Item = (String, &str)> {
        let named = [
            ("brand", &self.brand),
            ("brand-on", &self.on),
            ("brand-hover", &self.hover),
            ("brand-text", &self.text),
            ("brand-text-dark", &self.text_dark),
            ("brand-soft", &self.soft),
            ("brand-soft-dark", &self.soft_dark),
            ("brand-control", &self.control),
            ("brand-control-dark", &self.control_dark),
        ];
        let shades = self.shades.iter().enumerate();
        let shades = shades.map(|(index, shade)| (format!("--brand-{index}"), shade.as_str()));
        shades.chain(named.map(|(name, colour)| (format!("--{name}"), colour.as_str())))
    }
}

fn faint(brand: Colour, lightness: f64) -> Colour {
    let chroma = brand.oklch().chroma.min(0.03);
    Colour(
        Oklch {
            lightness,
            chroma,
            ..brand.oklch()
        }
        .to_rgb(),
    )
}

fn shades(brand: Colour) -> [Colour; 10] {
    let lightness = brand.oklch().lightness;
    let mut shades = [brand; 10];
    for (index, way) in WAYS.into_iter().enumerate() {
        let end = if index < BRAND_SHADE {
            lightness.max(0.985)
        } else {
            0.12_f64.min(lightness)
        };
        if index != BRAND_SHADE {
            shades[index] = brand.at_lightness(lightness + (end - lightness) * way);
        }
    }
    shades
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#FFd400"), Colour([255, 212, 0]));
        assert_eq!(colour("#FFd400").hex(), "#ffd400");
        for text in [
            "", "ffd400", "#ffd40", "#ffd4000", "#ggg000", "red", "#ffé00",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((colour("#000000").contrast(WHITE) - 21.0).abs() < 0.001);
        assert!((colour("#777777").contrast(WHITE) - 4.478).abs() < 0.001);
        assert!((colour("#ff0000").contrast(WHITE) - 3.998).abs() < 0.001);
    }

    #[test]
    fn a_yellow_brand_gets_dark_text_and_a_dark_one_white() {
        assert_eq!(Palette::of(colour("#ffd400")).on, NEAR_BLACK.hex());
        assert_eq!(Palette::of(colour("#14213d")).on, "#ffffff");
    }

    #[test]
    fn a_brand_that_is_readable_is_left_alone() {
        let palette = Palette::of(colour("#14213d"));
        assert_eq!(
            (palette.text.as_str(), palette.control.as_str()),
            ("#14213d", "#14213d")
        );
        assert_eq!(Palette::of(colour("#ffd400")).text_dark, "#ffd400");
    }

    #[test]
    fn the_css_names_every_variable_once() {
        let css = Palette::of(colour("#336699")).css();
        assert_eq!(css.matches(';').count(), 19);
        assert!(css.contains("--brand-6:#336699;") && css.contains("--brand:#336699;"));
    }

    /// The two colours of a token of the pages, on light and on dark ones.
    fn token(name: &str) -> [String; 2] {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../web/src/shared/brand/tokens.css"
        );
        let css = std::fs::read_to_string(path).unwrap();
        let start = format!("--{name}: light-dark(");
        let (_, rest) = css.split_once(&start).unwrap_or_else(|| panic!("{name}"));
        let (pair, _) = rest.split_once(')').unwrap();
        let (light, dark) = pair.split_once(", ").unwrap();
        [light.to_owned(), dark.to_owned()]
    }

    #[test]
    fn the_tones_are_those_of_the_pages() {
        for (at, name) in ["good-soft", "warn-soft", "bad-soft"].iter().enumerate() {
            let own = [LIGHT_TONES[at].hex(), DARK_TONES[at].hex()];
            assert_eq!(token(name), own, "{name}");
        }
    }

    #[test]
    fn a_brand_that_collides_with_a_tone_or_a_surface_is_read_on_it_and_changes_none() {
        let names = ["good", "warn", "bad", "calm"];
        let tones: Vec<[String; 2]> = names
            .iter()
            .flat_map(|name| {
                [
                    token(&format!("{name}-soft")),
                    token(&format!("{name}-text")),
                ]
            })
            .collect();
        let softs: Vec<[String; 2]> = names
            .iter()
            .map(|name| token(&format!("{name}-soft")))
            .collect();
        let surfaces = ["page", "surface", "surface-raised", "surface-sunk"].map(token);
        for brand in tones.iter().chain(&surfaces).flatten() {
            let palette = Palette::of(colour(brand));
            for [light, dark] in softs.iter().chain(&surfaces) {
                for (ink, edge, on) in [
                    (&palette.text, &palette.control, light),
                    (&palette.text_dark, &palette.control_dark, dark),
                ] {
                    let (ink, edge, on) = (colour(ink), colour(edge), colour(on));
                    assert!(ink.contrast(on) >= TEXT, "{brand}: text on {}", on.hex());
                    assert!(
                        edge.contrast(on) >= CONTROL,
                        "{brand}: control on {}",
                        on.hex()
                    );
                }
            }
            assert!(!palette.css().contains("good") && !palette.css().contains("bad"));
        }
    }

    proptest! {
        #[test]
        fn every_colour_gets_readable_shades(rgb: [u8; 3]) {
            let brand = Colour(rgb);
            let palette = Palette::of(brand);
            prop_assert_eq!(&palette.shades[6], &brand.hex());
            let contrast = |one: &str, other: &str| colour(one).contrast(colour(other));
            for surface in [&palette.brand, &palette.hover] {
                prop_assert!(contrast(&palette.on, surface) >= TEXT, "on {} {}", surface, palette.on);
            }
            for (text, control, surfaces) in [
                (&palette.text, &palette.control, ["#ffffff", "#f8f9fa", "#f1f3f5", &palette.soft]),
                (&palette.text_dark, &palette.control_dark, ["#000000", "#1a1b1e", "#2e2e2e", &palette.soft_dark]),
            ] {
                for surface in surfaces {
                    prop_assert!(contrast(text, surface) >= TEXT, "{} on {}", text, surface);
                    prop_assert!(contrast(control, surface) >= CONTROL, "{} on {}", control, surface);
                }
            }
        }

        #[test]
        fn shades_go_from_light_to_dark(rgb: [u8; 3]) {
            let lights: Vec<f64> = shades(Colour(rgb)).iter().map(|shade| shade.oklch().lightness).collect();
            for pair in lights.windows(2) {
                prop_assert!(pair[0] >= pair[1] - 0.02, "{:?}", lights);
            }
        }
    }
}
