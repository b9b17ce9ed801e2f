/** Switches between light and dark. */
import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";
import { useSharedT } from "../i18n/shared-texts.ts";

export function ThemeToggle() {
  const t = useSharedT();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={44}
      radius="xl"
      aria-label={dark ? t("ui.to_light") : t("ui.to_dark")}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
      style={{ color: "var(--text)" }}
    >
      {dark ? <Sun size={20} aria-hidden="true" /> : <Moon size={20} aria-hidden="true" />}
    </ActionIcon>
  );
}
