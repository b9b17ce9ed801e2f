/** What is to be paid now, by when, and with which reference. */
import type { Confirmation } from "~/shared/api/types.ts";
import { currencyDigits, decimalOf, useFormat } from "~/shared/i18n/format.ts";
import { CopyButton } from "~/shared/ui/copy-button.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./amount-due.module.css";

export function AmountDue({ confirmation }: { confirmation: Confirmation }) {
  const t = useT();
  const format = useFormat();
  const { amount_due_minor: amount, currency, due_date: due, payment, reference } = confirmation;
  if (amount === null) {
    return null;
  }
  return (
    <section className={classes.due}>
      <div className={classes.part}>
        <h2 className={classes.name}>{t(payment === "deposit" ? "confirmed.due_deposit" : "confirmed.due_full")}</h2>
        <p className={classes.line}>
          <span className={classes.amount}>{format.money(amount, currency)}</span>
          <CopyButton value={decimalOf(amount, currencyDigits(currency))} label={t("confirmed.amount")} />
        </p>
        {due !== null && (
          <p className={classes.note}>
            <time dateTime={due} title={format.longDate(due)}>
              {t("confirmed.due_until", { date: format.date(due) })}
            </time>
          </p>
        )}
      </div>
      <div className={classes.part}>
        <h2 className={classes.name}>{t("confirmed.reference")}</h2>
        <p className={classes.line}>
          <span className={classes.reference}>{reference}</span>
          <CopyButton value={reference} label={t("confirmed.reference")} />
        </p>
        <p className={classes.note}>{t("confirmed.reference_hint")}</p>
      </div>
    </section>
  );
}
