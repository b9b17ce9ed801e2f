/** Sets a new password by the link of a mail. The token leaves the address bar at once. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { PasswordForm } from "~/shared/account/password-form.tsx";
import { ApiError } from "~/shared/api/api-error.ts";
import { api } from "~/shared/api/request.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { SignInFrame } from "./sign-in-frame.tsx";
import classes from "./sign-in-page.module.css";

export function ResetPage() {
  const t = useT();
  const navigate = useNavigate();
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => history.replaceState(history.state, "", location.pathname), []);
  const save = useMutation({
    mutationFn: (password: string) =>
      api.post("api/admin/session/password-reset/completion", { body: { token, password } }),
  });
  const toSignIn = () => void navigate(paths.signIn());
  const codes = save.error instanceof ApiError ? [save.error.code, ...save.error.fields.map(({ code }) => code)] : [];
  const isOver = token === "" || codes.includes("expired_link");
  return (
    <SignInFrame title={t("reset.title")} lead={t("reset.lead")}>
      <div className={classes.form}>
        {save.isSuccess && (
          <>
            <Notice tone="good" urgent title={t("reset.done")} />
            <Button onClick={toSignIn}>{t("sign_in.title")}</Button>
          </>
        )}
        {isOver && (
          <>
            <Notice tone="warn" urgent title={t("reset.over")} />
            <Button onClick={() => void navigate(paths.forgotten())}>{t("reset.again")}</Button>
          </>
        )}
        {!isOver && !save.isSuccess && (
          <PasswordForm
            submit={t("reset.save")}
            onSend={(password) => save.mutate(password)}
            isSending={save.isPending}
            error={save.error}
          />
        )}
      </div>
    </SignInFrame>
  );
}
