/** Why an answer was not taken, and what to do now. */
import { Button } from "@mantine/core";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { type TextKey, useT } from "../../i18n/use-t.ts";

type ResponseProblemProps = { error: unknown; onClose: () => void };

export function ResponseProblem({ error, onClose }: ResponseProblemProps) {
  const t = useT();
  const errorText = useErrorText();
  if (error === null || error === undefined) {
    return null;
  }
  const code = error instanceof ApiError ? error.code : "";
  const see = (
    <Button variant="default" onClick={onClose}>
      {t("accept.see")}
    </Button>
  );
  // The page shows the new version, and says so.
  if (code === "version_changed") {
    return null;
  }
  if (code === "already_decided") {
    return <AlreadyDecided error={error as ApiError} action={see} />;
  }
  if (code === "expired") {
    return (
      <Notice tone="warn" urgent title={t("state.expired")} action={see}>
        {t("accept.expired")}
      </Notice>
    );
  }
  return (
    <Notice tone="bad" urgent title={t("accept.failed")}>
      {errorText(error)}
      {error instanceof ApiError && error.isTransient && <p>{t("accept.failed_detail")}</p>}
    </Notice>
  );
}

const words: Record<string, TextKey> = {
  declined: "accept.decided_declined",
  acknowledged: "acknowledge.done",
};

function AlreadyDecided({ error, action }: { error: ApiError; action: React.ReactNode }) {
  const t = useT();
  const format = useFormat();
  const at = error.text("decided_at");
  const values = { name: error.text("decided_by") ?? "", date: at === undefined ? "" : format.dateTime(at) };
  const outcome = error.text("outcome");
  return (
    <Notice tone="info" urgent title={t("accept.decided_title")} action={action}>
      {t(words[outcome ?? ""] ?? "accept.decided_accepted", values)}
    </Notice>
  );
}
