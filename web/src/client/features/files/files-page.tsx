/** The files of the client one acts for, by folder: to look for, to fetch and to bring. */
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FolderPlus } from "lucide-react";
import { useState } from "react";
import { firstProjectsQuery, ProjectReaders } from "~/client/features/projects/index.ts";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { SearchField } from "~/shared/ui/search-field.tsx";
import { useListUrl } from "~/shared/ui/use-list-url.ts";
import { ChooseFiles } from "~/shared/uploads/choose-files.tsx";
import { DropArea } from "~/shared/uploads/drop-area.tsx";
import { UploadList } from "~/shared/uploads/upload-list.tsx";
import { useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { Arrived } from "./check-words.tsx";
import { DocumentsSwitch } from "./documents-switch.tsx";
import { FileDialog } from "./file-dialog.tsx";
import type { FileFilter } from "./file-filter.ts";
import classes from "./files-page.module.css";
import { FolderContent } from "./folder-content.tsx";
import { FolderTrail } from "./folder-trail.tsx";
import { NewFolderDialog } from "./new-folder-dialog.tsx";
import { ProjectDialog } from "./project-dialog.tsx";
import { useClientUploads, useMayUpload } from "./queries.ts";

export function FilesPage() {
  return (
    <ProjectReaders>
      <Files />
    </ProjectReaders>
  );
}

function Files() {
  const t = useT();
  const { client } = useSession();
  const navigate = useNavigate();
  const list = useListUrl<FileFilter>();
  const { filter, narrow, field, onSearch } = list;
  const known = useQuery(firstProjectsQuery);
  // Without them one can bring files all the same, to no project.
  const projects = known.isError ? [] : known.data?.items;
  const mayUpload = useMayUpload();
  const uploads = useClientUploads();
  const [undecided, setUndecided] = useState<File[]>();
  const [isNaming, setIsNaming] = useState(false);
  usePageTitle(t("files.title"));
  const { q, folder = "", project, file } = filter;
  const isSearch = q !== undefined;
  const names = new Map(projects?.map(({ id, name }) => [id, name]));
  const add = (files: File[], project_id: string | undefined) =>
    uploads.add(files, { ...(folder === "" ? {} : { folder }), ...(project_id === undefined ? {} : { project_id }) });
  const take = (files: File[]) => {
    // Which project files belong to is asked only where it is not clear.
    const clear = project ?? (projects?.length === 1 ? projects[0]?.id : undefined);
    if (clear === undefined && projects !== undefined && projects.length > 1) {
      setUndecided(files);
    } else {
      add(files, clear);
    }
  };
  return (
    <DropArea onFiles={take} disabled={!mayUpload || projects === undefined}>
      <PageHeading title={t("files.title")} detail={t("files.detail", { provider: brand.name, client: client.name })} />
      <DocumentsSwitch />
      <div className={`${classes.tools} no-print`}>
        {projects !== undefined && projects.length > 1 && (
          <NativeSelect
            className={classes.project ?? ""}
            size="md"
            aria-label={t("files.project")}
            value={project ?? ""}
            onChange={(event) => narrow({ project: event.currentTarget.value, folder: undefined })}
            data={[
              { value: "", label: t("files.all_projects") },
              ...projects.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <div className={classes.search}>
          <SearchField key={field.key} initial={field.initial} label={t("files.search")} onSearch={onSearch} />
        </div>
        {mayUpload && (
          <div className={classes.acts}>
            <Button
              variant="default"
              size="md"
              leftSection={<FolderPlus size={18} aria-hidden="true" />}
              onClick={() => setIsNaming(true)}
            >
              {t("files.new_folder")}
            </Button>
            <ChooseFiles size="md" label={t("files.upload")} onFiles={take} disabled={projects === undefined} />
          </div>
        )}
      </div>
      <div className={classes.uploads} hidden={uploads.items.length === 0}>
        <UploadList uploads={uploads} done={(item) => <Arrived fileId={item.fileId} />} />
      </div>
      {!isSearch && <FolderTrail filter={filter} />}
      <FolderContent
        list={list}
        projects={project === undefined && names.size > 1 ? names : undefined}
        upload={mayUpload ? <ChooseFiles variant="default" label={t("files.upload")} onFiles={take} /> : undefined}
      />
      {file !== undefined && <FileDialog fileId={file} onClose={() => narrow({ file: undefined })} />}
      {undecided !== undefined && projects !== undefined && (
        <ProjectDialog
          count={undecided.length}
          projects={projects}
          onClose={() => setUndecided(undefined)}
          onChosen={(project_id) => {
            setUndecided(undefined);
            add(undecided, project_id);
          }}
        />
      )}
      {isNaming && (
        <NewFolderDialog
          within={folder}
          onClose={() => setIsNaming(false)}
          onNamed={(folder) => {
            setIsNaming(false);
            void navigate({ to: ".", search: { ...(project === undefined ? {} : { project }), folder } as never });
          }}
        />
      )}
    </DropArea>
  );
}
