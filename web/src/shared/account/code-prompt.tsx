/** Asks for a code of one's second factor, by any of the ways one has. */
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";
import { PasswordField } from "../ui/password-field.tsx";
import classes from "./account.module.css";
import { type FactorGiven, type FactorWay, useFactor } from "./factor.ts";
import { isMessage, typedCode, useCodeErrorText } from "./way-words.ts";

type CodePromptProps = { ways: FactorWay[]; submit: string; onDone: (given: FactorGiven) => void };

export function CodePrompt({ ways, submit, onDone }: CodePromptProps) {
  const t = useSharedT();
  const codeErrorText = useCodeErrorText();
  const factor = useFactor();
  const [chosen, setChosen] = useState(ways[0]);
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState(false);
  const ask = useMutation({ mutationFn: (way: FactorWay) => factor.ask?.(way.way) ?? Promise.resolve(undefined) });
  const give = useMutation({ mutationFn: factor.give, onSuccess: onDone });
  if (chosen === undefined) {
    return <p className={classes.text}>{t("factor.no_way")}</p>;
  }
  const { way } = chosen;
  const masked = chosen.masked ?? "";
  const waits = isMessage(way) && !ask.isSuccess;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (waits) {
      ask.mutate(chosen);
      return;
    }
    const code = typedCode(way, typed);
    setMissing(code === undefined);
    if (code !== undefined) {
      give.mutate({ way, code });
    }
  };
  const change = (to: FactorWay) => {
    setChosen(to);
    setTyped("");
    setMissing(false);
    ask.reset();
    give.reset();
  };
  const error = ask.error ?? give.error;
  const problem = missing ? t(`factor.missing.${way}`) : error === null ? undefined : codeErrorText(error, way);
  const field = {
    label: t(`factor.label.${way}`),
    value: typed,
    onChange: (event: { currentTarget: { value: string } }) => setTyped(event.currentTarget.value),
    error: problem,
    "data-autofocus": true,
  };
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <p className={classes.text}>{t(waits ? `factor.ask.${way}` : `factor.hint.${way}`, { masked })}</p>
      {way === "password" && <PasswordField {...field} autoComplete="current-password" />}
      {way === "recovery_code" && <TextInput {...field} autoComplete="off" autoCapitalize="none" spellCheck={false} />}
      {way !== "password" && way !== "recovery_code" && !waits && (
        <TextInput {...field} autoComplete="one-time-code" inputMode="numeric" maxLength={12} />
      )}
      {waits && error !== null && (
        <p className={classes.problem} role="alert">
          {codeErrorText(error, way)}
        </p>
      )}
      <Button type="submit" loading={ask.isPending || give.isPending}>
        {waits ? t("factor.send_code") : submit}
      </Button>
      <div className={classes.ways}>
        {isMessage(way) && ask.isSuccess && (
          <Button variant="subtle" loading={ask.isPending} onClick={() => ask.mutate(chosen)}>
            {t("factor.send_again")}
          </Button>
        )}
        {ways
          .filter((other) => other.way !== way)
          .map((other) => (
            <Button key={other.way} variant="subtle" onClick={() => change(other)}>
              {t(`factor.use.${other.way}`, { masked: other.masked ?? "" })}
            </Button>
          ))}
      </div>
    </form>
  );
}
