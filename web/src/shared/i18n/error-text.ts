/** What an error says to a person: what happened, and what to do next. */
import { ApiError } from "../api/api-error.ts";
import { useSharedT } from "./shared-texts.ts";

export function useErrorText(): (error: unknown) => string {
  const t = useSharedT();
  return (error) => {
    if (!(error instanceof ApiError)) {
      return t("error.unknown_plain");
    }
    // An app may have words of its own for a code.
    const key = `error.code.${error.code}`;
    const own = t(key as Parameters<typeof t>[0]);
    if (own !== key) {
      return own;
    }
    switch (error.status) {
      case 0:
        return t("error.unreachable");
      case 403:
        return t("error.forbidden");
      case 404:
        return t("error.not_found");
      case 409:
        return t("error.conflict");
      case 422:
        return error.fields[0]?.message ?? error.detail ?? t("error.invalid");
      case 429:
        return error.retryAfterSeconds === undefined
          ? t("error.limit_soon")
          : t("error.limit", { seconds: error.retryAfterSeconds });
      case 503:
        return t("error.overload");
      default:
        return error.requestId === undefined
          ? t("error.unknown_plain")
          : t("error.unknown", { request: error.requestId });
    }
  };
}
