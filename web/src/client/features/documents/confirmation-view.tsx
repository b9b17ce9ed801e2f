/** The confirmed page: thanks, what was chosen, what is due, how to pay, what comes next. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Check, FileText, Printer, ReceiptText } from "lucide-react";
import type { Confirmation } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { CalculationLines } from "~/shared/document/calculation-lines.tsx";
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { ServerHtml } from "~/shared/ui/server-html.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { AmountDue } from "./amount-due.tsx";
import { ChosenOptions } from "./chosen-options.tsx";
import classes from "./confirmation-view.module.css";
import { PaymentSections } from "./payment-sections.tsx";

export function ConfirmationView({ confirmation }: { confirmation: Confirmation }) {
  const t = useT();
  const format = useFormat();
  const { document } = confirmation;
  const asksForPayment = confirmation.amount_due_minor !== null && confirmation.payment !== null;
  return (
    <div className={classes.page}>
      <header className={classes.heading}>
        <span className={classes.mark} aria-hidden="true">
          <Check size={26} strokeWidth={3} />
        </span>
        <h1 className={classes.title}>
          {t("confirmed.title", { name: confirmation.contact_name.split(" ")[0] ?? "" })}
        </h1>
        <p className={classes.detail}>{t("confirmed.detail", { number: document.number, provider: brand.name })}</p>
      </header>
      {asksForPayment && <AmountDue confirmation={confirmation} />}
      {confirmation.sections.length > 0 && (
        <PaymentSections sections={confirmation.sections} pickedId={confirmation.payment_method_id} />
      )}
      <section>
        <h2 className={classes.subtitle}>{t("confirmed.chosen")}</h2>
        <Card className={classes.chosen}>
          <p className={classes.document}>
            {document.title}
            <span className={classes.version}>
              {document.number} · {t("confirmed.version", { version: document.version })}
            </span>
          </p>
          {confirmation.calculation === null ? (
            <ChosenOptions chosen={confirmation.chosen} />
          ) : (
            <CalculationLines calculation={{ ...confirmation.calculation, deposit_minor: null }} />
          )}
          <dl className={classes.facts}>
            <Fact name={t("confirmed.purchase_order")} value={confirmation.purchase_order} />
            <Fact name={t("confirmed.comment")} value={confirmation.comment} />
          </dl>
          <p className={classes.accepted}>
            {t("confirmed.accepted", {
              name: confirmation.contact_name,
              date: format.dateTime(confirmation.accepted_at),
            })}
          </p>
        </Card>
      </section>
      <section>
        <h2 className={classes.subtitle}>{t("confirmed.next")}</h2>
        {confirmation.next_steps_html === null || confirmation.next_steps_html === "" ? (
          <p className={classes.next}>{t("confirmed.next_plain", { provider: brand.name })}</p>
        ) : (
          <ServerHtml html={confirmation.next_steps_html} />
        )}
      </section>
      <div className={`${classes.ends} no-print`}>
        <Button variant="default" leftSection={<Printer size={18} />} onClick={() => window.print()}>
          {t("confirmed.print")}
        </Button>
        <Button
          variant="default"
          leftSection={<FileText size={18} />}
          renderRoot={(props) => <Link {...props} {...paths.document(document.year, document.slug)} />}
        >
          {t("confirmed.open_quote")}
        </Button>
        <Button
          variant="default"
          leftSection={<ReceiptText size={18} />}
          renderRoot={(props) => <Link {...props} {...paths.receipt(confirmation.decision_id)} />}
        >
          {t("receipt.title")}
        </Button>
      </div>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return value === null || value === "" ? null : (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
