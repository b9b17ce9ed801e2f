/** What is to be done next, by either side; what is done is folded away. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Plus } from "lucide-react";
import type { ActionSide, NextAction, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Section } from "../section.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { ActionItem } from "./action-item.tsx";
import classes from "./next-actions.module.css";

export function NextActionsCard({ project }: { project: StaffProject }) {
  const t = useT();
  const [adding, add] = useDisclosure();
  const { next_actions: actions } = project;
  const open = actions.filter(({ done_at }) => done_at === null);
  const done = actions.filter(({ done_at }) => done_at !== null);
  const side = (wanted: ActionSide, title: string) => (
    <Side title={title} project={project} actions={open.filter((action) => action.side === wanted)} />
  );
  return (
    <>
      <Section
        title={t("next.title")}
        isEmpty={actions.length === 0}
        empty={t("next.empty")}
        act={
          project.may_change && (
            <Button size="sm" variant="default" leftSection={<Plus size={16} aria-hidden="true" />} onClick={add.open}>
              {t("next.add")}
            </Button>
          )
        }
      >
        <div className={classes.sides}>
          {side("provider", t("next.ours"))}
          {side("client", t("next.theirs", { client: project.client.name }))}
        </div>
        {done.length > 0 && (
          <details className={classes.done}>
            <summary>{t("next.done.count", { count: done.length })}</summary>
            <List project={project} actions={done} />
          </details>
        )}
      </Section>
      {adding && <ActionDialog project={project} onClose={add.close} />}
    </>
  );
}

type ListProps = { project: StaffProject; actions: readonly NextAction[] };

function Side({ title, ...list }: ListProps & { title: string }) {
  const t = useT();
  return (
    <div>
      <h3 className={classes.side}>{title}</h3>
      {list.actions.length === 0 ? <p className={classes.none}>{t("next.none")}</p> : <List {...list} />}
    </div>
  );
}

function List({ project, actions }: ListProps) {
  return (
    <ul className={classes.list}>
      {actions.map((action) => (
        <ActionItem key={action.id} action={action} project={project} />
      ))}
    </ul>
  );
}
