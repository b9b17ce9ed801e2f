/** A new account, or what changes about one: role, and the clients it sees. */
import { Button, MultiSelect, Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { clientOptionsQuery } from "~/staff/features/clients/index.ts";
import { useSession } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { type Account, type StaffRole, useChangeAccount, useHire } from "./queries.ts";

const roles = ["owner", "admin", "lead", "member"] as const;

type Values = { name: string; email: string; role: StaffRole; sees_all_clients: boolean; client_ids: string[] };

export function AccountDialog({ account, onClose }: { account?: Account; onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { staff } = useSession();
  const hire = useHire();
  const change = useChangeAccount();
  const clients = useQuery(clientOptionsQuery(""));
  const form = useForm<Values>({
    initialValues: {
      name: account?.name ?? "",
      email: account?.email ?? "",
      role: (account?.role as StaffRole | undefined) ?? "lead",
      sees_all_clients: account?.sees_all_clients ?? true,
      client_ids: account?.client_ids ?? [],
    },
    validate: {
      name: (name) => (name.trim() === "" ? t("contact.name.missing") : null),
      email: (email) => (email.trim() === "" ? t("sign_in.email.missing") : null),
    },
  });
  const { role, sees_all_clients: seesAll } = form.values;
  const isLimitable = role === "lead" || role === "member";
  const act = {
    onSuccess: onClose,
    onError: (error: unknown) => {
      if (error instanceof ApiError) {
        form.setErrors(Object.fromEntries(error.fields.map(({ field, message }) => [field, message])));
      }
    },
  };
  const submit = form.onSubmit(({ name, email, ...rest }) => {
    if (account === undefined) {
      hire.mutate({ name: name.trim(), email: email.trim(), ...rest }, act);
    } else if (account.is_self) {
      change.mutate({ id: account.id, name: name.trim() }, act);
    } else {
      change.mutate({ id: account.id, name: name.trim(), ...rest }, act);
    }
  });
  const error = hire.error ?? change.error;
  const isTaken = error instanceof ApiError && error.code === "email_taken";
  const isLast = error instanceof ApiError && error.code === "last_owner";
  const words = isTaken ? t("team.taken") : isLast ? t("team.last_owner") : errorText(error);
  return (
    <Dialog opened onClose={onClose} title={account?.name ?? t("team.invite")}>
      <form className={classes.body} onSubmit={submit} noValidate>
        <TextInput label={t("contact.name")} autoComplete="off" data-autofocus {...form.getInputProps("name")} />
        {account === undefined && (
          <TextInput
            label={t("contact.email")}
            description={t("team.email.hint")}
            type="email"
            autoComplete="off"
            {...form.getInputProps("email")}
          />
        )}
        {account?.is_self !== true && (
          <>
            <Select
              label={t("contact.role")}
              description={t(`team.role.${role}`)}
              allowDeselect={false}
              data={roles
                .filter((value) => value !== "owner" || staff.role === "owner")
                .map((value) => ({ value, label: t(`account.role.${value}`) }))}
              {...form.getInputProps("role")}
            />
            {isLimitable && (
              <Switch label={t("team.sees_all")} {...form.getInputProps("sees_all_clients", { type: "checkbox" })} />
            )}
            {isLimitable && !seesAll && (
              <MultiSelect
                label={t("team.clients")}
                searchable
                data={(clients.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                {...form.getInputProps("client_ids")}
              />
            )}
          </>
        )}
        {error !== null && <Notice tone="bad" urgent title={words} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={hire.isPending || change.isPending}>
            {t(account === undefined ? "team.send" : "act.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
