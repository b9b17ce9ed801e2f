/** What a client needs to pay by one method: what to do, what to copy, what to scan. */
import type { ReactNode } from "react";
import type { ConfirmedMethod } from "../api/types.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import classes from "./payment-method.module.css";

type PaymentMethodProps = {
  instructions: ReactNode;
  fields: ConfirmedMethod["fields"];
  code?: ReactNode;
  /** Under the code. */
  codeWords?: string;
};

export function PaymentMethod({ instructions, fields, code, codeWords }: PaymentMethodProps) {
  return (
    <div className={classes.body}>
      <div className={classes.words}>
        {instructions}
        <dl className={classes.fields}>
          {fields.map(({ label, value }) => (
            <div key={label} className={classes.field}>
              <dt>{label}</dt>
              <dd>
                <span className={classes.value}>{value}</span>
                <CopyButton value={value} label={label} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      {code !== undefined && (
        <figure className={classes.qr}>
          {code}
          <figcaption>{codeWords}</figcaption>
        </figure>
      )}
    </div>
  );
}
