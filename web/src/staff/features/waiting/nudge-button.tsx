/** Reminds a client of what waits for it, and says who got the message. Once a day. */
import { Button } from "@mantine/core";
import { BellRing, Check } from "lucide-react";
import { ApiError } from "~/shared/api/api-error.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useLocale } from "~/shared/i18n/texts.tsx";
import type { WaitingRow } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useNudge } from "./queries.ts";
import classes from "./waiting-page.module.css";

export function NudgeButton({ item }: { item: WaitingRow }) {
  const t = useT();
  const locale = useLocale();
  const notify = useNotify();
  const errorText = useErrorText();
  const nudge = useNudge(item.id);
  const say = () =>
    nudge.mutate(undefined, {
      onSuccess: ({ sent_to }) => {
        const names = new Intl.ListFormat(locale).format(sent_to.map(({ name }) => name));
        notify({ color: "teal", message: t("waiting.nudged", { names }) });
      },
      onError: (error) => {
        const isTooSoon = error instanceof ApiError && error.status === 429;
        notify({ color: "red", message: isTooSoon ? t("waiting.too_soon") : errorText(error) });
      },
    });
  const isRecent = !item.may_nudge;
  return (
    <Button
      size="xs"
      variant="default"
      classNames={{ section: classes.sign ?? "" }}
      disabled={isRecent}
      loading={nudge.isPending}
      leftSection={isRecent ? <Check size={15} aria-hidden="true" /> : <BellRing size={15} aria-hidden="true" />}
      aria-label={t(isRecent ? "waiting.reminded.of" : "waiting.nudge.of", {
        client: item.client.name,
        title: item.title,
      })}
      onClick={say}
    >
      {t(isRecent ? "waiting.reminded" : "waiting.nudge")}
    </Button>
  );
}
