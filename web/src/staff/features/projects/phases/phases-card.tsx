/** The phases of a project: to be read, or to be written as one list. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Pencil, Plus } from "lucide-react";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Section } from "../section.tsx";
import { PhaseRows } from "./phase-rows.tsx";
import { PhasesEditor } from "./phases-editor.tsx";

export function PhasesCard({ project }: { project: StaffProject }) {
  const t = useT();
  const [editing, edit] = useDisclosure();
  const isEmpty = project.phases.length === 0;
  const Icon = isEmpty ? Plus : Pencil;
  return (
    <Section
      title={t("phases.title")}
      isEmpty={isEmpty && !editing}
      empty={t("phases.empty")}
      act={
        project.may_change &&
        !editing && (
          <Button size="sm" variant="default" leftSection={<Icon size={16} aria-hidden="true" />} onClick={edit.open}>
            {t(isEmpty ? "phases.add_first" : "phases.edit")}
          </Button>
        )
      }
    >
      {editing ? <PhasesEditor project={project} onClose={edit.close} /> : <PhaseRows phases={project.phases} />}
    </Section>
  );
}
