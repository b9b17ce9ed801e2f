/** The first files of a project on its page, and the way to bring more. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { ChooseFiles } from "~/shared/uploads/choose-files.tsx";
import { UploadList } from "~/shared/uploads/upload-list.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { Arrived } from "./check-words.tsx";
import { FileDialog } from "./file-dialog.tsx";
import { FileList } from "./file-list.tsx";
import classes from "./project-files.module.css";
import { projectFilesQuery, useClientUploads, useMayUpload } from "./queries.ts";

/** So many fit on the page of a project, which is one screen. */
const SHOWN = 3;

export function ProjectFiles({ projectId }: { projectId: string }) {
  const t = useT();
  const id = useId();
  const files = useQuery(projectFilesQuery(projectId, SHOWN));
  const mayUpload = useMayUpload();
  const uploads = useClientUploads({ project_id: projectId });
  const [opened, setOpened] = useState<string>();
  const rows = files.data?.items;
  return (
    <section aria-labelledby={id} className={classes.part}>
      <Card className={classes.card}>
        <div className={classes.head}>
          <h2 id={id} className={classes.title}>
            {t("files.title")}
          </h2>
          {mayUpload && (
            <span className="no-print">
              <ChooseFiles variant="subtle" label={t("files.upload")} onFiles={(files) => uploads.add(files)} />
            </span>
          )}
        </div>
        {files.isPending && <ListSkeleton rows={2} height={48} />}
        {files.isError && rows === undefined && <ErrorState error={files.error} onRetry={() => void files.refetch()} />}
        {rows?.length === 0 && <p className={classes.nothing}>{t("files.none_of_project")}</p>}
        {rows !== undefined && rows.length > 0 && <FileList files={rows} plain onOpen={(file) => setOpened(file.id)} />}
        <div className={classes.uploads} hidden={uploads.items.length === 0}>
          <UploadList uploads={uploads} done={(item) => <Arrived fileId={item.fileId} />} />
        </div>
        {rows !== undefined && rows.length > 0 && (
          <Link className={`${classes.more} no-print`} {...paths.files({ project: projectId })}>
            {t("files.all_of_project")}
          </Link>
        )}
      </Card>
      {opened !== undefined && <FileDialog fileId={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
