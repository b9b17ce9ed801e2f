/** What one has to know before reading on: changed, answered, expired. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./quote-notice.module.css";

type QuoteNoticeProps = {
  document: DocumentDetail;
  year: string;
  slug: string;
  isNewVersion: boolean;
  onDismiss: () => void;
};

export function QuoteNotice({ document, year, slug, isNewVersion, onDismiss }: QuoteNoticeProps) {
  const t = useT();
  const format = useFormat();
  const { response } = document;
  const provider = brand.name;
  const asksForChoice = document.asks === "choose";
  const answered = response !== null && {
    name: response.contact_name,
    date: format.date(response.created_at),
  };
  if (document.state === "accepted") {
    return (
      <Notice
        tone="good"
        title={answered ? t("quote.accepted_title", answered) : t("state.accepted")}
        action={
          <Button variant="default" renderRoot={(props) => <Link {...props} {...paths.confirmed(year, slug)} />}>
            {t("quote.see_confirmation")}
          </Button>
        }
      >
        {t(document.may_see_money ? "quote.accepted_detail" : "quote.accepted_detail_plain")}
      </Notice>
    );
  }
  if (document.state === "acknowledged") {
    const { acknowledged } = document;
    const values = {
      name: acknowledged?.contact_name ?? "",
      date: acknowledged === null ? "" : format.date(acknowledged.at),
    };
    return <Notice tone="good" title={t("acknowledge.done", values)} />;
  }
  if (document.state === "declined") {
    return (
      <Notice tone="info" title={answered ? t("quote.declined_title", answered) : t("state.declined")}>
        {t("quote.declined_detail", { provider })}
        {response?.comment != null && response.comment !== "" && (
          <p>{t("quote.reason", { reason: response.comment })}</p>
        )}
      </Notice>
    );
  }
  if (document.state === "expired") {
    const date = document.valid_until === null ? "" : format.date(document.valid_until);
    return (
      <Notice tone="warn" title={t("quote.expired_title", { date })}>
        {t("quote.expired_detail", { provider })}
      </Notice>
    );
  }
  if (!isNewVersion && document.accepted_before !== null && asksForChoice) {
    return <Revised document={document} accepted={document.accepted_before} />;
  }
  return isNewVersion ? (
    <div className={classes.sticky}>
      <Notice
        tone="warn"
        title={t(asksForChoice ? "quote.new_version_title" : "document.new_version_title")}
        urgent
        action={
          <Button variant="default" onClick={onDismiss}>
            {t("quote.new_version_seen")}
          </Button>
        }
      >
        {t(asksForChoice ? "quote.new_version_detail" : "document.new_version_detail", { provider })}
      </Notice>
    </div>
  ) : null;
}

type RevisedProps = { document: DocumentDetail; accepted: NonNullable<DocumentDetail["accepted_before"]> };

/** Something of it was accepted already: this one asks again, and that one counts until then. */
function Revised({ document, accepted }: RevisedProps) {
  const t = useT();
  const format = useFormat();
  const values = {
    name: accepted.contact_name,
    version: accepted.version,
    date: format.date(accepted.accepted_at),
    next: document.version,
  };
  return (
    <Notice tone="info" title={t("quote.revised_title", values)}>
      {t("quote.revised_detail", values)}
    </Notice>
  );
}
