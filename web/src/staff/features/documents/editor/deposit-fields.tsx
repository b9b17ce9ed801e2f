/** What is due first: nothing, a share, or an amount. */
import { Input, SegmentedControl } from "@mantine/core";
import { currencyDigits } from "~/shared/i18n/format.ts";
import type { Deposit } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { withDeposit } from "./blocks.ts";
import { DecimalField } from "./decimal-field.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { WholeNumberField } from "./whole-number-field.tsx";

const USUAL_RATE = 30_000;
const USUAL_DAYS = 7;

export function DepositFields() {
  const t = useT();
  const { draft, change, problemOf } = useEditor();
  const { deposit, currency } = draft.content;
  const set = (field: string | null, next: Deposit | null) => change(field, (before) => withDeposit(before, next));
  const choose = (kind: string) => {
    const due_in_days = deposit?.due_in_days ?? USUAL_DAYS;
    if (kind === "percent") {
      set(null, { kind, rate: USUAL_RATE, due_in_days });
    } else {
      set(null, kind === "amount" ? { kind, amount_minor: 0, due_in_days } : null);
    }
  };
  return (
    <>
      <Input.Wrapper label={t("settings.deposit")} error={problemOf("deposit")} labelElement="div">
        <div>
          <SegmentedControl
            size="sm"
            aria-label={t("settings.deposit")}
            value={deposit?.kind ?? "none"}
            onChange={choose}
            data={[
              { value: "none", label: t("settings.deposit.none") },
              { value: "percent", label: t("settings.deposit.percent") },
              { value: "amount", label: t("settings.deposit.amount") },
            ]}
          />
        </div>
      </Input.Wrapper>
      {deposit !== null && (
        <div className={classes.figures}>
          {deposit.kind === "percent" ? (
            <DecimalField
              key="rate"
              field="deposit/rate"
              label={t("settings.deposit.rate")}
              value={deposit.rate}
              digits={3}
              shownDigits={0}
              unit="%"
              onChange={(rate) => set("deposit/rate", { ...deposit, rate })}
            />
          ) : (
            <DecimalField
              key="amount"
              field="deposit/amount_minor"
              label={t("settings.deposit.amount_minor")}
              value={deposit.amount_minor}
              digits={currencyDigits(currency)}
              unit={currency}
              onChange={(amount_minor) => set("deposit/amount_minor", { ...deposit, amount_minor })}
            />
          )}
          <WholeNumberField
            field="deposit/due_in_days"
            label={t("settings.deposit.due_in_days")}
            value={deposit.due_in_days}
            onChange={(due_in_days) => set("deposit/due_in_days", { ...deposit, due_in_days })}
          />
        </div>
      )}
    </>
  );
}
