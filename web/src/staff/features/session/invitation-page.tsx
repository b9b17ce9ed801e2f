/** Where the link of an invitation leads: a password for a new account, then the sign-in page. */
import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "~/shared/api/api-error.ts";
import { api } from "~/shared/api/request.ts";
import { BrandMark } from "~/shared/brand/brand-mark.tsx";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { PasswordField } from "~/shared/ui/password-field.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import classes from "./invitation-page.module.css";

const LEAST = 12;

/** The token leaves the address bar at once, so that nobody copies it along with the page. */
function takeToken(): string {
  const token = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname);
  return token;
}

export function InvitationPage() {
  const t = useT();
  usePageTitle(t("invitation.title"));
  const [token] = useState(takeToken);
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => api.post("api/admin/session/invitation", { body: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [isDone, setDone] = useState(false);
  return (
    <main className={classes.page}>
      <Card className={classes.card}>
        <div className={classes.brand}>
          <BrandMark name={invitation.data?.provider_name ?? t("app.name")} lightUrl={null} darkUrl={null} />
          <h1 className={classes.title}>{t("invitation.title")}</h1>
        </div>
        {invitation.isPending && <ListSkeleton rows={2} height={64} />}
        {invitation.isError && <Notice tone="warn" urgent title={t("invitation.over")} />}
        {isDone && (
          <>
            <Notice tone="good" urgent title={t("invitation.done")} />
            <Button renderRoot={(props) => <Link {...props} {...paths.signIn()} />}>{t("sign_in.submit")}</Button>
          </>
        )}
        {invitation.data !== undefined && !isDone && (
          <>
            <p className={classes.text}>
              {t("invitation.text", {
                name: invitation.data.name,
                provider: invitation.data.provider_name,
                email: invitation.data.email,
              })}
            </p>
            <PasswordForm token={token} email={invitation.data.email} onDone={() => setDone(true)} />
          </>
        )}
      </Card>
    </main>
  );
}

type PasswordFormProps = { token: string; email: string; onDone: () => void };

function PasswordForm({ token, email, onDone }: PasswordFormProps) {
  const t = useT();
  const errorText = useErrorText();
  const accept = useMutation({
    mutationFn: (password: string) =>
      api.post("api/admin/session/invitation/acceptance", { body: { token, password } }),
  });
  const form = useForm({
    initialValues: { password: "", again: "" },
    validate: {
      password: (password) => (password.length < LEAST ? t("invitation.password.short", { count: LEAST }) : null),
      again: (again, { password }) => (again === password ? null : t("invitation.again.differs")),
    },
  });
  const submit = form.onSubmit(({ password }) =>
    accept.mutate(password, {
      onSuccess: onDone,
      onError: (error) => {
        if (error instanceof ApiError) {
          form.setErrors(Object.fromEntries(error.fields.map(({ field, message }) => [field, message])));
        }
      },
    }),
  );
  const isOver = accept.error instanceof ApiError && accept.error.code === "expired_link";
  const hasFields = accept.error instanceof ApiError && accept.error.fields.length > 0;
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        label={t("invitation.password")}
        description={t("invitation.password.hint", { count: LEAST })}
        autoComplete="new-password"
        {...form.getInputProps("password")}
      />
      <PasswordField label={t("invitation.again")} autoComplete="new-password" {...form.getInputProps("again")} />
      {accept.isError && !hasFields && (
        <Notice tone="bad" urgent title={isOver ? t("invitation.over") : errorText(accept.error)} />
      )}
      <Button type="submit" loading={accept.isPending}>
        {t("invitation.save")}
      </Button>
    </form>
  );
}
