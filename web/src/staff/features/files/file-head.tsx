/** The head of a file: where it lies, its name and status, and what can be done with it. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Ellipsis, Pencil, Send, Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import type { StaffFile } from "~/staff/api/wire.ts";
import { useMayKeepProjects } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { DownloadButton } from "./download-button.tsx";
import { EditFileDialog } from "./edit-file-dialog.tsx";
import { FileActDialog } from "./file-act-dialog.tsx";
import classes from "./file-page.module.css";
import { WholeFileState } from "./file-state.tsx";
import { crumbsOf } from "./folders.ts";
import { useProjectName } from "./use-project-name.ts";

type FileHeadProps = { file: StaffFile; clientName: string };

export function FileHead({ file, clientName }: FileHeadProps) {
  const t = useT();
  const mayPublish = useMayKeepProjects();
  const [dialog, setDialog] = useState<"publish" | "withdraw" | "delete" | "edit">();
  const close = () => setDialog(undefined);
  const { name, version } = file;
  const isDraft = file.status === "draft";
  return (
    <>
      <Place file={file} clientName={clientName} />
      <PageHeading title={name} tag={<WholeFileState file={file} />}>
        {version !== null && (
          <DownloadButton fileId={file.id} version={version} label={t("file.download.of", { name })} withWord />
        )}
        {mayPublish && isDraft && version !== null && (
          <Button leftSection={<Send size={17} aria-hidden="true" />} onClick={() => setDialog("publish")}>
            {t("files.publish")}
          </Button>
        )}
        {mayPublish && file.status === "published" && (
          <Button
            variant="default"
            leftSection={<Undo2 size={17} aria-hidden="true" />}
            onClick={() => setDialog("withdraw")}
          >
            {t("files.withdraw")}
          </Button>
        )}
        <Menu position="bottom-end" radius="lg" shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size={44} radius="md" aria-label={t("file.more", { name })}>
              <Ellipsis size={18} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Pencil size={17} aria-hidden="true" />} onClick={() => setDialog("edit")}>
              {t("file.edit")}
            </Menu.Item>
            {isDraft && (
              <Menu.Item leftSection={<Trash2 size={17} aria-hidden="true" />} onClick={() => setDialog("delete")}>
                {t("file.delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </PageHeading>
      {dialog === "edit" && <EditFileDialog file={file} onClose={close} />}
      {dialog === "delete" && <DeleteDialog file={file} onClose={close} />}
      {(dialog === "publish" || dialog === "withdraw") && (
        <FileActDialog act={dialog} file={file} clientName={clientName} onClose={close} />
      )}
    </>
  );
}

/** The way to where the file lies: its client, and the folders there. */
function Place({ file, clientName }: FileHeadProps) {
  const t = useT();
  const project = useProjectName(file.project_id);
  const at = { client: file.client_id, ...(file.project_id === null ? {} : { project: file.project_id }) };
  return (
    <p className={classes.over}>
      <span>
        <Link {...paths.files()}>{t("files.title")}</Link>
      </span>
      <span>
        <Link {...paths.files({ client: file.client_id })}>{clientName}</Link>
      </span>
      {project !== undefined && (
        <span>
          <Link {...paths.files(at)}>{project}</Link>
        </span>
      )}
      {crumbsOf(file.folder).map(({ name, path }) => (
        <span key={path}>
          <Link {...paths.files({ ...at, folder: path })}>{name}</Link>
        </span>
      ))}
    </p>
  );
}
