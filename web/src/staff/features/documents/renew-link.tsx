/** Makes a link anew after one question; one to hand over is then shown, with its QR code. */
import { Dialog } from "~/shared/ui/dialog.tsx";
import type { DeliveryLink } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { DeliveredLink } from "./delivered-link.tsx";
import { useRenew } from "./queries.ts";

type RenewLinkProps = { documentId: string; link: DeliveryLink; onClose: () => void };

export function RenewLink({ documentId, link, onClose }: RenewLinkProps) {
  const t = useT();
  const notify = useNotify();
  const renew = useRenew(documentId);
  const name = link.contact_name;
  if (renew.data !== undefined && renew.data.url !== null) {
    return (
      <Dialog opened onClose={onClose} title={t("deliver.link.title", { name })}>
        <DeliveredLink delivery={renew.data} name={name} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("links.renew.title")}
      text={t(`links.renew.text.${link.channel}`, { name })}
      confirm={t("links.renew.confirm")}
      isSending={renew.isPending}
      error={renew.error}
      onConfirm={() =>
        renew.mutate(link.id, {
          onSuccess: (delivery) => {
            if (delivery.url === null) {
              onClose();
              notify({ message: t("deliver.sent", { name }) });
            }
          },
        })
      }
    />
  );
}
