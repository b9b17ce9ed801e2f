/** Writes the phases of a project: their order, names, states and dates, saved as one list. */
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { Schemas } from "~/shared/api/types.ts";
import type { StaffProject } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { PartList } from "~/staff/ui/parts/part-list.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useUndoNotice } from "~/staff/ui/use-undo-notice.tsx";
import { savePhases } from "../queries.ts";
import { useWholeList } from "../use-whole-list.ts";
import { WholeListForm } from "../whole-list-form.tsx";
import { PhaseFields } from "./phase-fields.tsx";
import { inList, newPhase, type PhasesForm, phaseFormsOf, phaseRules, savedPhases } from "./phase-form.ts";
import { PhaseRows } from "./phase-rows.tsx";

const MOST = 50;
const phasesOf = (project: StaffProject) => project.phases;

export function PhasesEditor({ project, onClose }: { project: StaffProject; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const offerUndo = useUndoNotice("phases");
  const [said, say] = useState("");
  const list = useWholeList({
    project,
    rowsOf: phasesOf,
    send: (revision, phases: Schemas["SavedPhase"][]) => savePhases(project.id, { revision, phases }),
  });
  const words = { name: t("project.name.missing"), percent: t("phase.percent.wrong"), order: t("project.date.order") };
  const form = useForm<PhasesForm>({
    name: "phases",
    initialValues: { phases: project.phases.length === 0 ? [newPhase()] : phaseFormsOf(project.phases) },
    validate: phaseRules(words),
  });
  const { phases } = form.values;
  const set = (next: PhasesForm["phases"]) => {
    // A problem belongs to a place, and another phase may stand there now.
    form.clearErrors();
    form.setFieldValue("phases", next);
  };
  return (
    <WholeListForm
      label={t("phases.form")}
      form={form}
      list={list}
      wantedOf={(values) => savedPhases(values.phases, new Set(project.phases.map(({ id }) => id)))}
      onSaved={() => {
        onClose();
        notify({ message: t("phases.saved") });
      }}
      onRefused={(error) => showProblems(form, error, inList)}
      onClose={onClose}
      save={t("phases.save")}
      fieldOf={inList}
      meanwhile={{
        title: t("meanwhile.phases"),
        show: (rows) => <PhaseRows phases={rows} />,
        valuesOf: (rows) => ({ phases: phaseFormsOf(rows) }),
      }}
      said={said}
    >
      <PartList
        parts={phases}
        nameOf={({ name }, place) => (name.trim() === "" ? t("phases.label", { place }) : name)}
        onChange={set}
        {...(phases.length < MOST ? { make: newPhase, add: t("phases.add") } : {})}
        say={say}
        onRemoved={() => offerUndo(t("phases.removed"), () => set(phases))}
      >
        {(phase) => <PhaseFields form={form} place={phases.indexOf(phase)} />}
      </PartList>
      {phases.length >= MOST && <p className="soft">{t("phases.full")}</p>}
    </WholeListForm>
  );
}
