/** Where one is signed in, each with a way to end it. */
import { Button } from "@mantine/core";
import { Laptop, Smartphone } from "lucide-react";
import type { SessionRow } from "~/shared/api/types.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { deviceOf, isPhone } from "./device.ts";
import { useRevokeSession, useSessions } from "./session.ts";
import classes from "./session-list.module.css";

export function SessionList() {
  const errorText = useErrorText();
  const sessions = useSessions();
  const revoke = useRevokeSession();
  if (sessions.isPending) {
    return <ListSkeleton rows={2} height={72} />;
  }
  if (sessions.data === undefined) {
    return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  return (
    <>
      {revoke.isError && (
        <Notice tone="bad" urgent>
          {errorText(revoke.error)}
        </Notice>
      )}
      <ul className={classes.list}>
        {sessions.data.items.map((session) => (
          <Session
            key={session.id}
            session={session}
            isEnding={revoke.isPending && revoke.variables === session.id}
            onRevoke={() => revoke.mutate(session.id)}
          />
        ))}
      </ul>
    </>
  );
}

type SessionProps = { session: SessionRow; isEnding: boolean; onRevoke: () => void };

function Session({ session, isEnding, onRevoke }: SessionProps) {
  const t = useT();
  const format = useFormat();
  const device = deviceOf(session.agent) ?? t("settings.unknown_device");
  const Icon = isPhone(session.agent) ? Smartphone : Laptop;
  return (
    <li className={classes.row}>
      <Icon className={classes.icon} size={22} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.name}>{device}</p>
        <p className={classes.detail}>
          {session.ip !== null && <span className="tabular">{session.ip}</span>}
          <time dateTime={session.last_seen_at} title={format.dateTime(session.last_seen_at)}>
            {t("settings.last_seen", { time: format.relative(session.last_seen_at) })}
          </time>
        </p>
      </div>
      {session.current ? (
        <Tag tone="good">{t("settings.this_device")}</Tag>
      ) : (
        <Button
          variant="default"
          loading={isEnding}
          onClick={onRevoke}
          aria-label={t("settings.revoke_name", { device })}
        >
          {t("settings.revoke")}
        </Button>
      )}
    </li>
  );
}
