/** How a colour looks as a button and as text, on light and on dark. */
import { useT } from "~/staff/i18n/en.ts";
import classes from "./branding-page.module.css";
import { colourOf, contrast, parseColour, type Rgb, readableOn, textOn } from "./shades.ts";

const surfaces = [
  ["branding.preview.light", [255, 255, 255]],
  ["branding.preview.dark", [22, 26, 34]],
] as const satisfies [string, Rgb][];

export function ColourPreview({ colour }: { colour: string }) {
  const t = useT();
  const rgb = parseColour(colour);
  if (rgb === null) {
    return null;
  }
  const onFill = textOn(rgb);
  const adjusted = surfaces.some(([, surface]) => colourOf(readableOn(rgb, surface)) !== colourOf(rgb));
  return (
    <figure className={classes.preview} aria-label={t("branding.preview")}>
      <div className={classes.samples}>
        {surfaces.map(([name, surface]) => (
          <div key={name} className={classes.sample} style={{ background: colourOf(surface) }}>
            <span className={classes.sampleName} style={{ color: colourOf(textOn(surface)) }}>
              {t(name)}
            </span>
            <span className={classes.button} style={{ background: colourOf(rgb), color: colourOf(onFill) }}>
              {t("branding.preview.button")}
            </span>
            <span style={{ color: colourOf(readableOn(rgb, surface)), fontWeight: 600 }}>
              {t("branding.preview.link")}
            </span>
          </div>
        ))}
      </div>
      <figcaption className={classes.caption}>
        {t("branding.preview.contrast", { ratio: contrast(onFill, rgb).toFixed(1) })}
        {adjusted && ` · ${t("branding.preview.adjusted")}`}
      </figcaption>
    </figure>
  );
}
