/** What each way of a second factor says: what to type, what to press, what is wrong. */
import { ApiError } from "../api/api-error.ts";
import { useErrorText } from "../i18n/error-text.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import type { Way } from "./factor.ts";

export const isMessage = (way: Way): way is "sms" | "email" => way === "sms" || way === "email";

/** What was typed, as it is sent; undefined while it can't be right. */
export function typedCode(way: Way, typed: string): string | undefined {
  if (way === "password") {
    return typed === "" ? undefined : typed;
  }
  if (way === "recovery_code") {
    return typed.trim() === "" ? undefined : typed.trim();
  }
  const digits = typed.replace(/\D/g, "");
  return digits.length === 6 ? digits : undefined;
}

/** What a refused code says. */
export function useCodeErrorText(): (error: unknown, way: Way) => string {
  const t = useSharedT();
  const errorText = useErrorText();
  return (error, way) => {
    if (!(error instanceof ApiError) || error.status !== 422) {
      return errorText(error);
    }
    const codes = [error.code, ...error.fields.map((field) => field.code)];
    return codes.includes("expired_code") ? t("factor.expired") : t(`factor.wrong.${way}`);
  };
}
