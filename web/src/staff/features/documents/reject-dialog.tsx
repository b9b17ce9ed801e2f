/** Sends a draft back to who wrote it, with what has to change. */
import { Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useReject } from "./queries.ts";

export function RejectDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const reject = useReject(document.id);
  const form = useForm({
    name: "rejection",
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() === "" ? t("reject.reason.missing") : null) },
  });
  const submit = ({ reason }: { reason: string }) =>
    reject.mutate(
      { draft_revision: document.draft_revision, reason: reason.trim() },
      {
        onSuccess: () => {
          onClose();
          notify({ message: t("reject.done") });
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("reject.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("reject.button")}
      isSending={reject.isPending}
      error={reject.error}
    >
      <p className={classes.text}>{t("reject.text", { name: document.approval?.submitted_by.name ?? "" })}</p>
      <Textarea
        label={t("reject.reason")}
        autosize
        minRows={3}
        maxLength={2000}
        data-autofocus
        {...form.getInputProps("reason")}
      />
    </FormDialog>
  );
}
