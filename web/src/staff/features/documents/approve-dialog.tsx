/** Approves a draft, with a word about it if one likes. */
import { Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useApprove } from "./queries.ts";

export function ApproveDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const approve = useApprove(document.id);
  const form = useForm({ name: "approval", initialValues: { comment: "" } });
  const submit = ({ comment }: { comment: string }) =>
    approve.mutate(
      { draft_revision: document.draft_revision, comment: comment.trim() || null },
      {
        onSuccess: () => {
          onClose();
          notify({ message: t("approve.done") });
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("approve.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("approve.button")}
      isSending={approve.isPending}
      error={approve.error}
    >
      <p className={classes.text}>{t("approve.text", { title: document.title })}</p>
      <Textarea label={t("approve.comment")} autosize minRows={2} maxLength={2000} {...form.getInputProps("comment")} />
    </FormDialog>
  );
}
