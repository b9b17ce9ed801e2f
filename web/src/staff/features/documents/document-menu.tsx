/** What is done more rarely to a document: copy it, keep it as a template, extend it, withdraw it, throw its draft away. */
import { ActionIcon, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { CalendarPlus, Copy, Ellipsis, LayoutTemplate, Trash2, Undo } from "lucide-react";
import { useRef, useState } from "react";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { DuplicateDialog } from "./duplicate-dialog.tsx";
import { ExtendDialog } from "./extend-dialog.tsx";
import { useKind } from "./kind.ts";
import { useDiscard, useWithdraw } from "./queries.ts";
import { SaveTemplateDialog } from "./save-template-dialog.tsx";

type Dialog = "duplicate" | "template" | "extend" | "withdraw" | "discard";

/** `onSave` saves what is still being written of its draft. */
type DocumentMenuProps = { document: StaffDocument; onSave: () => Promise<boolean> };

export function DocumentMenu({ document, onSave }: DocumentMenuProps) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialog>();
  const withdraw = useWithdraw(document.id);
  const discard = useDiscard(document.id);
  const kind = useKind(document);
  const target = useRef<HTMLButtonElement>(null);
  // What opened the dialog went with the menu: the focus goes back to what opens that.
  const close = () => {
    setDialog(undefined);
    setTimeout(() => target.current?.focus());
  };
  const { title, may } = document;
  const mayExtend = may.extend && document.allowed_actions.includes("choose");
  const mayDiscard = document.status === "draft";
  return (
    <>
      <Menu position="bottom-end" radius="lg" shadow="md">
        <Menu.Target>
          <ActionIcon ref={target} variant="default" size={42} aria-label={t("document.more")}>
            <Ellipsis size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Copy size={17} aria-hidden="true" />} onClick={() => setDialog("duplicate")}>
            {t("duplicate.button")}
          </Menu.Item>
          <Menu.Item
            leftSection={<LayoutTemplate size={17} aria-hidden="true" />}
            onClick={() => setDialog("template")}
          >
            {t("template.save.button")}
          </Menu.Item>
          {(mayExtend || may.withdraw || mayDiscard) && <Menu.Divider />}
          {mayExtend && (
            <Menu.Item leftSection={<CalendarPlus size={17} aria-hidden="true" />} onClick={() => setDialog("extend")}>
              {t("extend.button")}
            </Menu.Item>
          )}
          {may.withdraw && (
            <Menu.Item leftSection={<Undo size={17} aria-hidden="true" />} onClick={() => setDialog("withdraw")}>
              {t("withdraw.button")}
            </Menu.Item>
          )}
          {mayDiscard && (
            <Menu.Item leftSection={<Trash2 size={17} aria-hidden="true" />} onClick={() => setDialog("discard")}>
              {t("discard.button")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "duplicate" && <DuplicateDialog document={document} onSave={onSave} onClose={close} />}
      {dialog === "template" && <SaveTemplateDialog document={document} onSave={onSave} onClose={close} />}
      {dialog === "extend" && <ExtendDialog document={document} onClose={close} />}
      <ConfirmDialog
        opened={dialog === "withdraw"}
        onClose={close}
        title={t("withdraw.title", { kind })}
        text={t("withdraw.text", { client: document.client.name, title })}
        confirm={t("withdraw.confirm")}
        isDestructive
        isSending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() =>
          withdraw.mutate(undefined, {
            onSuccess: () => {
              close();
              notify({ message: t("withdraw.done") });
            },
          })
        }
      />
      <ConfirmDialog
        opened={dialog === "discard"}
        onClose={close}
        title={t("discard.title")}
        text={t("discard.text", { title })}
        confirm={t("discard.confirm")}
        isDestructive
        isSending={discard.isPending}
        error={discard.error}
        onConfirm={() =>
          discard.mutate(undefined, {
            onSuccess: () => {
              notify({ message: t("discard.done") });
              void navigate({ ...paths.documents(), replace: true });
            },
          })
        }
      />
    </>
  );
}
