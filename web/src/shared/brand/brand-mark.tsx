/** The brand's logo; where there is none, its first letter on the brand's colour. */
import classes from "./brand-mark.module.css";

type BrandMarkProps = { name: string; lightUrl: string | null; darkUrl: string | null };

export function BrandMark({ name, lightUrl, darkUrl }: BrandMarkProps) {
  if (lightUrl === null) {
    return (
      <span className={classes.letter} aria-hidden="true">
        {[...name][0]?.toLocaleUpperCase()}
      </span>
    );
  }
  return (
    <>
      <img className={`${classes.logo} ${darkUrl === null ? "" : classes.onLight}`} src={lightUrl} alt="" />
      {darkUrl !== null && <img className={`${classes.logo} ${classes.onDark}`} src={darkUrl} alt="" />}
    </>
  );
}
