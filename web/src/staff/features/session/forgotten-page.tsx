/** Asks for a link that sets a new password. The answer is the same for an address nobody knows. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "~/shared/api/request.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { SignInFrame } from "./sign-in-frame.tsx";
import classes from "./sign-in-page.module.css";

export function ForgottenPage() {
  const t = useT();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const ask = useMutation({
    mutationFn: (email: string) => api.post("api/admin/session/password-reset", { body: { email } }),
  });
  const form = useForm({
    initialValues: { email: "" },
    validate: { email: (email) => (email.trim() === "" ? t("sign_in.email.missing") : null) },
  });
  return (
    <SignInFrame title={t("forgotten.title")} lead={t("forgotten.lead")}>
      <form onSubmit={form.onSubmit(({ email }) => ask.mutate(email.trim()))} noValidate className={classes.form}>
        {ask.isSuccess && <Notice tone="good" urgent title={t("forgotten.sent", { email: ask.variables })} />}
        {ask.isError && <Notice tone="bad" urgent title={errorText(ask.error)} />}
        <TextInput
          label={t("sign_in.email")}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          {...form.getInputProps("email")}
        />
        <Button type="submit" fullWidth loading={ask.isPending}>
          {t("forgotten.send")}
        </Button>
        <Button variant="subtle" onClick={() => void navigate(paths.signIn())}>
          {t("forgotten.back")}
        </Button>
      </form>
    </SignInFrame>
  );
}
