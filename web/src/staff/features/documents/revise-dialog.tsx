/** Begins a revision of what a client has accepted. */
import { Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useRevise } from "./queries.ts";

export function ReviseDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useT();
  const revise = useRevise(document.id);
  const form = useForm({ name: "revision", initialValues: { reason: "" } });
  const submit = ({ reason }: { reason: string }) =>
    revise.mutate(
      { reason: reason.trim() || null },
      { onSuccess: onClose, onError: (error) => showProblems(form, error) },
    );
  return (
    <FormDialog
      title={t("revise.title")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("revise.button")}
      isSending={revise.isPending}
      error={revise.error}
    >
      <p className={classes.text}>
        {t("revise.text", { version: document.accepted?.version ?? 1, client: document.client.name })}
      </p>
      <Textarea
        label={t("revise.reason")}
        description={t("revise.reason.hint")}
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps("reason")}
      />
    </FormDialog>
  );
}
