/** Says exactly what is accepted, asks what is left to ask, and sends the answer. */
import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import type { Calculation, DocumentDetail, SelectedOption } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { CalculationLines } from "~/shared/document/calculation-lines.tsx";
import type { LiveCalculation } from "~/shared/document/use-calculation.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./accept-dialog.module.css";
import { type AnswerDetails, AnswerFields } from "./answer-fields.tsx";
import { ResponseProblem } from "./response-problem.tsx";
import { useRespond } from "./use-respond.ts";

type AcceptDialogProps = {
  year: string;
  slug: string;
  document: DocumentDetail;
  options: SelectedOption[];
  live: LiveCalculation;
  calculation: Calculation;
  opened: boolean;
  onClose: () => void;
  onAccepted: () => void;
};

export function AcceptDialog(props: AcceptDialogProps) {
  const t = useT();
  const isPhone = useMediaQuery("(max-width: 40rem)") ?? false;
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t("accept.title")} fullScreen={isPhone} size="lg">
      <AcceptForm {...props} />
    </Dialog>
  );
}

function AcceptForm({ year, slug, document, options, live, calculation, onClose, onAccepted }: AcceptDialogProps) {
  const t = useT();
  const format = useFormat();
  const respond = useRespond(year, slug);
  const offers = document.content.payment.asks ? document.offers : [];
  const [details, setDetails] = useState<AnswerDetails>({
    payment: offers[0] ?? null,
    methodId: null,
    purchaseOrder: "",
    comment: "",
  });
  const send = () =>
    respond.mutate(
      {
        version_hash: document.version_hash,
        options,
        outcome: "accepted",
        payment: details.payment,
        payment_method_id: details.methodId,
        purchase_order: details.purchaseOrder.trim() || null,
        comment: details.comment.trim() || null,
      },
      { onSuccess: onAccepted },
    );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className={classes.what}>
        {t("accept.summary", {
          number: document.number ?? "",
          version: document.version,
          provider: brand.name,
          client: document.client.name,
        })}
      </p>
      {document.accepted_before !== null && (
        <p className={classes.what}>{t("accept.replaces", { version: document.accepted_before.version })}</p>
      )}
      <div className={classes.figures}>
        <p className={classes.name}>{document.title}</p>
        <CalculationLines calculation={{ ...calculation, deposit_minor: null }} isStale={live.isStale} />
      </div>
      <AnswerFields
        document={document}
        offers={offers}
        calculation={calculation}
        value={details}
        onChange={setDetails}
      />
      <div className={classes.end}>
        <ResponseProblem error={respond.error} onClose={onClose} />
        <p className={classes.binding}>{t("accept.binding", { client: document.client.name, provider: brand.name })}</p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" loading={respond.isPending} disabled={live.isStale}>
            {t("accept.confirm", { amount: format.money(calculation.total_minor, calculation.currency) })}
          </Button>
        </div>
      </div>
    </form>
  );
}
