/** All projects, and how each does. */
import { Button, Select } from "@mantine/core";
import { FolderKanban, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useMayKeepProjects } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { type ProjectFilter, projectStatuses } from "~/staff/paths.ts";
import { DataTable, TableSkeleton } from "~/staff/ui/data-table.tsx";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { Toolbar } from "~/staff/ui/toolbar.tsx";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { NewProjectDialog } from "./new-project-dialog.tsx";
import { useProjectColumns } from "./project-columns.tsx";
import { useProjects } from "./queries.ts";

export function ProjectsPage() {
  const t = useT();
  usePageTitle(t("projects.title"));
  const { filter, narrow, clear, field, onSearch, search } = useListPage<ProjectFilter>();
  const { q, client, status, sort } = filter;
  const [creating, setCreating] = useCreating(filter.new === "yes", () => narrow({ new: undefined }));
  const projects = useProjects({
    q: q ?? null,
    client_id: client ?? null,
    status: status ?? null,
    sort: sort ?? "name",
  });
  const columns = useProjectColumns();
  const add = useMayKeepProjects() ? (
    <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={() => setCreating(true)}>
      {t("projects.new")}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeading title={t("projects.title")} lead={t("projects.lead")}>
        {add}
      </PageHeading>
      <Toolbar>
        <SearchField
          key={field.key}
          initial={field.initial}
          label={t("projects.search")}
          inputRef={search}
          onSearch={onSearch}
        />
        <ClientSelect
          isCompact
          width={170}
          label={t("projects.filter.client")}
          placeholder={t("projects.filter.client")}
          value={client ?? ""}
          onChange={(id) => narrow({ client: id })}
        />
        <Select
          aria-label={t("projects.filter.status")}
          placeholder={t("projects.filter.status")}
          w={145}
          clearable
          value={status ?? null}
          onChange={(value) => narrow({ status: projectStatuses.find((each) => each === value) })}
          data={projectStatuses.map((value) => ({ value, label: t(`project.status.${value}`) }))}
        />
        <Select
          aria-label={t("projects.sort")}
          w={145}
          allowDeselect={false}
          value={sort ?? "name"}
          onChange={(value) => narrow({ sort: value === "newest" ? value : undefined })}
          data={(["name", "newest"] as const).map((value) => ({ value, label: t(`projects.sort.${value}`) }))}
        />
      </Toolbar>
      <ListView
        list={projects}
        isFiltered={q !== undefined || client !== undefined || status !== undefined}
        onClear={clear}
        skeleton={<TableSkeleton columns={columns} height={{ wide: 62, phone: 160 }} />}
        empty={
          <EmptyState
            icon={<FolderKanban size={22} />}
            title={t("projects.empty.title")}
            detail={t(add === undefined ? "projects.empty.read_only" : "projects.empty.text")}
            action={add}
          />
        }
      >
        <DataTable label={t("projects.title")} columns={columns} rows={projects.items} rowKey={({ id }) => id} />
      </ListView>
      {creating && add !== undefined && (
        <NewProjectDialog {...(client === undefined ? {} : { clientId: client })} onClose={() => setCreating(false)} />
      )}
    </>
  );
}

/** Whether the dialog of a new one stands open; an address can ask for it, once. */
function useCreating(isAsked: boolean, onOpened: () => void) {
  const [creating, setCreating] = useState(isAsked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each address that asks
  useEffect(() => {
    if (isAsked) {
      setCreating(true);
      onOpened();
    }
  }, [isAsked]);
  return [creating, setCreating] as const;
}
