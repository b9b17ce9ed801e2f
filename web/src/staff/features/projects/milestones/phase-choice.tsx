/** Which phase a milestone ends, if any; nothing where the project has none. */
import { Select } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import type { Phase } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";

type PhaseChoiceProps = { phases: readonly Phase[]; field: GetInputPropsReturnType };

export function PhaseChoice({ phases, field }: PhaseChoiceProps) {
  const t = useT();
  return phases.length === 0 ? null : (
    <Select
      label={t("milestone.phase")}
      placeholder={t("milestone.phase.none")}
      clearable
      data={phases.map(({ id, name }) => ({ value: id, label: name }))}
      {...field}
    />
  );
}
