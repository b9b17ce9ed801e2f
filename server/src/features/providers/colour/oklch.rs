//! OKLCH: colours by how light, how strong and of which hue they look. The matrices are those of
//! CSS Color 4.

/// A colour by lightness (0 to 1), chroma and hue (as two parts of a unit vector).
#[derive(Clone, Copy, Debug)]
pub(super) struct Oklch {
    pub(super) lightness: f64,
    pub(super) chroma: f64,
    pub(super) hue: [f64; 2],
}

/// The light of one channel, 0 to 1.
pub(super) fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn channel(linear: f64) -> u8 {
    let value = if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value is clamped to what fits"
    )]
    let byte = (value * 255.0).round().clamp(0.0, 255.0) as u8;
    byte
}

impl Oklch {
    pub(super) fn from_rgb(rgb: [u8; 3]) -> Self {
        let [r, g, b] = rgb.map(linear);
        let l = (0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_55 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_7 * b).cbrt();
        let lightness = 0.210_454_26 * l + 0.793_617_79 * m - 0.004_072_05 * s;
        let a = 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s;
        let b = 0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s;
        let chroma = a.hypot(b);
        let hue = if chroma > 0.0 {
            [a / chroma, b / chroma]
        } else {
            [1.0, 0.0]
        };
        Self {
            lightness,
            chroma,
            hue,
        }
    }

    /// The nearest colour that a screen shows: too strong ones lose chroma, never hue.
    pub(super) fn to_rgb(self) -> [u8; 3] {
        let mut colour = self;
        for _ in 0..60 {
            let light = colour.to_linear();
            if light.iter().all(|part| (-0.0005..=1.0005).contains(part)) {
                return light.map(channel);
            }
            colour.chroma *= 0.93;
        }
        Self {
            chroma: 0.0,
            ..self
        }
        .to_linear()
        .map(channel)
    }

    fn to_linear(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue[0], self.chroma * self.hue[1]);
        let l = (self.lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let m = (self.lightness - 0.105_561_35 * a - 0.063_854_17 * b).powi(3);
        let s = (self.lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        [
            4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
            -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
            -0.004_196_09 * l - 0.703_418_6 * m + 1.707_614_7 * s,
        ]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_colours_have_known_places() {
        let red = Oklch::from_rgb([255, 0, 0]);
        assert!((red.lightness - 0.628).abs() < 0.001 && (red.chroma - 0.2577).abs() < 0.001);
        let white = Oklch::from_rgb([255; 3]);
        assert!((white.lightness - 1.0).abs() < 0.001 && white.chroma < 0.001);
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_colour(rgb: [u8; 3]) {
            let back = Oklch::from_rgb(rgb).to_rgb();
            for (one, other) in rgb.into_iter().zip(back) {
                prop_assert!(one.abs_diff(other) <= 1, "{:?} {:?}", rgb, back);
            }
        }
    }
}
