/** Light, dark, or as the device has it. */
import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useSharedT } from "../i18n/shared-texts.ts";

export function AppearanceChoice() {
  const t = useSharedT();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t("ui.appearance")}
      size="md"
      value={colorScheme}
      onChange={setColorScheme}
      data={[
        { value: "auto", label: t("ui.auto") },
        { value: "light", label: t("ui.light") },
        { value: "dark", label: t("ui.dark") },
      ]}
    />
  );
}
