/** Deposit or the full amount, each with its figure. */
import { useId } from "react";
import type { Calculation, Deposit, Offer } from "~/shared/api/types.ts";
import { depositName } from "~/shared/document/calculation-lines.tsx";
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../i18n/use-t.ts";
import classes from "./payment-choice.module.css";

type PaymentChoiceProps = {
  offers: Offer[];
  calculation: Calculation;
  deposit: Deposit | null;
  value: Offer | null;
  onChange: (offer: Offer) => void;
};

export function PaymentChoice({ offers, calculation, deposit, value, onChange }: PaymentChoiceProps) {
  const t = useT();
  const format = useFormat();
  const name = useId();
  const days = deposit?.due_in_days ?? null;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t("accept.pay_first")}</legend>
      <div className={classes.offers}>
        {offers.map((offer) => {
          const amount = offer === "deposit" ? calculation.deposit_minor : calculation.total_minor;
          return (
            <label key={offer} className={classes.offer}>
              <input
                className={classes.radio}
                type="radio"
                name={name}
                checked={value === offer}
                onChange={() => onChange(offer)}
              />
              <span className={classes.words}>
                <span className={classes.name}>
                  {offer === "deposit" ? depositName(deposit, t, format) : t("accept.full")}
                </span>
                {offer === "deposit" && days !== null && (
                  <span className={classes.due}>{t("accept.due_days", { count: days })}</span>
                )}
              </span>
              {amount !== null && <span className={classes.amount}>{format.money(amount, calculation.currency)}</span>}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
