/** What can be done with the files that are marked, in reach wherever one has scrolled to. */
import { Button } from "@mantine/core";
import { FolderInput, Send, Trash2, Undo2, X } from "lucide-react";
import { useState } from "react";
import type { FileRow } from "~/staff/api/wire.ts";
import { useMayKeepProjects } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { type BulkAct, BulkDialog } from "./bulk-dialog.tsx";
import classes from "./marked-bar.module.css";
import { MoveDialog } from "./move-dialog.tsx";
import type { FileScope } from "./queries.ts";
import type { BulkResult } from "./use-bulk.ts";

type MarkedBarProps = {
  files: readonly FileRow[];
  scope: FileScope;
  onDone: (act: BulkAct | "move", result: BulkResult) => void;
  onClear: () => void;
};

export function MarkedBar({ files, scope, onDone, onClear }: MarkedBarProps) {
  const t = useT();
  const mayPublish = useMayKeepProjects();
  const [dialog, setDialog] = useState<BulkAct | "move">();
  const close = () => setDialog(undefined);
  const has = (status: FileRow["status"]) => files.some((file) => file.status === status);
  const done = (act: BulkAct | "move") => (result: BulkResult) => {
    close();
    onDone(act, result);
  };
  return (
    <section className={classes.bar} aria-label={t("files.acts")}>
      <p className={classes.count} aria-live="polite">
        {t("files.marked", { count: files.length })}
      </p>
      {mayPublish && has("draft") && (
        <Button size="sm" leftSection={<Send size={16} aria-hidden="true" />} onClick={() => setDialog("publish")}>
          {t("files.publish")}
        </Button>
      )}
      <Button
        size="sm"
        variant="default"
        leftSection={<FolderInput size={16} aria-hidden="true" />}
        onClick={() => setDialog("move")}
      >
        {t("files.move")}
      </Button>
      {mayPublish && has("published") && (
        <Button
          size="sm"
          variant="default"
          leftSection={<Undo2 size={16} aria-hidden="true" />}
          onClick={() => setDialog("withdraw")}
        >
          {t("files.withdraw")}
        </Button>
      )}
      {has("draft") && (
        <Button
          size="sm"
          variant="default"
          leftSection={<Trash2 size={16} aria-hidden="true" />}
          onClick={() => setDialog("delete")}
        >
          {t("files.delete")}
        </Button>
      )}
      <Button
        className={classes.clear ?? ""}
        size="sm"
        variant="subtle"
        color="gray"
        leftSection={<X size={16} aria-hidden="true" />}
        onClick={onClear}
      >
        {t("files.unmark")}
      </Button>
      {dialog === "move" && <MoveDialog files={files} scope={scope} onClose={close} onDone={done("move")} />}
      {dialog !== undefined && dialog !== "move" && (
        <BulkDialog act={dialog} files={files} onClose={close} onDone={done(dialog)} />
      )}
    </section>
  );
}
