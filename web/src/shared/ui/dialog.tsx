/** A dialog with its title and a way to close it. */
import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./dialog.module.css";

const BELOW = 200;
const ABOVE = 250;

type DialogProps = {
  title: string;
  opened: boolean;
  /** Without it the dialog can only be answered, not closed. */
  onClose?: () => void;
  children: ReactNode;
  size?: string;
  /** Takes the whole screen, for long dialogs on a phone. */
  fullScreen?: boolean;
  /** Over another dialog, for a question that comes up while one is open. */
  above?: boolean;
};

export function Dialog(props: DialogProps) {
  const { title, opened, onClose, children, size = "md", fullScreen = false, above = false } = props;
  const t = useSharedT();
  useFocusBack();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose ?? (() => {})}
      closeOnEscape={onClose !== undefined}
      closeOnClickOutside={onClose !== undefined}
      size={size}
      fullScreen={fullScreen}
      radius="xl"
      centered
      zIndex={above ? ABOVE : BELOW}
    >
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content bg="var(--surface)" radius={fullScreen ? 0 : "xl"}>
        <div className={classes.head}>
          <Modal.Title className={classes.title ?? ""}>{title}</Modal.Title>
          {onClose !== undefined && <Modal.CloseButton size={44} iconSize={20} aria-label={t("ui.close")} />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A dialog that is taken out of the page gives the focus back, as one that is closed does. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement && before.isConnected) {
          before.focus({ preventScroll: true });
        }
      });
    },
    [before],
  );
}
