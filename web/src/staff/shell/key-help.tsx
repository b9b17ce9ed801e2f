/** The keys of the staff app, and the ones that work on every page. */
import { ActionIcon, Kbd } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard } from "lucide-react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { type TextKey, useT } from "../i18n/en.ts";
import { paths } from "../paths.ts";
import classes from "./key-help.module.css";

const keys: [TextKey, string[]][] = [
  ["keys.palette", ["Ctrl", "K"]],
  ["keys.search", ["/"]],
  ["keys.next", ["j"]],
  ["keys.previous", ["k"]],
  ["keys.enter", ["Enter"]],
  ["keys.new", ["n"]],
  ["keys.go_home", ["0"]],
  ["keys.go_inbox", ["1"]],
  ["keys.go_documents", ["2"]],
  ["keys.go_clients", ["3"]],
  ["keys.go_waiting", ["4"]],
  ["keys.go_settings", ["5"]],
  ["keys.go_projects", ["6"]],
  ["keys.go_files", ["7"]],
  ["keys.mark", ["x"]],
  ["keys.move_block", ["Alt", "↑ ↓"]],
  ["keys.jump_block", ["Alt", "Shift", "↑ ↓"]],
  ["keys.carry", ["Space"]],
  ["keys.add_block", ["Alt", "Enter"]],
  ["keys.copy_block", ["Ctrl", "D"]],
  ["keys.undo", ["Ctrl", "Z"]],
  ["keys.redo", ["Ctrl", "Y"]],
  ["keys.save", ["Ctrl", "S"]],
  ["keys.publish", ["Ctrl", "Enter"]],
  ["keys.help", ["?"]],
];

export function KeyHelp() {
  const t = useT();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys([
    ["shift+?", open],
    ["?", open],
    ["n", () => void navigate(paths.newDocument())],
    ["0", () => void navigate(paths.home())],
    ["1", () => void navigate(paths.inbox())],
    ["2", () => void navigate(paths.documents())],
    ["3", () => void navigate(paths.clients())],
    ["4", () => void navigate(paths.waiting())],
    ["5", () => void navigate(paths.settings())],
    ["6", () => void navigate(paths.projects())],
    ["7", () => void navigate(paths.files())],
  ]);
  return (
    <>
      <ActionIcon
        className={classes.button}
        variant="subtle"
        color="gray"
        size={44}
        radius="xl"
        aria-label={t("keys.open")}
        onClick={open}
      >
        <Keyboard size={20} aria-hidden="true" />
      </ActionIcon>
      <Dialog opened={opened} onClose={close} title={t("keys.title")}>
        <dl className={classes.keys}>
          {keys.map(([key, strokes]) => (
            <div key={key} className={classes.row}>
              <dt>{t(key)}</dt>
              <dd>
                {strokes.map((stroke) => (
                  <Kbd key={stroke}>{stroke}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
