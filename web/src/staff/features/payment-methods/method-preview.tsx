/** A payment method as a client sees it once a quote is accepted. */
import { QrCode } from "lucide-react";
import { PaymentMethod as MethodBody } from "~/shared/document/payment-method.tsx";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./method-preview.module.css";

type MethodPreviewProps = { method: Pick<PaymentMethod, "name" | "instructions" | "fields" | "qr"> };

export function MethodPreview({ method }: MethodPreviewProps) {
  const t = useT();
  const { name, instructions, fields, qr } = method;
  return (
    <section className={classes.preview} aria-label={t("method.preview")}>
      <p className={classes.name}>{name === "" ? t("method.name") : name}</p>
      <MethodBody
        instructions={instructions !== "" && <p className={classes.instructions}>{instructions}</p>}
        fields={fields.filter(({ label, value }) => label !== "" && value !== "")}
        code={
          qr === null ? undefined : (
            <span className={classes.code}>
              <QrCode size={72} strokeWidth={1} aria-hidden="true" />
            </span>
          )
        }
        codeWords={qr === null ? "" : t(`method.preview.${qr.standard}`)}
      />
    </section>
  );
}
