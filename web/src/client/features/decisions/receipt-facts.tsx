/** What is kept of a decision, fact by fact. What it has not is left out. */
import type { DecisionReceipt } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { useT } from "../../i18n/use-t.ts";
import { outcomeText } from "./outcome.ts";
import classes from "./receipt-page.module.css";

export function ReceiptFacts({ receipt }: { receipt: DecisionReceipt }) {
  const t = useT();
  const format = useFormat();
  const { total_minor: total, currency, version } = receipt;
  const subject = [receipt.title, receipt.number, version === null ? null : t("confirmed.version", { version })];
  const facts: [string, string | null][] = [
    [t("receipt.outcome"), t(outcomeText(receipt.outcome))],
    [t("receipt.total"), total === null || currency === null ? null : format.money(total, currency)],
    [t("receipt.comment"), receipt.comment],
    [t("receipt.subject"), subject.filter((part) => part !== null && part !== "").join(" · ")],
    [t("receipt.by"), receipt.contact_name],
    [t("receipt.on_behalf_of"), receipt.on_behalf_of_name],
    [t("receipt.client"), receipt.client_name],
    [t("receipt.provider"), brand.name],
    [t("receipt.when"), format.momentIn(receipt.decided_at, receipt.time_zone)],
    [t("receipt.strength"), t(`receipt.strength.${receipt.strength}`)],
    [t("receipt.ip"), receipt.ip],
    [t("receipt.agent"), receipt.agent],
  ];
  const codes: [string, string | null][] = [
    [t("receipt.hash"), receipt.version_hash],
    [t("receipt.batch"), receipt.batch_id],
    [t("receipt.id"), receipt.id],
  ];
  return (
    <Card>
      <dl className={classes.facts}>
        {[...facts, ...codes].map(([name, value], index) =>
          value === null || value === "" ? null : (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{index < facts.length ? value : <code>{value}</code>}</dd>
            </div>
          ),
        )}
      </dl>
    </Card>
  );
}
