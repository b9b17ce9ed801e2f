/** A link that was made to hand over: to copy, or to scan. */
import { Button, TextInput } from "@mantine/core";
import { CopyButton } from "~/shared/ui/copy-button.tsx";
import { QrCode } from "~/shared/ui/qr-code.tsx";
import type { Delivery } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";

type DeliveredLinkProps = { delivery: Delivery; name: string; onClose: () => void };

export function DeliveredLink({ delivery, name, onClose }: DeliveredLinkProps) {
  const t = useT();
  const label = t("deliver.link.title", { name });
  return (
    <div className={classes.body}>
      <p className={classes.text}>{t("deliver.link.text")}</p>
      <TextInput
        aria-label={label}
        readOnly
        value={delivery.url ?? ""}
        onFocus={(event) => event.currentTarget.select()}
        rightSection={<CopyButton value={delivery.url ?? ""} label={label} />}
        rightSectionWidth={46}
      />
      {delivery.qr_svg !== null && (
        <div className={classes.centre}>
          <QrCode svg={delivery.qr_svg} alt={t("deliver.link.qr", { name })} />
        </div>
      )}
      <div className={classes.acts}>
        <Button onClick={onClose}>{t("deliver.done")}</Button>
      </div>
    </div>
  );
}
