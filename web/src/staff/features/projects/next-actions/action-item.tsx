/** One next action: ticked off when it is done, which can be taken back. */
import { ActionIcon, Checkbox, Menu } from "@mantine/core";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { daysUntil, useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import type { NextAction, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useUndoNotice } from "~/staff/ui/use-undo-notice.tsx";
import { LateTag } from "../project-tags.tsx";
import { useChangeAction, useRemoveAction } from "../queries.ts";
import { ActionDialog } from "./action-dialog.tsx";
import classes from "./next-actions.module.css";

type ActionItemProps = { action: NextAction; project: StaffProject };

export function ActionItem({ action, project }: ActionItemProps) {
  const t = useT();
  const errorText = useErrorText();
  const offerUndo = useUndoNotice("next-action");
  const change = useChangeAction(project.id, action.id);
  const isDone = action.done_at !== null;
  const name = action.description;
  const mark = (is_done: boolean) => change.mutateAsync({ is_done });
  const toggle = () =>
    void mark(!isDone).then(
      () =>
        offerUndo(
          t(isDone ? "next.unmarked" : "next.marked", { name }),
          () => void mark(isDone).catch(() => undefined),
        ),
      // Said beside it.
      () => undefined,
    );
  return (
    <li className={classes.item}>
      {project.may_change ? (
        <Checkbox
          checked={isDone}
          disabled={change.isPending}
          onChange={toggle}
          label={<Words action={action} />}
          aria-label={name}
        />
      ) : (
        <Words action={action} />
      )}
      {project.may_change && <Acts action={action} project={project} />}
      {change.isError && (
        <div className={classes.wide}>
          <Notice tone="bad" urgent title={errorText(change.error)} />
        </div>
      )}
    </li>
  );
}

function Words({ action }: { action: NextAction }) {
  const t = useT();
  const format = useFormat();
  const { description, due_date: due, done_at: done } = action;
  return (
    <span className={classes.words} data-done={done === null ? undefined : true}>
      <span>{description}</span>
      {done !== null && <span className={classes.due}>{t("next.done.on", { date: format.date(done) })}</span>}
      {done === null && due !== null && (
        <span className={classes.due}>
          <time dateTime={due} title={format.longDate(due)}>
            {t("next.due.by", { date: format.date(due) })}
          </time>
          <LateTag days={Math.max(0, -daysUntil(due))} />
        </span>
      )}
    </span>
  );
}

function Acts({ action, project }: ActionItemProps) {
  const t = useT();
  const notify = useNotify();
  const [dialog, setDialog] = useState<"edit" | "remove">();
  const remove = useRemoveAction(project.id, action.id);
  const close = () => setDialog(undefined);
  const name = action.description;
  return (
    <>
      <Menu position="bottom-end" radius="lg" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("next.more", { name })}>
            <Ellipsis size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={17} aria-hidden="true" />} onClick={() => setDialog("edit")}>
            {t("act.edit")}
          </Menu.Item>
          <Menu.Item leftSection={<Trash2 size={17} aria-hidden="true" />} onClick={() => setDialog("remove")}>
            {t("act.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === "edit" && <ActionDialog project={project} action={action} onClose={close} />}
      <ConfirmDialog
        opened={dialog === "remove"}
        onClose={close}
        title={t("next.remove.title")}
        text={t("next.remove.text", { name })}
        confirm={t("act.remove")}
        isDestructive
        isSending={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              close();
              notify({ message: t("next.removed") });
            },
          })
        }
      />
    </>
  );
}
