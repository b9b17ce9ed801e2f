/** What has been waiting for clients longest, each with a nudge. */
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState } from "~/shared/ui/list-states.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { WaitingRow } from "~/staff/api/wire.ts";
import { NudgeButton, useWaitedWords, waitingFirstQuery } from "~/staff/features/waiting/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./home-page.module.css";

export function WaitingCard() {
  const t = useT();
  const waiting = useQuery(waitingFirstQuery({ limit: 5 }));
  return (
    <Card>
      <div className={classes.cardHead}>
        <h2 className={classes.title}>{t("home.waiting")}</h2>
        {waiting.data !== undefined && waiting.data.waiting > 0 && (
          <Link {...paths.waiting()}>
            {t(waiting.data.waiting_more ? "home.waiting.all.more" : "home.waiting.all", {
              count: waiting.data.waiting,
            })}
          </Link>
        )}
      </div>
      {waiting.isError ? (
        <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} />
      ) : waiting.data === undefined ? (
        <Skeleton height={160} radius="md" />
      ) : waiting.data.items.length === 0 ? (
        <p className={classes.none}>{t("home.waiting.none")}</p>
      ) : (
        <ul className={classes.rows}>
          {waiting.data.items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ item }: { item: WaitingRow }) {
  const t = useT();
  const waited = useWaitedWords();
  return (
    <li>
      <span className={classes.what}>
        {item.document === null ? (
          <span>{item.title}</span>
        ) : (
          <Link {...paths.document(item.document.id)}>{item.title}</Link>
        )}
        <span className={classes.detail}>
          {item.client.name} · {waited(item.days_waited)}
          {item.opened_at === null && ` · ${t("waiting.not_opened")}`}
        </span>
      </span>
      {item.overdue && <Tag tone="bad">{t("waiting.overdue")}</Tag>}
      <NudgeButton item={item} />
    </li>
  );
}
