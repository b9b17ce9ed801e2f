/** What one has to know before reading on: changed, read before, asked again. */
import { Button } from "@mantine/core";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./quote-notice.module.css";

type QuoteNoticeProps = {
  document: DocumentDetail;
  isNewVersion: boolean;
  onDismiss: () => void;
};

export function QuoteNotice({ document, isNewVersion, onDismiss }: QuoteNoticeProps) {
  const t = useT();
  const format = useFormat();
  const provider = brand.name;
  const asksForChoice = document.asks === "choose";
  if (document.state === "acknowledged") {
    const { acknowledged } = document;
    const values = {
      name: acknowledged?.contact_name ?? "",
      date: acknowledged === null ? "" : format.date(acknowledged.at),
    };
    return <Notice tone="good" title={t("acknowledge.done", values)} />;
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
