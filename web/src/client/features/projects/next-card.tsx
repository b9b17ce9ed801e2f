/** What comes next on both sides, the client's first: what waits for an answer leads right to it. */
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { ActionItem } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { daysUntil, useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { useActionItems } from "../decisions/index.ts";
import classes from "./next-card.module.css";
import { Nothing, Part } from "./part.tsx";
import type { Project } from "./queries.ts";

type Action = Project["next_actions"][number];

/** So many of a kind are shown. */
const SHOWN = 4;

export function NextCard({ project }: { project: Project }) {
  const t = useT();
  const items = useActionItems().data?.items ?? [];
  const asked = items.filter(({ project_id }) => project_id === project.id).slice(0, SHOWN);
  const ofSide = (wanted: Action["side"]) => project.next_actions.filter(({ side }) => side === wanted).slice(0, SHOWN);
  const [yours, theirs] = [ofSide("client"), ofSide("provider")];
  return (
    <Part title={t("project.comes_next")}>
      <div className={classes.sides}>
        <Side title={t("project.you")}>
          {asked.length + yours.length === 0 && <Nothing>{t("project.you_none")}</Nothing>}
          <ul className={classes.list}>
            {asked.map((item) => (
              <Asked key={item.id} item={item} />
            ))}
            {yours.map((action) => (
              <Todo key={action.id} action={action} />
            ))}
          </ul>
        </Side>
        {theirs.length > 0 && (
          <Side title={brand.name}>
            <ul className={classes.list}>
              {theirs.map((action) => (
                <Todo key={action.id} action={action} />
              ))}
            </ul>
          </Side>
        )}
      </div>
    </Part>
  );
}

type SideProps = { title: string; children: ReactNode };

function Side({ title, children }: SideProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={classes.side}>
        {title}
      </h3>
      {children}
    </section>
  );
}

function Asked({ item }: { item: ActionItem }) {
  const t = useT();
  const { document } = item;
  const words = (
    <span className={classes.words}>
      <span className={classes.what}>{item.title}</span>
      <span className={classes.when}>{t("state.open")}</span>
    </span>
  );
  return (
    <li>
      <Link
        className={classes.asked}
        {...(document === null ? paths.home() : paths.document(document.year, document.slug))}
      >
        {words}
        <ChevronRight size={18} aria-hidden="true" className={classes.chevron} />
      </Link>
    </li>
  );
}

function Todo({ action }: { action: Action }) {
  const t = useT();
  const format = useFormat();
  const due = action.due_date;
  const isOver = due !== null && daysUntil(due) < 0;
  return (
    <li className={classes.todo}>
      <span className={classes.what}>{action.description}</span>
      {due !== null && (
        <time className={classes.when} data-over={isOver || undefined} dateTime={due} title={format.longDate(due)}>
          {t(isOver ? "item.overdue" : "project.by", { date: format.date(due) })}
        </time>
      )}
    </li>
  );
}
