/** A client's name, status, portal switch, language and currency. */
import { Button, Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Card } from "~/shared/ui/card.tsx";
import type { ClientDetail, ClientStatus } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useLanguageOptions } from "~/staff/i18n/languages.ts";
import { paths } from "~/staff/paths.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { UnsavedGuard } from "~/staff/ui/unsaved-guard.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import classes from "./client-page.module.css";
import { type ClientChange, useChangeClient } from "./queries.ts";

const statuses = ["prospect", "active", "inactive"] as const;

export function ClientSettings({ client }: { client: ClientDetail }) {
  const t = useT();
  const notify = useNotify();
  const languages = useLanguageOptions();
  const change = useChangeClient(client.id);
  const [asking, setAsking] = useState<"portal" | "inactive">();
  const form = useForm({
    name: "client",
    initialValues: { name: client.name, language: client.language ?? "" },
    validate: { name: (name) => (name.trim() === "" ? t("client.name.missing") : null) },
  });
  const apply = (values: ClientChange) =>
    change.mutate(values, {
      onSuccess: () => {
        setAsking(undefined);
        // A switch or the status is saved on its own and says nothing about the fields beside it.
        if ("name" in values) {
          form.resetDirty();
        }
        notify({ message: t("act.saved") });
      },
      onError: (error) => showProblems(form, error),
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
          data={languages}
          {...form.getInputProps("language")}
        />
        {asking === undefined && <FormNotice form={form} error={change.error} />}
        <Button type="submit" variant="default" loading={change.isPending} disabled={!form.isDirty()}>
          {t("act.save")}
        </Button>
        <Button variant="subtle" renderRoot={(props) => <Link {...props} {...paths.clientSettings(client.id)} />}>
          {t("client_settings.open")}
        </Button>
      </form>
      <UnsavedGuard isDirty={form.isDirty} />
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
