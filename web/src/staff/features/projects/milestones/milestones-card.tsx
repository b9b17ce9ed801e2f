/** The milestones of a project, the earliest first. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Plus } from "lucide-react";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Section } from "../section.tsx";
import { AddMilestoneDialog } from "./add-milestone-dialog.tsx";
import { MilestoneItem } from "./milestone-item.tsx";
import classes from "./milestones.module.css";

export function MilestonesCard({ project }: { project: StaffProject }) {
  const t = useT();
  const [adding, add] = useDisclosure();
  return (
    <>
      <Section
        title={t("milestones.title")}
        isEmpty={project.milestones.length === 0}
        empty={t("milestones.empty")}
        act={
          project.may_change && (
            <Button size="sm" variant="default" leftSection={<Plus size={16} aria-hidden="true" />} onClick={add.open}>
              {t("milestones.add")}
            </Button>
          )
        }
      >
        <ul className={classes.list}>
          {project.milestones.map((milestone) => (
            <MilestoneItem key={milestone.id} milestone={milestone} project={project} />
          ))}
        </ul>
      </Section>
      {adding && <AddMilestoneDialog project={project} onClose={add.close} />}
    </>
  );
}
