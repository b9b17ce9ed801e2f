/** How one contact gets the link, with what will happen said before it does. */
import { Button, Input, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import type { Channel, ContactRow, Delivery } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { useDeliver } from "./queries.ts";

type ChannelChoiceProps = {
  documentId: string;
  contact: ContactRow;
  onClose: () => void;
  onDelivered: (delivery: Delivery) => void;
};

export function ChannelChoice({ documentId, contact, onClose, onDelivered }: ChannelChoiceProps) {
  const t = useT();
  const errorText = useErrorText();
  const deliver = useDeliver(documentId);
  const addresses = { sms: contact.phone, email: contact.email, copy: "" } as const;
  const [channel, setChannel] = useState<Channel>(
    contact.phone !== null ? "sms" : contact.email !== null ? "email" : "copy",
  );
  return (
    <>
      <Input.Wrapper label={t("deliver.channel")} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={t("deliver.channel")}
          value={channel}
          onChange={(next) => setChannel(next as Channel)}
          data={(["sms", "email", "copy"] as const).map((value) => ({
            value,
            label: t(`deliver.channel.${value}`),
            disabled: addresses[value] === null,
          }))}
        />
      </Input.Wrapper>
      <div>
        <p className={classes.text}>
          {t(`deliver.explain.${channel}`, { name: contact.name, address: addresses[channel] ?? "" })}
        </p>
        <p className={classes.soft}>{t("deliver.explain.proof", { name: contact.name })}</p>
      </div>
      {deliver.isError && <Notice tone="bad" urgent title={errorText(deliver.error)} />}
      <div className={classes.acts}>
        <Button variant="default" onClick={onClose}>
          {t("act.cancel")}
        </Button>
        <Button
          loading={deliver.isPending}
          onClick={() => deliver.mutate({ contact_id: contact.id, channel }, { onSuccess: onDelivered })}
        >
          {t(`deliver.confirm.${channel}`)}
        </Button>
      </div>
    </>
  );
}
