/** Whether what stands in the editor is saved. */
import { Button } from "@mantine/core";
import { CircleAlert, CloudCheck, CloudOff, CloudUpload, type LucideIcon } from "lucide-react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./quote-editor.module.css";
import type { SaveState } from "./use-autosave.ts";

const icons: Partial<Record<SaveState, LucideIcon>> = { saved: CloudCheck, kept: CloudOff };

type SaveStatusProps = { state: SaveState; problems: number; onSave: () => void };

export function SaveStatus({ state, problems, onSave }: SaveStatusProps) {
  const t = useT();
  const words = state === "invalid" ? t("save.invalid", { count: Math.max(1, problems) }) : t(`save.${state}`);
  const isBad = ["invalid", "failed", "refused", "conflict"].includes(state);
  const Icon = isBad ? CircleAlert : (icons[state] ?? CloudUpload);
  return (
    <div className={classes.save} data-bad={isBad || undefined}>
      <Icon size={17} aria-hidden="true" />
      <span role="status">{words}</span>
      {state === "failed" && (
        <Button size="compact-xs" variant="subtle" onClick={onSave}>
          {t("save.retry")}
        </Button>
      )}
    </div>
  );
}
