/** Sets a password, one's own or by the link of a mail. */
import { Button } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { ApiError } from "../api/api-error.ts";
import { useErrorText } from "../i18n/error-text.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { PasswordField } from "../ui/password-field.tsx";
import classes from "./account.module.css";

const SHORTEST = 12;

type PasswordFormProps = {
  submit: string;
  onSend: (password: string) => void;
  isSending: boolean;
  error: unknown;
};

export function PasswordForm({ submit, onSend, isSending, error }: PasswordFormProps) {
  const t = useSharedT();
  const errorText = useErrorText();
  const [typed, setTyped] = useState("");
  const [isShort, setShort] = useState(false);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const short = [...typed].length < SHORTEST;
    setShort(short);
    if (!short) {
      onSend(typed);
    }
  };
  const textOf = (refusal: unknown): string | undefined => {
    if (refusal === null || refusal === undefined) {
      return undefined;
    }
    const codes = refusal instanceof ApiError ? refusal.fields.map((field) => field.code) : [];
    const known = (["too_short", "too_long", "too_common"] as const).find((code) => codes.includes(code));
    return known === undefined ? errorText(refusal) : t(`password.${known}`);
  };
  return (
    <form className={classes.password} onSubmit={send} noValidate>
      <PasswordField
        label={t("password.new")}
        description={t("password.hint")}
        autoComplete="new-password"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={isShort ? t("password.too_short") : textOf(error)}
        data-autofocus
      />
      <Button type="submit" loading={isSending}>
        {submit}
      </Button>
    </form>
  );
}
