/** The files of all clients, or of one of them in its folders. */
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import type { FileFilter } from "~/staff/paths.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { FileBrowser } from "./file-browser.tsx";
import { ProjectFilter } from "./project-filter.tsx";

export function FilesPage() {
  const t = useT();
  usePageTitle(t("files.title"));
  const page = useListPage<FileFilter>();
  const { client, project } = page.filter;
  const bring = null;
  return (
    <>
      <PageHeading title={t("files.title")} lead={t("files.lead")}>
        {bring}
      </PageHeading>
      <FileBrowser
        // What is marked is marked among these.
        key={`${client} ${project}`}
        label={t("files.title")}
        scope={{ clientId: client, projectId: project }}
        page={page}
        bring={bring}
        filters={
          <>
            <ClientSelect
              isCompact
              width={190}
              label={t("files.filter.client")}
              placeholder={t("files.filter.client")}
              value={client ?? ""}
              onChange={(id) => page.narrow({ client: id, project: undefined, folder: undefined })}
            />
            <ProjectFilter
              clientId={client}
              projectId={project}
              onChange={(id) => page.narrow({ project: id, folder: undefined })}
            />
          </>
        }
      />
    </>
  );
}
