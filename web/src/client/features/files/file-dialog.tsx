/** A file over the list: every version of it, and a new one for those who brought it. */
import { Button, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { ChooseFiles } from "~/shared/uploads/choose-files.tsx";
import { UploadList } from "~/shared/uploads/upload-list.tsx";
import { useT } from "../../i18n/use-t.ts";
import { Arrived } from "./check-words.tsx";
import classes from "./file-dialog.module.css";
import { type FileDetail, fileQuery, useClientUploads, useDownload, useMayUpload } from "./queries.ts";
import { VersionList } from "./version-list.tsx";

type FileDialogProps = { fileId: string; onClose: () => void };

export function FileDialog({ fileId, onClose }: FileDialogProps) {
  const t = useT();
  const isPhone = useMediaQuery("(max-width: 40rem)") ?? false;
  const file = useQuery(fileQuery(fileId));
  return (
    <Dialog opened onClose={onClose} title={file.data?.name ?? t("files.file")} fullScreen={isPhone} size="lg">
      {file.isPending && <ListSkeleton rows={2} height={96} />}
      {file.isError && file.data === undefined && <ErrorState error={file.error} onRetry={() => void file.refetch()} />}
      {file.data !== undefined && <Opened file={file.data} />}
    </Dialog>
  );
}

function Opened({ file }: { file: FileDetail }) {
  const t = useT();
  const errorText = useErrorText();
  const mayUpload = useMayUpload();
  const download = useDownload();
  // A new version is brought by the side that the file is of.
  const isOurs = file.versions.at(-1)?.side === "client";
  const { id, folder, version } = file;
  return (
    <div className={classes.body}>
      {folder !== "" && <p className={classes.place}>{t("files.in", { folder: folder.replaceAll("/", " / ") })}</p>}
      {version !== null && (
        <Button
          size="md"
          className={classes.download ?? ""}
          leftSection={<Download size={18} aria-hidden="true" />}
          loading={download.isPending}
          onClick={() => download.mutate({ id, version })}
        >
          {t("files.download")}
        </Button>
      )}
      {download.isError && <Notice tone="bad" urgent title={errorText(download.error)} />}
      <section aria-labelledby="versions">
        <h3 id="versions" className={classes.title}>
          {t("files.versions")}
        </h3>
        <VersionList file={file} onDownload={(version) => download.mutate({ id, version })} />
      </section>
      {isOurs && mayUpload && <NewVersion fileId={id} />}
    </div>
  );
}

function NewVersion({ fileId }: { fileId: string }) {
  const t = useT();
  const uploads = useClientUploads({ file_id: fileId });
  const [note, setNote] = useState("");
  return (
    <section aria-labelledby="new-version" className={classes.new}>
      <h3 id="new-version" className={classes.title}>
        {t("files.new_version")}
      </h3>
      <TextInput
        label={t("files.note")}
        description={t("files.note_hint")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
        autoComplete="off"
      />
      <UploadList uploads={uploads} done={(item) => <Arrived fileId={item.fileId} />} />
      <div>
        <ChooseFiles
          single
          variant="default"
          size="md"
          onFiles={(files) => {
            uploads.add(files, note.trim() === "" ? {} : { note: note.trim() });
            setNote("");
          }}
        />
      </div>
    </section>
  );
}
