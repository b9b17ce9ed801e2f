/** What the list of quotes shows of each. */
import { Link } from "@tanstack/react-router";
import { useFormat } from "~/shared/i18n/format.ts";
import { Moment } from "~/shared/ui/moment.tsx";
import type { DocumentRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import type { Column } from "~/staff/ui/data-table.tsx";
import classes from "./document-columns.module.css";
import { DocumentStatusTag } from "./document-status-tag.tsx";

export function useDocumentColumns(): Column<DocumentRow>[] {
  const t = useT();
  const format = useFormat();
  return [
    {
      key: "title",
      title: t("documents.column.title"),
      isName: true,
      cell: ({ id, title, number }) => (
        <>
          <Link {...paths.document(id)} data-row>
            {title === "" ? t("document.untitled") : title}
          </Link>
          {number !== null && <span className={classes.number}>{number}</span>}
        </>
      ),
    },
    { key: "client", title: t("documents.column.client"), cell: ({ client }) => client.name },
    {
      key: "status",
      title: t("documents.column.status"),
      isState: true,
      cell: ({ status, state }) => <DocumentStatusTag status={status} state={state} />,
    },
    {
      key: "opened",
      title: t("documents.column.opened"),
      isShort: true,
      isMinor: true,
      cell: ({ opened_at, status }) => {
        if (opened_at !== null) {
          return <Moment at={opened_at} />;
        }
        return status === "published" ? <span className="soft">{t("document.not_opened")}</span> : null;
      },
    },
    {
      key: "valid",
      title: t("documents.column.valid"),
      isShort: true,
      cell: ({ valid_until }) => (valid_until === null ? null : format.date(valid_until)),
    },
    {
      key: "updated",
      title: t("documents.column.updated"),
      isShort: true,
      isMinor: true,
      cell: ({ updated_at }) => <Moment at={updated_at} />,
    },
    {
      key: "total",
      title: t("documents.column.total"),
      isFigure: true,
      cell: ({ total_minor, currency }) => (total_minor === null ? null : format.money(total_minor, currency)),
    },
  ];
}
