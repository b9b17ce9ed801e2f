/** The foot of every page: the provider's words, and the pages that law asks for. */
import { brand } from "~/shared/brand/brand.ts";
import { useT } from "../i18n/use-t.ts";
import { legalAddress } from "../paths.ts";
import classes from "./page-footer.module.css";

export function PageFooter() {
  const t = useT();
  return (
    <footer className={classes.footer}>
      {brand.footer_text !== null && brand.footer_text !== "" && <p className={classes.words}>{brand.footer_text}</p>}
      <ul className={classes.links}>
        <li>
          <a href={legalAddress("privacy")}>{t("footer.privacy")}</a>
        </li>
        <li>
          <a href={legalAddress("imprint")}>{t("footer.imprint")}</a>
        </li>
      </ul>
    </footer>
  );
}
