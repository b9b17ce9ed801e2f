/** What one thing of a list is carried by. */
import { ActionIcon } from "@mantine/core";
import { GripVertical } from "lucide-react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./drag.module.css";
import type { useDragList } from "./use-drag-list.ts";

type GripProps = { name: string; hold: ReturnType<ReturnType<typeof useDragList>["grip"]> };

export function Grip({ name, hold }: GripProps) {
  const t = useT();
  return (
    <ActionIcon
      className={classes.grip ?? ""}
      variant="subtle"
      color="gray"
      aria-label={t("drag.grip", { name })}
      {...hold}
    >
      <GripVertical size={17} aria-hidden="true" />
    </ActionIcon>
  );
}
