/** In the place of the choosing, once there is nothing to choose: what was answered, what it costs, where to go on. */
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ban, CircleCheck, Clock } from "lucide-react";
import type { Confirmation, DocumentDetail } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { CalculationLines } from "~/shared/document/calculation-lines.tsx";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./answer-panel.module.css";
import { ChosenOptions } from "./chosen-options.tsx";
import { confirmationQuery } from "./queries.ts";
import panel from "./selection-panel.module.css";

type AnswerPanelProps = { year: string; slug: string; document: DocumentDetail };

const faces = { accepted: CircleCheck, declined: Ban, expired: Clock };

/** The states that end the choosing. */
export const isOver = (document: DocumentDetail): boolean => document.asks === "choose" && document.state in faces;

export function AnswerPanel({ year, slug, document }: AnswerPanelProps) {
  const t = useT();
  const format = useFormat();
  const { response, state } = document;
  const Icon = faces[state as keyof typeof faces];
  const by = { name: response?.contact_name ?? "", date: response === null ? "" : format.date(response.created_at) };
  const validUntil = document.valid_until === null ? "" : format.date(document.valid_until);
  return (
    <aside className={`${panel.panel} ${classes.panel}`} aria-labelledby="answer">
      <h2 id="answer" className={`${panel.title} ${classes.title}`} data-state={state}>
        <Icon size={22} aria-hidden="true" />
        <span title={response === null ? undefined : format.dateTime(response.created_at)}>
          {state === "accepted" && t("quote.accepted_title", by)}
          {state === "declined" && t("quote.declined_title", by)}
          {state === "expired" && t("quote.expired_title", { date: validUntil })}
        </span>
      </h2>
      {state === "accepted" && <Accepted {...{ year, slug, document }} />}
      {state === "declined" && (
        <>
          {response?.comment != null && response.comment !== "" && (
            <p className={classes.reason}>{t("quote.reason", { reason: response.comment })}</p>
          )}
          <p className={panel.empty}>{t("quote.declined_detail", { provider: brand.name })}</p>
        </>
      )}
      {state === "expired" && <p className={panel.empty}>{t("quote.expired_detail", { provider: brand.name })}</p>}
      {state !== "accepted" && brand.support_contact !== null && brand.support_contact !== "" && (
        <p className={classes.contact}>{t("quote.ask", { contact: brand.support_contact })}</p>
      )}
    </aside>
  );
}

function Accepted({ year, slug, document }: AnswerPanelProps) {
  const t = useT();
  const errorText = useErrorText();
  const confirmation = useQuery(confirmationQuery(year, slug));
  return (
    <>
      {confirmation.data !== undefined && <Facts confirmation={confirmation.data} document={document} />}
      {confirmation.isPending && <Skeleton height={190} radius="md" aria-label={t("summary.updating")} role="status" />}
      {confirmation.isError && confirmation.data === undefined && (
        <Notice
          tone="bad"
          title={t("quote.confirmation_failed")}
          action={
            <Button variant="default" onClick={() => void confirmation.refetch()}>
              {t("ui.retry")}
            </Button>
          }
        >
          {errorText(confirmation.error)}
        </Notice>
      )}
      <div className={`${classes.ways} no-print`}>
        <Button fullWidth px="xs" renderRoot={(props) => <Link {...props} {...paths.confirmed(year, slug)} />}>
          {t(confirmation.data?.sections.length ? "quote.see_payment" : "quote.see_confirmation")}
        </Button>
        {confirmation.data !== undefined && (
          <Button
            fullWidth
            variant="subtle"
            renderRoot={(props) => <Link {...props} {...paths.receipt(confirmation.data.decision_id)} />}
          >
            {t("receipt.title")}
          </Button>
        )}
      </div>
    </>
  );
}

function Facts({ confirmation, document }: { confirmation: Confirmation; document: DocumentDetail }) {
  const t = useT();
  const format = useFormat();
  const { amount_due_minor: amount, due_date: due, purchase_order: order, calculation } = confirmation;
  return (
    <>
      {calculation === null ? (
        <ChosenOptions chosen={confirmation.chosen} />
      ) : (
        <CalculationLines calculation={{ ...calculation, deposit_minor: null }} deposit={document.deposit} />
      )}
      <dl className={classes.facts}>
        {amount !== null && (
          <div className={classes.due}>
            <dt>{t(confirmation.payment === "deposit" ? "confirmed.due_deposit" : "confirmed.due_full")}</dt>
            <dd>
              {format.money(amount, confirmation.currency)}
              {due !== null && (
                <time dateTime={due} title={format.longDate(due)} className={classes.until}>
                  {t("confirmed.due_until", { date: format.date(due) })}
                </time>
              )}
            </dd>
          </div>
        )}
        {order !== null && order !== "" && (
          <div className={classes.fact}>
            <dt>{t("confirmed.purchase_order")}</dt>
            <dd>{order}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
