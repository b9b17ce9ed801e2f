/** What came of a document: to whom it was delivered, who read it, what was answered or confirmed. */
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { CopyButton } from "~/shared/ui/copy-button.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { DocumentResponse, StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Acknowledgements } from "./acknowledgements.tsx";
import classes from "./activity.module.css";
import { DeliveryLinks } from "./delivery-links.tsx";
import { asksOf } from "./kind.ts";

export function Activity({ document }: { document: StaffDocument }) {
  const t = useT();
  const currency = document.draft.currency;
  const asks = asksOf(document);
  return (
    <div className={classes.activity}>
      {(asks === "acknowledge" || document.acknowledgements.length > 0) && <Acknowledgements document={document} />}
      {(asks === "choose" || document.responses.length > 0) && (
        <Card>
          <h2 className={classes.title}>{t("responses.title")}</h2>
          {document.responses.length === 0 && <p className={classes.empty}>{t("responses.empty")}</p>}
          {document.responses.map((response) => (
            <Response key={response.id} response={response} currency={currency} />
          ))}
        </Card>
      )}
      <Card>
        <h2 className={classes.title}>{t("links.title")}</h2>
        <DeliveryLinks document={document} />
      </Card>
      <Card>
        <h2 className={classes.title}>{t("openings.title")}</h2>
        {document.openings.length === 0 && <p className={classes.empty}>{t("openings.empty")}</p>}
        <ul className={classes.rows}>
          {document.openings.map((opening) => (
            <li key={opening.contact_id} className={classes.row}>
              <span className={classes.name}>{opening.name}</span>
              <span className="soft">
                <Moment at={opening.opened_at} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
      {document.portal_url !== null && (
        <Card>
          <h2 className={classes.title}>{t("document.open_portal")}</h2>
          <div className={classes.row}>
            <code className={classes.address}>{document.portal_url}</code>
            <CopyButton value={document.portal_url} label={t("document.open_portal")} />
          </div>
        </Card>
      )}
    </div>
  );
}

function Response({ response, currency }: { response: DocumentResponse; currency: string }) {
  const t = useT();
  const format = useFormat();
  const accepted = response.outcome === "accepted";
  const facts = [
    response.chosen.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(", "),
    response.total_minor === null || !accepted ? "" : format.money(response.total_minor, currency),
    response.payment === null ? "" : t(`inbox.payment.${response.payment}`),
    response.payment_method_name ?? "",
    response.purchase_order === null ? "" : `${t("inbox.purchase_order")}: ${response.purchase_order}`,
  ].filter((fact) => fact !== "");
  return (
    <div className={classes.response}>
      <div className={classes.row}>
        <Tag tone={accepted ? "good" : "bad"}>{t(accepted ? "inbox.accepted" : "inbox.declined")}</Tag>
        <span className="soft">
          <Moment at={response.created_at} />
        </span>
      </div>
      <p className={classes.sentence}>
        {t(accepted ? "responses.accepted" : "responses.declined", {
          name: response.contact_name,
          version: response.version,
        })}
      </p>
      {facts.length > 0 && <p className={classes.facts}>{facts.join(" · ")}</p>}
      {response.comment !== null && <blockquote className={classes.comment}>{response.comment}</blockquote>}
    </div>
  );
}
