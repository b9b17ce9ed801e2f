/** One file: what its client sees of it, its versions, and what can be done with it. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { ChooseFiles } from "~/shared/uploads/choose-files.tsx";
import type { StaffFile } from "~/staff/api/wire.ts";
import { clientQuery } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { MissingPage } from "~/staff/shell/missing-page.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { FileFacts } from "./file-facts.tsx";
import { FileHead } from "./file-head.tsx";
import classes from "./file-page.module.css";
import { fileQuery, useIsGoing } from "./queries.ts";
import { Seen } from "./seen.tsx";
import { bringVersion } from "./uploads/bring.ts";
import { VersionsCard } from "./versions/versions-card.tsx";

export function FilePage() {
  const t = useT();
  const { fileId } = useParams({ from: "/signed-in/files/$fileId" });
  const file = useQuery({ ...fileQuery(fileId), enabled: !useIsGoing(fileId) });
  usePageTitle(file.data?.name ?? t("files.title"));
  if (file.data !== undefined) {
    return <Shown key={fileId} file={file.data} />;
  }
  if (file.isError) {
    const missing = file.error instanceof ApiError && file.error.status === 404;
    return missing ? <MissingPage /> : <ErrorState error={file.error} onRetry={() => void file.refetch()} />;
  }
  return <ListSkeleton rows={4} />;
}

function Shown({ file }: { file: StaffFile }) {
  const t = useT();
  const client = useQuery(clientQuery(file.client_id));
  const clientName = client.data?.name ?? t("file.client");
  return (
    <>
      <FileHead file={file} clientName={clientName} />
      <Seen file={file} clientName={clientName} />
      <div className={classes.columns}>
        <VersionsCard
          file={file}
          clientName={clientName}
          bring={
            file.side === "provider" && (
              <ChooseFiles
                single
                size="sm"
                variant="default"
                label={t("file.new_version")}
                onFiles={([brought]) => brought !== undefined && bringVersion(brought, file.id)}
              />
            )
          }
        />
        <FileFacts file={file} />
      </div>
    </>
  );
}
