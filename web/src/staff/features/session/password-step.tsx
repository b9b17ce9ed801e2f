/** E-mail and password of staff. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { PasswordField } from "~/shared/ui/password-field.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { useSignIn } from "./queries.ts";
import classes from "./sign-in-page.module.css";
import { clockOf, useCountdown } from "./use-countdown.ts";

const USUAL_WAIT_S = 60;

export function PasswordStep() {
  const t = useT();
  const errorText = useErrorText();
  const router = useRouter();
  const navigate = useNavigate();
  const search = useSearch({ from: "/login" });
  const signIn = useSignIn();
  const [waitSeconds, startWait] = useCountdown();
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: {
      email: (email) => (email.trim() === "" ? t("sign_in.email.missing") : null),
      password: (password) => (password === "" ? t("sign_in.password.missing") : null),
    },
  });
  const submit = form.onSubmit(({ email, password }) =>
    signIn.mutate(
      { email: email.trim(), password },
      {
        onSuccess: ({ next }) => {
          if (next === "desk") {
            router.history.replace(search.to ?? "/");
          } else {
            void navigate({ to: "/login", search: { ...search, step: "second-factor" }, replace: true });
          }
        },
        onError: (error) => {
          if (error instanceof ApiError && error.status === 429) {
            startWait(error.retryAfterSeconds ?? USUAL_WAIT_S);
          }
        },
      },
    ),
  );
  const { error } = signIn;
  const limited = error instanceof ApiError && error.status === 429;
  const wrong = error instanceof ApiError && error.code === "wrong_credentials";
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      {error !== null && !limited && <Notice tone="bad" urgent title={wrong ? t("sign_in.wrong") : errorText(error)} />}
      {limited && (
        <Notice
          tone="warn"
          urgent={waitSeconds === 0}
          title={waitSeconds > 0 ? t("sign_in.wait", { time: clockOf(waitSeconds) }) : t("sign_in.wait_over")}
        />
      )}
      <TextInput
        label={t("sign_in.email")}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        {...form.getInputProps("email")}
      />
      <PasswordField
        label={t("sign_in.password")}
        autoComplete="current-password"
        {...form.getInputProps("password")}
      />
      <Button type="submit" fullWidth loading={signIn.isPending} disabled={waitSeconds > 0}>
        {t("sign_in.submit")}
      </Button>
      <Button variant="subtle" onClick={() => void navigate(paths.forgotten())}>
        {t("sign_in.forgotten")}
      </Button>
    </form>
  );
}
