/** A client's name, status, portal switch, language and currency. */
import { Button, Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { ClientDetail, ClientStatus } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import classes from "./client-page.module.css";
import { type ClientChange, useChangeClient } from "./queries.ts";

const statuses = ["prospect", "active", "inactive"] as const;
const languages = ["en", "de", "fr", "es", "nl"] as const;

export function ClientSettings({ client }: { client: ClientDetail }) {
  const t = useT();
  const notify = useNotify();
  const errorText = useErrorText();
  const change = useChangeClient(client.id);
  const [asking, setAsking] = useState<"portal" | "inactive">();
  const form = useForm({
    initialValues: { name: client.name, language: client.language ?? "" },
    validate: { name: (name) => (name.trim() === "" ? t("client.name.missing") : null) },
  });
  const apply = (values: ClientChange) =>
    change.mutate(values, {
      onSuccess: () => {
        setAsking(undefined);
        form.resetDirty();
        notify({ message: t("act.saved") });
      },
    });
  const submit = form.onSubmit(({ name, language }) =>
    apply({ name: name.trim(), ...(language === "" ? {} : { language }) }),
  );
  return (
    <Card>
      <form className={classes.settings} onSubmit={submit} noValidate>
        <h2 className={classes.title}>{t("client.settings")}</h2>
        <Switch
          label={t("client.portal.label")}
          description={t(client.portal_enabled ? "client.portal.hint.on" : "client.portal.hint.off")}
          checked={client.portal_enabled}
          disabled={change.isPending}
          onChange={() => (client.portal_enabled ? setAsking("portal") : apply({ portal_enabled: true }))}
        />
        <Select
          label={t("client.status")}
          allowDeselect={false}
          value={client.status}
          data={statuses.map((value) => ({ value, label: t(`client.status.${value}`) }))}
          onChange={(status) => {
            if (status === "inactive") {
              setAsking("inactive");
            } else if (status !== null && status !== client.status) {
              apply({ status: status as ClientStatus });
            }
          }}
        />
        <TextInput label={t("client.name")} {...form.getInputProps("name")} />
        <Select
          label={t("client.language")}
          placeholder={t("client.default")}
          data={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          {...form.getInputProps("language")}
        />
        {change.isError && asking === undefined && <Notice tone="bad" urgent title={errorText(change.error)} />}
        <Button type="submit" variant="default" loading={change.isPending} disabled={!form.isDirty()}>
          {t("act.save")}
        </Button>
      </form>
      <ConfirmDialog
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={t(asking === "inactive" ? "client.inactive.title" : "client.portal.off.title")}
        text={t(asking === "inactive" ? "client.inactive.text" : "client.portal.off.text", { name: client.name })}
        confirm={t(asking === "inactive" ? "client.inactive.confirm" : "client.portal.off.confirm")}
        isDestructive
        isSending={change.isPending}
        error={change.error}
        onConfirm={() => apply(asking === "inactive" ? { status: "inactive" } : { portal_enabled: false })}
      />
    </Card>
  );
}
