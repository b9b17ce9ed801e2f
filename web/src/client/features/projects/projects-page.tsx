/** Every project one may see, with where it stands. The only one there is opens by itself. */
import { Button, SegmentedControl } from "@mantine/core";
import { Navigate } from "@tanstack/react-router";
import { FolderKanban } from "lucide-react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useListUrl } from "~/shared/ui/use-list-url.ts";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { ProjectReaders } from "./access.tsx";
import { statuses } from "./project-filter.ts";
import { ProjectList } from "./project-list.tsx";
import classes from "./projects-page.module.css";
import { type ProjectFilter, useProjects } from "./queries.ts";
import { byUrgency } from "./standing.ts";

export function ProjectsPage() {
  return (
    <ProjectReaders>
      <Projects />
    </ProjectReaders>
  );
}

function Projects() {
  const t = useT();
  const { client } = useSession();
  const { filter, isFiltered, narrow, clear, field, onSearch } = useListUrl<ProjectFilter>();
  const projects = useProjects(filter);
  usePageTitle(t("projects.title"));
  const pages = projects.data?.pages;
  const isWhole = pages?.length === 1 && !projects.hasNextPage;
  const found = pages?.flatMap((page) => page.items);
  // While more can come they stay in the order in which they come, so that none moves.
  const rows = found !== undefined && isWhole ? byUrgency(found) : found;
  const [only] = rows ?? [];
  if (only !== undefined && rows?.length === 1 && !isFiltered && !projects.isPlaceholderData) {
    return <Navigate {...paths.project(only.id)} replace />;
  }
  const isEmpty = rows?.length === 0;
  const choices = [{ value: "", label: t("documents.all") }].concat(
    statuses.map((status) => ({ value: status, label: t(`project.status.${status}`) })),
  );
  return (
    <>
      <PageHeading
        title={t("projects.title")}
        detail={t("projects.detail", { provider: brand.name, client: client.name })}
      />
      {(!isEmpty || isFiltered) && (
        <div className={`${classes.tools} no-print`}>
          <div className={classes.filter}>
            <SegmentedControl
              aria-label={t("documents.filter")}
              size="md"
              value={filter.status ?? ""}
              onChange={(value) => narrow({ status: statuses.find((status) => status === value) })}
              data={choices}
            />
          </div>
          <div className={classes.search}>
            <SearchField key={field.key} initial={field.initial} label={t("projects.search")} onSearch={onSearch} />
          </div>
        </div>
      )}
      {projects.isPending && <ListSkeleton rows={3} height={196} />}
      {projects.isError && rows === undefined && (
        <ErrorState error={projects.error} onRetry={() => void projects.refetch()} />
      )}
      {isEmpty && (
        <EmptyState
          icon={<FolderKanban size={22} />}
          title={t(isFiltered ? "documents.no_match" : "projects.empty")}
          detail={t(isFiltered ? "documents.no_match_detail" : "projects.empty_detail", { provider: brand.name })}
          action={
            isFiltered ? (
              <Button variant="default" onClick={clear}>
                {t("projects.show_all")}
              </Button>
            ) : undefined
          }
        />
      )}
      {rows !== undefined && rows.length > 0 && <ProjectList projects={rows} />}
      {projects.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={projects.isFetchingNextPage}
          onClick={() => void projects.fetchNextPage()}
        >
          {t("ui.more")}
        </Button>
      )}
    </>
  );
}
