/** The links that were sent or handed over, whether they were opened, and the ways to revoke one and to make it anew. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import type { DeliveryLink, StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import classes from "./activity.module.css";
import { useRevoke } from "./queries.ts";
import { RenewLink } from "./renew-link.tsx";

export function DeliveryLinks({ document }: { document: StaffDocument }) {
  const t = useT();
  const format = useFormat();
  const [revoking, setRevoking] = useState<DeliveryLink>();
  const [renewing, setRenewing] = useState<DeliveryLink>();
  const revoke = useRevoke(document.id);
  const fate = (link: DeliveryLink) => {
    if (link.revoked_at !== null) {
      return t("links.revoked", { time: format.relative(link.revoked_at) });
    }
    return link.opened_at === null ? t("links.unopened") : t("links.opened", { time: format.relative(link.opened_at) });
  };
  if (document.delivery_links.length === 0) {
    return <p className={classes.empty}>{t("links.empty")}</p>;
  }
  return (
    <>
      <ul className={classes.rows}>
        {document.delivery_links.map((link) => (
          <li key={link.id} className={classes.row}>
            <div className={classes.words}>
              <span className={classes.name}>{link.contact_name}</span>
              <span className={classes.detail} title={format.dateTime(link.created_at)}>
                {t("links.made", {
                  channel: t(`deliver.channel.${link.channel}`),
                  time: format.relative(link.created_at),
                })}
                {" · "}
                {fate(link)}
              </span>
            </div>
            <Button.Group>
              {document.status === "published" && (
                <Button size="xs" variant="default" onClick={() => setRenewing(link)}>
                  {t("links.renew")}
                  <span className="visually-hidden">: {link.contact_name}</span>
                </Button>
              )}
              {link.revoked_at === null && (
                <Button size="xs" variant="default" onClick={() => setRevoking(link)}>
                  {t("links.revoke")}
                </Button>
              )}
            </Button.Group>
          </li>
        ))}
      </ul>
      {renewing !== undefined && (
        <RenewLink documentId={document.id} link={renewing} onClose={() => setRenewing(undefined)} />
      )}
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={t("links.revoke.title")}
        text={t("links.revoke.text", { name: revoking?.contact_name ?? "" })}
        confirm={t("links.revoke.confirm")}
        isDestructive
        isSending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => {
          if (revoking !== undefined) {
            revoke.mutate(revoking.id, { onSuccess: () => setRevoking(undefined) });
          }
        }}
      />
    </>
  );
}
