/** Priced lines that are part of the document whatever is chosen: a table, cards on a phone. Without a price anywhere
 * there is no column for them. */
import type { LineItems } from "../api/types.ts";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./line-items-block.module.css";

type LineItemsBlockProps = { block: LineItems; currency: string };

export function LineItemsBlock({ block, currency }: LineItemsBlockProps) {
  const t = useSharedT();
  const format = useFormat();
  const isPriced = block.lines.some((line) => line.unit_price_minor !== null);
  return (
    <section>
      <h2 className={classes.title}>{block.title ?? t("document.line_items")}</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("document.line")}</th>
            <th scope="col" className={classes.figure}>
              {t("document.quantity")}
            </th>
            {isPriced && (
              <th scope="col" className={classes.figure}>
                {t("document.unit_price")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {block.lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.description}</th>
              <td className={classes.figure} data-label={t("document.quantity")}>
                {format.quantity(line.quantity_milli)} {line.unit}
              </td>
              {isPriced && (
                <td
                  className={`${classes.figure} ${line.quantity_milli === 1000 ? "" : classes.each}`}
                  data-label={t("document.unit_price")}
                >
                  {line.unit_price_minor === null ? "" : format.money(line.unit_price_minor, currency)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
