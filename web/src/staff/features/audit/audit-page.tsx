/** Every act and refusal, newest first. */
import { Select } from "@mantine/core";
import { ScrollText } from "lucide-react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import type { AuditFilter } from "~/staff/paths.ts";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { Toolbar } from "~/staff/ui/toolbar.tsx";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { acts } from "./acts.ts";
import { AuditItem } from "./audit-item.tsx";
import classes from "./audit-page.module.css";

export function AuditPage() {
  const t = useT();
  usePageTitle(t("audit.title"));
  const { filter, isFiltered, narrow, clear, search } = useListPage<AuditFilter>();
  const { act = "", client = "" } = filter;
  const entries = useCursorList("audit", "api/admin/audit", { act, client_id: client });
  return (
    <>
      <PageHeading title={t("audit.title")} lead={t("audit.lead")} />
      <Toolbar>
        <Select
          ref={search}
          aria-label={t("audit.filter.act")}
          placeholder={t("audit.filter.act.all")}
          searchable
          clearable
          value={act === "" ? null : act}
          onChange={(chosen) => narrow({ act: chosen ?? undefined })}
          data={acts.map(({ act: value, key }) => ({ value, label: t(key) }))}
        />
        <ClientSelect
          label={t("audit.filter.client")}
          placeholder={t("audit.filter.client.all")}
          isCompact
          value={client}
          onChange={(client) => narrow({ client })}
        />
      </Toolbar>
      <ListView
        list={entries}
        isFiltered={isFiltered}
        onClear={clear}
        rowHeight={38}
        empty={
          <EmptyState icon={<ScrollText size={22} />} title={t("audit.empty.title")} detail={t("audit.empty.text")} />
        }
      >
        <ul className={classes.entries}>
          {entries.items.map((entry) => (
            <AuditItem key={entry.sequence} entry={entry} />
          ))}
        </ul>
      </ListView>
    </>
  );
}
