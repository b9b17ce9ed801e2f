/** Where one is signed in, each with a way to end it. */
import { Button } from "@mantine/core";
import { Laptop, Plug, Smartphone } from "lucide-react";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { Tag } from "../ui/tag.tsx";
import { deviceOf, isPhone } from "./device.ts";
import classes from "./session-rows.module.css";

/** What the lists of contacts and of staff have in common. */
export type OwnSession = {
  id: string;
  agent: string | null;
  ip: string | null;
  last_seen_at: string;
  current: boolean;
  kind?: string;
  /** The name that a program gave itself. */
  program?: string | null;
};

type SessionRowsProps = { sessions: OwnSession[]; endingId: string | undefined; onEnd: (id: string) => void };

export function SessionRows({ sessions, endingId, onEnd }: SessionRowsProps) {
  return (
    <ul className={classes.list}>
      {sessions.map((session) => (
        <Row key={session.id} session={session} isEnding={endingId === session.id} onEnd={() => onEnd(session.id)} />
      ))}
    </ul>
  );
}

type RowProps = { session: OwnSession; isEnding: boolean; onEnd: () => void };

function Row({ session, isEnding, onEnd }: RowProps) {
  const t = useSharedT();
  const format = useFormat();
  const isProgram = session.kind === "program";
  const device =
    session.program ?? deviceOf(session.agent) ?? t(isProgram ? "session.program" : "session.unknown_device");
  const Icon = isProgram ? Plug : isPhone(session.agent) ? Smartphone : Laptop;
  return (
    <li className={classes.row}>
      <Icon className={classes.icon} size={22} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.name}>{device}</p>
        <p className={classes.detail}>
          {session.ip !== null && <span className="tabular">{session.ip}</span>}
          <time dateTime={session.last_seen_at} title={format.dateTime(session.last_seen_at)}>
            {t("session.last_seen", { time: format.relative(session.last_seen_at) })}
          </time>
        </p>
      </div>
      {session.current ? (
        <Tag tone="good">{t("session.this_device")}</Tag>
      ) : (
        <Button variant="default" loading={isEnding} onClick={onEnd} aria-label={t("session.end_name", { device })}>
          {t("session.end")}
        </Button>
      )}
    </li>
  );
}
