/** What may be said with an acceptance: pay what first, how, an order number, a comment. */
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Calculation, DocumentDetail, Offer } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useT } from "../../i18n/use-t.ts";
import classes from "./answer-fields.module.css";
import { PaymentChoice } from "./payment-choice.tsx";

export type AnswerDetails = {
  payment: Offer | null;
  methodId: string | null;
  purchaseOrder: string;
  comment: string;
};

type AnswerFieldsProps = {
  document: DocumentDetail;
  offers: Offer[];
  calculation: Calculation;
  value: AnswerDetails;
  onChange: (value: AnswerDetails) => void;
};

export function AnswerFields({ document, offers, calculation, value, onChange }: AnswerFieldsProps) {
  const t = useT();
  const [more, setMore] = useState(false);
  const sections = ["crypto", "cash_prepaid", "transfer"] as const;
  const methods = sections.map((section) => ({
    group: t(`confirmed.${section}`),
    items: document.payment_methods
      .filter((method) => method.section === section)
      .map(({ id, name }) => ({ value: id, label: name })),
  }));
  return (
    <div className={classes.fields}>
      {offers.length > 1 && (
        <PaymentChoice
          offers={offers}
          calculation={calculation}
          deposit={document.deposit}
          value={value.payment}
          onChange={(payment) => onChange({ ...value, payment })}
        />
      )}
      {document.content.payment.asks && document.payment_methods.length > 0 && (
        <Select
          label={t("accept.method")}
          description={t("accept.method_hint")}
          placeholder={t("accept.method_later")}
          data={methods.filter(({ items }) => items.length > 0)}
          value={value.methodId}
          onChange={(methodId) => onChange({ ...value, methodId })}
          clearable
        />
      )}
      {more ? (
        <>
          <TextInput
            label={t("accept.purchase_order")}
            maxLength={100}
            value={value.purchaseOrder}
            onChange={(event) => onChange({ ...value, purchaseOrder: event.currentTarget.value })}
            data-autofocus
          />
          <Textarea
            label={t("accept.comment", { provider: brand.name })}
            rows={3}
            resize="vertical"
            maxLength={2000}
            value={value.comment}
            onChange={(event) => onChange({ ...value, comment: event.currentTarget.value })}
          />
        </>
      ) : (
        <Button
          className={classes.more ?? ""}
          variant="subtle"
          leftSection={<Plus size={18} aria-hidden="true" />}
          onClick={() => setMore(true)}
        >
          {t("accept.more")}
        </Button>
      )}
    </div>
  );
}
