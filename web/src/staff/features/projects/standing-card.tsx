/** Where a project stands: its health with the sentence about it, its dates, how many of its phases are done. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { HealthDialog } from "./health-dialog.tsx";
import { DueDate, HealthTag } from "./project-tags.tsx";
import classes from "./standing-card.module.css";

export function StandingCard({ project }: { project: StaffProject }) {
  const t = useT();
  const format = useFormat();
  const [changing, change] = useDisclosure();
  const { phases, start_date: start } = project;
  const done = phases.filter(({ state }) => state === "done").length;
  const none = <span className="soft">{t("project.no_date")}</span>;
  return (
    <Card>
      <section aria-label={t("project.standing")} className={classes.card}>
        <h2 className={classes.title}>{t("project.standing")}</h2>
        <div className={classes.health}>
          <HealthTag health={project.health} />
          {project.may_change && (
            <Button size="sm" variant="subtle" onClick={change.open}>
              {t("project.health.change")}
            </Button>
          )}
          <p className={project.health_reason === null ? classes.none : classes.reason}>
            {project.health_reason ?? t("project.health.none")}
          </p>
        </div>
        <dl className={classes.facts}>
          <div>
            <dt>{t("project.start")}</dt>
            <dd>{start === null ? none : <time dateTime={start}>{format.date(start)}</time>}</dd>
          </div>
          <div>
            <dt>{t("project.due")}</dt>
            <dd>{project.due_date === null ? none : <DueDate project={project} />}</dd>
          </div>
          <div>
            <dt>{t("project.progress")}</dt>
            <dd>
              {phases.length === 0 ? (
                <span className="soft">{t("project.progress.none")}</span>
              ) : (
                t("project.progress.of", { done, count: phases.length })
              )}
            </dd>
          </div>
          {project.harvest_project_id !== null && (
            <div>
              <dt>{t("project.harvest")}</dt>
              <dd>{project.harvest_project_id}</dd>
            </div>
          )}
          <div>
            <dt>{t("project.updated")}</dt>
            <dd>
              <Moment at={project.updated_at} />
            </dd>
          </div>
        </dl>
      </section>
      {changing && <HealthDialog project={project} onClose={change.close} />}
    </Card>
  );
}
