/** How to pay, in sections. The method that the client picked comes first and stands open. */
import { ChevronDown } from "lucide-react";
import type { Confirmation, ConfirmedMethod } from "~/shared/api/types.ts";
import { PaymentMethod } from "~/shared/document/payment-method.tsx";
import { QrCode } from "~/shared/ui/qr-code.tsx";
import { ServerHtml } from "~/shared/ui/server-html.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./payment-sections.module.css";
import { pickedFirst } from "./picked-first.ts";

type PaymentSectionsProps = { sections: Confirmation["sections"]; pickedId: string | null };

export function PaymentSections({ sections, pickedId }: PaymentSectionsProps) {
  const t = useT();
  const ordered = pickedFirst(sections, pickedId);
  const openId = pickedId ?? ordered[0]?.methods[0]?.id;
  return (
    <section>
      <h2 className={classes.title}>{t("confirmed.how")}</h2>
      <div className={classes.sections}>
        {ordered.map(({ section, methods }) => (
          <section key={section} aria-labelledby={`section-${section}`}>
            <h3 id={`section-${section}`} className={classes.section}>
              {t(`confirmed.${section}`)}
            </h3>
            <div className={classes.methods}>
              {methods.map((method) => (
                <Method
                  key={method.id}
                  method={method}
                  isOpen={method.id === openId}
                  isPicked={method.id === pickedId}
                />
              ))}
            </div>
          </section>
        ))}
      </div>
    </section>
  );
}

type MethodProps = { method: ConfirmedMethod; isOpen: boolean; isPicked: boolean };

function Method({ method, isOpen, isPicked }: MethodProps) {
  const t = useT();
  return (
    <details className={classes.method} open={isOpen}>
      <summary className={classes.summary}>
        <span className={classes.name}>{method.name}</span>
        {isPicked && <Tag tone="brand">{t("confirmed.picked")}</Tag>}
        <ChevronDown className={classes.chevron} size={20} aria-hidden="true" />
      </summary>
      <div className={classes.body}>
        <PaymentMethod
          instructions={<ServerHtml html={method.instructions_html} />}
          fields={method.fields}
          code={
            method.qr === null ? undefined : <QrCode svg={method.qr.svg} alt={t("qr.alt", { name: method.name })} />
          }
          codeWords={t("confirmed.scan")}
        />
      </div>
    </details>
  );
}
