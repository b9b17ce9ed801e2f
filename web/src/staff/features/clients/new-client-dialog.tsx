/** A new client. */
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { ClientStatus } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "~/staff/ui/dialog.module.css";
import { useCreateClient } from "./queries.ts";

export function NewClientDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const create = useCreateClient();
  const form = useForm<{ name: string; status: ClientStatus }>({
    initialValues: { name: "", status: "prospect" },
    validate: { name: (name) => (name.trim() === "" ? t("client.name.missing") : null) },
  });
  const submit = form.onSubmit(({ name, status }) =>
    create.mutate({ name: name.trim(), status }, { onSuccess: (client) => void navigate(paths.client(client.id)) }),
  );
  return (
    <Dialog opened onClose={onClose} title={t("clients.new")}>
      <form className={classes.body} onSubmit={submit} noValidate>
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
        {create.isError && <Notice tone="bad" urgent title={errorText(create.error)} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t("client.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
