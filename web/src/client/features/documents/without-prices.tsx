/** In the place of the total, for who may not see money: why there is none, and who goes on from here. */
import { useT } from "../../i18n/use-t.ts";
import classes from "./selection-panel.module.css";

export function WithoutPrices() {
  const t = useT();
  return (
    <aside className={classes.panel} aria-labelledby="without-prices">
      <h2 id="without-prices" className={classes.title}>
        {t("quote.without_prices")}
      </h2>
      <p className={classes.empty}>{t("quote.without_prices_detail")}</p>
    </aside>
  );
}
