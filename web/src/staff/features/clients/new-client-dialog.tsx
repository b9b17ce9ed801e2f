/** A new client. */
import { SegmentedControl, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import type { ClientStatus } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useCreateClient } from "./queries.ts";

type NewClient = { name: string; status: ClientStatus };

export function NewClientDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const create = useCreateClient();
  const form = useForm<NewClient>({
    name: "new-client",
    initialValues: { name: "", status: "prospect" },
    validate: { name: (name) => (name.trim() === "" ? t("client.name.missing") : null) },
  });
  const submit = ({ name, status }: NewClient) =>
    create.mutate(
      { name: name.trim(), status },
      {
        onSuccess: (client) => {
          form.resetDirty();
          void navigate(paths.client(client.id));
        },
        onError: (error) => showProblems(form, error),
      },
    );
  return (
    <FormDialog
      title={t("clients.new")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("client.create")}
      isSending={create.isPending}
      error={create.error}
    >
      <TextInput
        label={t("client.name")}
        description={t("client.name.hint")}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <SegmentedControl
        aria-label={t("client.status")}
        data={(["prospect", "active"] as const).map((value) => ({ value, label: t(`client.status.${value}`) }))}
        {...form.getInputProps("status")}
      />
    </FormDialog>
  );
}
