/** The fields of one phase. */
import { Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { PhaseState } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { inState, type PhasesForm } from "./phase-form.ts";
import classes from "./phases.module.css";

const states: readonly PhaseState[] = ["planned", "active", "done"];

export function PhaseFields({ form, place }: { form: UseFormReturnType<PhasesForm>; place: number }) {
  const t = useT();
  const phase = form.values.phases[place];
  const field = (name: string) => ({
    size: "sm",
    key: form.key(`phases.${place}.${name}`),
    ...form.getInputProps(`phases.${place}.${name}`),
  });
  if (phase === undefined) {
    return null;
  }
  return (
    <>
      <TextInput label={t("phase.name")} {...field("name")} />
      <div className={classes.figures}>
        <Select
          size="sm"
          label={t("phase.state")}
          allowDeselect={false}
          value={phase.state}
          onChange={(chosen) => {
            const state = states.find((each) => each === chosen);
            if (state !== undefined) {
              form.setFieldValue(`phases.${place}`, inState(phase, state));
            }
          }}
          data={states.map((value) => ({ value, label: t(`phase.state.${value}`) }))}
        />
        <TextInput label={t("phase.percent")} inputMode="numeric" {...field("percent")} />
        <TextInput type="date" label={t("phase.start")} {...field("start_date")} />
        <TextInput type="date" label={t("phase.end")} {...field("end_date")} />
      </div>
    </>
  );
}
