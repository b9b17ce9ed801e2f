/** One milestone: the day it is expected on, the day that was agreed, and how it moved. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { CalendarClock, Check, Ellipsis, Pencil, Undo2 } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { Milestone, StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useUndoNotice } from "~/staff/ui/use-undo-notice.tsx";
import { LateTag } from "../project-tags.tsx";
import { useChangeMilestone } from "../queries.ts";
import { daysSlipped, milestoneLate } from "../standing.ts";
import { EditMilestoneDialog } from "./edit-milestone-dialog.tsx";
import { MilestoneMoves } from "./milestone-moves.tsx";
import classes from "./milestones.module.css";
import { MoveDialog } from "./move-dialog.tsx";

type MilestoneItemProps = { milestone: Milestone; project: StaffProject };

export function MilestoneItem({ milestone, project }: MilestoneItemProps) {
  const t = useT();
  const format = useFormat();
  const { name, phase_id, baseline_date: agreed, forecast_date: expected, reached_at: reached, moves } = milestone;
  const phase = project.phases.find(({ id }) => id === phase_id);
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <p className={classes.name}>
          {name}
          {reached === null ? (
            <LateTag days={milestoneLate(milestone)} />
          ) : (
            <Tag tone="good">{t("milestone.reached.on", { date: format.date(reached) })}</Tag>
          )}
        </p>
        <p className={classes.facts}>
          <time dateTime={expected} title={format.longDate(expected)}>
            {format.date(expected)}
          </time>
          {moves.length > 0 && <span>{t("milestone.agreed", { date: format.date(agreed) })}</span>}
          {moves.length > 0 && <Slip days={daysSlipped(milestone)} />}
          {phase !== undefined && <span>{phase.name}</span>}
        </p>
        {moves[0] !== undefined && <p className={classes.reason}>{moves[0].reason}</p>}
      </div>
      {project.may_change && <Acts milestone={milestone} project={project} />}
      {moves.length > 0 && <MilestoneMoves moves={moves} />}
    </li>
  );
}

function Slip({ days }: { days: number }) {
  const t = useT();
  if (days === 0) {
    return <span>{t("milestone.moved.back")}</span>;
  }
  return days > 0 ? (
    <span className={classes.slip}>{t("milestone.moved.later", { count: days })}</span>
  ) : (
    <span>{t("milestone.moved.earlier", { count: -days })}</span>
  );
}

function Acts({ milestone, project }: MilestoneItemProps) {
  const t = useT();
  const errorText = useErrorText();
  const offerUndo = useUndoNotice("milestone");
  const [dialog, setDialog] = useState<"edit" | "move">();
  const change = useChangeMilestone(project.id, milestone.id);
  const { name } = milestone;
  const isReached = milestone.reached_at !== null;
  const mark = (is_reached: boolean) => change.mutateAsync({ is_reached });
  const toggle = () =>
    void mark(!isReached).then(
      () =>
        offerUndo(
          t(isReached ? "milestone.unmarked" : "milestone.marked", { name }),
          () => void mark(isReached).catch(() => undefined),
        ),
      // Said beside it.
      () => undefined,
    );
  const close = () => setDialog(undefined);
  return (
    <>
      <div className={classes.acts}>
        {!isReached && (
          <Button
            className={classes.move ?? ""}
            size="sm"
            variant="default"
            leftSection={<CalendarClock size={16} aria-hidden="true" />}
            aria-label={t("milestone.move.of", { name })}
            onClick={() => setDialog("move")}
          >
            {t("milestone.move")}
          </Button>
        )}
        <Menu position="bottom-end" radius="lg" shadow="md">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("milestone.more", { name })}>
              <Ellipsis size={18} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={isReached ? <Undo2 size={17} aria-hidden="true" /> : <Check size={17} aria-hidden="true" />}
              onClick={toggle}
            >
              {t(isReached ? "milestone.unreach" : "milestone.reach")}
            </Menu.Item>
            {!isReached && (
              <Menu.Item leftSection={<CalendarClock size={17} aria-hidden="true" />} onClick={() => setDialog("move")}>
                {t("milestone.move")}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<Pencil size={17} aria-hidden="true" />} onClick={() => setDialog("edit")}>
              {t("act.edit")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {change.isError && <Notice tone="bad" urgent title={errorText(change.error)} />}
      {dialog === "edit" && <EditMilestoneDialog milestone={milestone} project={project} onClose={close} />}
      {dialog === "move" && <MoveDialog milestone={milestone} project={project} onClose={close} />}
    </>
  );
}
