/** What is done more rarely to a quote: extend it, withdraw it, throw its draft away. */
import { ActionIcon, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { CalendarPlus, Ellipsis, Trash2, Undo } from "lucide-react";
import { useState } from "react";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { ExtendDialog } from "./extend-dialog.tsx";
import { useDiscard, useWithdraw } from "./queries.ts";

type Dialog = "extend" | "withdraw" | "discard";

export function DocumentMenu({ document }: { document: StaffDocument }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialog>();
  const withdraw = useWithdraw(document.id);
  const discard = useDiscard(document.id);
  const close = () => setDialog(undefined);
  const { title } = document;
  const { may } = document;
  const mayDiscard = document.status === "draft";
  if (!may.extend && !may.withdraw && !mayDiscard) {
    return null;
  }
  return (
    <>
      <Menu position="bottom-end" radius="lg" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={42} aria-label={t("document.more")}>
            <Ellipsis size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may.extend && (
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
      {dialog === "extend" && <ExtendDialog document={document} onClose={close} />}
      <ConfirmDialog
        opened={dialog === "withdraw"}
        onClose={close}
        title={t("withdraw.title")}
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
