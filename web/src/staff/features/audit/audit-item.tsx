/** One entry of the audit: in a line who did what, unfolded everything that is recorded of it. */
import { UnstyledButton } from "@mantine/core";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import type { AuditEntry } from "~/staff/api/wire.ts";
import { hasText, useT } from "~/staff/i18n/en.ts";
import { plainWords, wordsOf } from "./acts.ts";
import classes from "./audit-page.module.css";

export function AuditItem({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const kind = `audit.actor.${entry.actor.kind}`;
  const kindWord = hasText(kind) ? t(kind) : entry.actor.kind;
  const words = wordsOf(entry.act);
  const refused = entry.outcome === "refused";
  const Icon = opened ? ChevronDown : ChevronRight;
  return (
    <li className={classes.entry}>
      <UnstyledButton className={classes.line} aria-expanded={opened} onClick={() => setOpened(!opened)} data-row>
        <Icon size={16} aria-hidden="true" className={classes.fold} />
        <span className={classes.when}>
          <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
        </span>
        <span className={classes.who}>
          {entry.actor.name ?? kindWord}
          {entry.actor.name !== null && <span className="soft"> · {kindWord}</span>}
        </span>
        <span className={classes.act}>{words === undefined ? plainWords(entry.act) : t(words)}</span>
        <span className={classes.outcome}>{refused && <Tag tone="bad">{t("audit.outcome.refused")}</Tag>}</span>
      </UnstyledButton>
      {opened && <Details entry={entry} />}
    </li>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const format = useFormat();
  const subject = [entry.subject_kind, entry.subject_id].filter((part) => part !== null).join(" ");
  const refused = entry.outcome === "refused";
  const hasDetail = typeof entry.detail === "object" && entry.detail !== null && Object.keys(entry.detail).length > 0;
  const rows: [string, string | null][] = [
    [t("audit.detail.sequence"), String(entry.sequence)],
    [t("audit.column.act"), entry.act],
    [t("audit.detail.outcome"), t(refused ? "audit.outcome.refused" : "audit.outcome.done")],
    [t("audit.column.when"), format.dateTime(entry.at)],
    [t("audit.detail.subject"), subject === "" ? null : subject],
    [t("audit.detail.ip"), entry.ip],
    [t("audit.detail.agent"), entry.agent],
    [t("audit.detail.request"), entry.request_id],
  ];
  return (
    <dl className={classes.details}>
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
      {hasDetail && (
        <div className={classes.wide}>
          <dt>{t("audit.detail.more")}</dt>
          <dd>
            <pre className={classes.json}>{JSON.stringify(entry.detail, null, 2)}</pre>
          </dd>
        </div>
      )}
    </dl>
  );
}
