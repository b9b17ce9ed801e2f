/** The files of all clients, or of one of them in its folders. */
import { useState } from "react";
import type { PlacedFile } from "~/shared/uploads/placed-files.ts";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import type { FileFilter } from "~/staff/paths.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { FileBrowser } from "./file-browser.tsx";
import { ProjectFilter } from "./project-filter.tsx";
import { bring } from "./uploads/bring.ts";
import { BringButtons } from "./uploads/bring-buttons.tsx";
import { WhereDialog } from "./uploads/where-dialog.tsx";

export function FilesPage() {
  const t = useT();
  usePageTitle(t("files.title"));
  const page = useListPage<FileFilter>();
  const { q, client, project, folder = "" } = page.filter;
  const [homeless, setHomeless] = useState<PlacedFile[]>();
  const onFound = (found: PlacedFile[]) =>
    client === undefined ? setHomeless(found) : bring(found, { clientId: client, projectId: project, folder });
  const buttons = (
    <BringButtons onFound={onFound} folder={client === undefined || q !== undefined ? undefined : folder} />
  );
  return (
    <>
      <PageHeading title={t("files.title")} lead={t("files.lead")}>
        {buttons}
      </PageHeading>
      <FileBrowser
        // What is marked is marked among these.
        key={`${client} ${project}`}
        label={t("files.title")}
        scope={{ clientId: client, projectId: project }}
        page={page}
        bring={buttons}
        onFound={onFound}
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
      {homeless !== undefined && (
        <WhereDialog
          found={homeless}
          onClose={() => setHomeless(undefined)}
          onBrought={(place) => {
            setHomeless(undefined);
            page.narrow({ client: place.clientId, project: place.projectId, folder: place.folder, q: undefined });
          }}
        />
      )}
    </>
  );
}
