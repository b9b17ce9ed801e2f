/** A payment method as a client sees it once a quote is accepted, its code drawn for an example. */
import { QrCode as CodeSign } from "lucide-react";
import { PaymentMethod as MethodBody } from "~/shared/document/payment-method.tsx";
import { useFormat } from "~/shared/i18n/format.ts";
import { QrCode } from "~/shared/ui/qr-code.tsx";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./method-preview.module.css";
import { useExampleCode } from "./queries.ts";

type MethodPreviewProps = { method: Pick<PaymentMethod, "name" | "instructions" | "fields" | "qr"> };

export function MethodPreview({ method }: MethodPreviewProps) {
  const t = useT();
  const { name, instructions, fields, qr } = method;
  const { code, words } = useExample(qr);
  return (
    <section className={classes.preview} aria-label={t("method.preview")}>
      <p className={classes.name}>{name === "" ? t("method.name") : name}</p>
      <MethodBody
        instructions={instructions !== "" && <p className={classes.instructions}>{instructions}</p>}
        fields={fields.filter(({ label, value }) => label !== "" && value !== "")}
        code={
          qr === null ? undefined : code === undefined ? (
            <span className={classes.code}>
              <CodeSign size={72} strokeWidth={1} aria-hidden="true" />
            </span>
          ) : (
            <QrCode svg={code} alt={t("method.preview.code")} />
          )
        }
        codeWords={words}
      />
    </section>
  );
}

/** The code of what is written, and what stands under it: for which example it is, or what is missing. */
function useExample(qr: PaymentMethod["qr"]): { code?: string | undefined; words: string } {
  const t = useT();
  const format = useFormat();
  const { data } = useExampleCode(qr);
  if (qr === null || data === undefined) {
    return { words: "" };
  }
  if (data.code === null) {
    return { words: t("method.preview.no_code") };
  }
  const { svg } = data.code;
  return data.due_minor === null
    ? { code: svg, words: t("method.preview.bip21") }
    : { code: svg, words: t("method.preview.epc", { amount: format.price(data.due_minor, "EUR") }) };
}
