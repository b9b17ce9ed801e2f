/** Decisions as rows: what, which way, who and when. */
import { Link } from "@tanstack/react-router";
import type { DecisionRow } from "~/shared/api/types.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import classes from "./decision-list.module.css";
import { outcomeText } from "./outcome.ts";

const tones: Record<string, Tone> = { accepted: "good", acknowledged: "good", declined: "bad" };

export function DecisionList({ decisions }: { decisions: DecisionRow[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <ul className={classes.list}>
      {decisions.map((decision) => {
        const tone = tones[decision.outcome] ?? "calm";
        return (
          <li key={decision.id} className={classes.row}>
            <div className={classes.words}>
              {decision.document === null ? (
                <span className={classes.title}>{decision.title}</span>
              ) : (
                <Link className={classes.title} {...paths.document(decision.document.year, decision.document.slug)}>
                  {decision.title}
                </Link>
              )}
              <span className={classes.detail}>
                {decision.document !== null && <span>{decision.document.number}</span>}
                <span>{decision.contact_name}</span>
                <time dateTime={decision.decided_at} title={format.dateTime(decision.decided_at)}>
                  {format.date(decision.decided_at)}
                </time>
              </span>
              {decision.comment !== null && decision.comment !== "" && (
                <q className={classes.comment}>{decision.comment}</q>
              )}
            </div>
            <div className={classes.end}>
              <Tag tone={tone}>{t(outcomeText(decision.outcome))}</Tag>
              <Link className={classes.receipt} {...paths.receipt(decision.id)}>
                {t("receipt.title")}
                <span className="visually-hidden">: {decision.title}</span>
              </Link>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
