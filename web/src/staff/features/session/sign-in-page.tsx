/** Signing in: e-mail and password, then the second step where one is asked for. */
import { useSearch } from "@tanstack/react-router";
import { useT } from "~/staff/i18n/en.ts";
import { PasswordStep } from "./password-step.tsx";
import { SecondStep } from "./second-step.tsx";
import { SignInFrame } from "./sign-in-frame.tsx";

export function SignInPage() {
  const t = useT();
  const { step } = useSearch({ from: "/login" });
  if (step === "second-factor") {
    return <SecondStep />;
  }
  return (
    <SignInFrame title={t("sign_in.title")} lead={t("sign_in.lead")}>
      <PasswordStep />
    </SignInFrame>
  );
}
