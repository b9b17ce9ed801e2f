/** The figures of a calculation: lines, taxes, total. */
import type { Calculation, Deposit } from "../api/types.ts";
import { type Format, useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import type { Translate } from "../i18n/texts.tsx";
import classes from "./calculation-lines.module.css";

type CalculationLinesProps = {
  calculation: Calculation;
  deposit?: Deposit | null;
  /** The shown figures are about to change. */
  isStale?: boolean;
};

export function CalculationLines({ calculation, deposit = null, isStale = false }: CalculationLinesProps) {
  const t = useSharedT();
  const format = useFormat();
  const money = (minor: number) => format.money(minor, calculation.currency);
  return (
    <dl className={classes.lines} data-stale={isStale || undefined}>
      {calculation.lines.map((line) => (
        <div key={line.line_id} className={classes.line}>
          <dt>
            {line.label}
            {line.quantity_milli !== 1000 && (
              <span className={classes.quantity}> × {format.quantity(line.quantity_milli)}</span>
            )}
          </dt>
          <dd>{money(line.net_minor)}</dd>
        </div>
      ))}
      <div className={`${classes.line} ${classes.soft} ${classes.ruled}`}>
        <dt>{t("summary.subtotal")}</dt>
        <dd>{money(calculation.net_minor)}</dd>
      </div>
      {calculation.taxes.map((tax) => (
        <div key={`${tax.category}-${tax.rate}`} className={`${classes.line} ${classes.soft}`}>
          <dt>{taxName(tax.category, tax.rate, t, format)}</dt>
          <dd>{money(tax.tax_minor)}</dd>
        </div>
      ))}
      <div className={`${classes.line} ${classes.total}`}>
        <dt>{t("summary.total")}</dt>
        <dd>{money(calculation.total_minor)}</dd>
      </div>
      {calculation.deposit_minor !== null && (
        <div className={`${classes.line} ${classes.deposit}`}>
          <dt>{depositName(deposit, t, format)}</dt>
          <dd>{money(calculation.deposit_minor)}</dd>
        </div>
      )}
    </dl>
  );
}

type SharedTranslate = ReturnType<typeof useSharedT>;

function taxName(category: string, rate: number, t: SharedTranslate, format: Format): string {
  const names: Record<string, Parameters<SharedTranslate>[0]> = {
    E: "summary.tax_exempt",
    AE: "summary.tax_reverse",
    O: "summary.tax_none",
  };
  const name = names[category];
  return name === undefined ? t("summary.tax", { rate: format.rate(rate) }) : t(name);
}

/** The deposit with its share, where it is one. */
export function depositName(
  deposit: Deposit | null,
  t: Translate<"summary.deposit" | "summary.deposit_rate">,
  format: Format,
): string {
  return deposit?.kind === "percent"
    ? t("summary.deposit_rate", { rate: format.rate(deposit.rate) })
    : t("summary.deposit");
}
