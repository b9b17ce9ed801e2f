/** One thing that waits: what it is, by when, and the way there. */
import { Link } from "@tanstack/react-router";
import { ChevronRight, FileText } from "lucide-react";
import type { ActionItem } from "~/shared/api/types.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./waiting-item.module.css";

export function WaitingItem({ item }: { item: ActionItem }) {
  const t = useT();
  const format = useFormat();
  const { document } = item;
  const body = (
    <>
      <span className={classes.icon} aria-hidden="true">
        <FileText size={20} />
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{item.title}</span>
        <span className={classes.detail}>
          {document !== null && <span>{document.number}</span>}
          {document !== null && document.total_minor_from !== null && (
            <span className="tabular">
              {t("item.from", { amount: format.price(document.total_minor_from, document.currency) })}
            </span>
          )}
          {!item.may_decide && <span>{t("item.read_only")}</span>}
        </span>
        <When item={item} />
      </span>
      <ChevronRight className={classes.chevron} size={20} aria-hidden="true" />
    </>
  );
  return (
    <li>
      {document === null ? (
        <div className={classes.item}>{body}</div>
      ) : (
        <Link className={classes.item} {...paths.document(document.year, document.slug)}>
          {body}
        </Link>
      )}
    </li>
  );
}

function When({ item }: { item: ActionItem }) {
  const t = useT();
  const format = useFormat();
  if (item.due_at === null) {
    return <span className={classes.detail}>{t("item.since", { date: format.date(item.created_at) })}</span>;
  }
  // What is due ends with its day: the moment it is over belongs to the next one.
  const date = format.date(item.overdue ? item.due_at : new Date(Date.parse(item.due_at) - 1).toISOString());
  return (
    <span className={classes.due}>
      <Tag tone={item.overdue ? "bad" : "warn"}>{t(item.overdue ? "item.overdue" : "item.due", { date })}</Tag>
    </span>
  );
}
