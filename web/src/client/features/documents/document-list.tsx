/** Documents as rows; on a phone each is a card. */
import { Link } from "@tanstack/react-router";
import type { DocumentRow } from "~/shared/api/types.ts";
import { StateTag } from "~/shared/document/state-tag.tsx";
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./document-list.module.css";

type DocumentListProps = { documents: DocumentRow[]; compact?: boolean };

export function DocumentList({ documents, compact = false }: DocumentListProps) {
  const t = useT();
  const format = useFormat();
  return (
    <ul className={classes.list} data-compact={compact || undefined}>
      {documents.map((document) => (
        <li key={document.id}>
          <Link className={classes.row} {...paths.document(document.year, document.slug)}>
            <span className={classes.words}>
              <span className={classes.title}>{document.title}</span>
              <span className={classes.detail}>
                <span>{document.type_title}</span>
                <span>{document.number}</span>
                <time dateTime={document.published_at} title={format.dateTime(document.published_at)}>
                  {t("documents.published", { date: format.date(document.published_at) })}
                </time>
                {document.state === "open" && document.valid_until !== null && (
                  <span>{t("document.valid_until", { date: format.date(document.valid_until) })}</span>
                )}
              </span>
            </span>
            <span className={classes.figures}>
              <StateTag state={document.state} />
              {document.total_minor !== null && (
                <span className={classes.total}>{format.money(document.total_minor, document.currency)}</span>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
