/** What is done more rarely to a block. */
import { ActionIcon, Menu } from "@mantine/core";
import { Copy, Ellipsis, Plus, Trash2 } from "lucide-react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./editor.module.css";

type BlockMenuProps = { type: string; onAdd: () => void; onDuplicate: () => void; onRemove: () => void };

export function BlockMenu({ type, onAdd, onDuplicate, onRemove }: BlockMenuProps) {
  const t = useT();
  return (
    <Menu position="bottom-end" radius="lg" shadow="md" returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          className={classes.icon ?? ""}
          variant="subtle"
          color="gray"
          aria-label={t("editor.block.more", { type })}
        >
          <Ellipsis size={17} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Plus size={17} aria-hidden="true" />} onClick={onAdd}>
          {t("editor.block.add_after")}
        </Menu.Item>
        <Menu.Item leftSection={<Copy size={17} aria-hidden="true" />} onClick={onDuplicate}>
          {t("editor.block.duplicate")}
        </Menu.Item>
        <Menu.Item leftSection={<Trash2 size={17} aria-hidden="true" />} onClick={onRemove}>
          {t("editor.block.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
