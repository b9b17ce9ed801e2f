/** What holds for the whole quote: until when, in which currency, what is paid when. */
import { Checkbox, Select, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Content, PaymentChoice } from "~/staff/api/content.ts";
import { paymentMethodsQuery } from "~/staff/features/payment-methods/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { orNull, withContent, withOffers } from "./blocks.ts";
import { DepositFields } from "./deposit-fields.tsx";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { TextField } from "./text-field.tsx";

const currencies = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "KWD", "AUD", "CAD"];

export function QuoteSettings() {
  const t = useT();
  const { draft, change, problemOf, asksForChoice, kind } = useEditor();
  const { content } = draft;
  const hasEnd = asksForChoice || content.valid_until !== null;
  const set = (field: string | null, patch: Partial<Content>) => change(field, (before) => withContent(before, patch));
  const setPayment = (patch: Partial<Content["payment"]>) => set(null, { payment: { ...content.payment, ...patch } });
  // What is only to be read has no end and nothing that follows an acceptance.
  if (!hasEnd && content.next_steps === null) {
    return null;
  }
  return (
    <section className={classes.settings} data-settings>
      <h2 className={classes.partTitle}>{t("editor.settings", { kind })}</h2>
      <div className={classes.figures}>
        {hasEnd && (
          <TextField
            field="valid_until"
            label={t("settings.valid_until")}
            {...(asksForChoice ? { hint: t("settings.valid_until.hint") } : {})}
            type="date"
            value={content.valid_until ?? ""}
            onChange={(date) => set("valid_until", { valid_until: orNull(date) })}
          />
        )}
        {asksForChoice && (
          <Select
            className={classes.bottom ?? ""}
            size="sm"
            label={t("settings.currency")}
            allowDeselect={false}
            searchable
            value={content.currency}
            error={problemOf("currency")}
            data={currencies.includes(content.currency) ? currencies : [content.currency, ...currencies]}
            onChange={(currency) => currency !== null && set(null, { currency })}
          />
        )}
      </div>
      {asksForChoice && (
        <Switch
          label={t("settings.payment")}
          description={t("settings.payment.hint")}
          checked={content.payment.asks}
          onChange={(event) => setPayment({ asks: event.currentTarget.checked })}
        />
      )}
      {asksForChoice && content.payment.asks && (
        <>
          <Checkbox.Group
            label={t("settings.offers")}
            error={problemOf("payment/offers")}
            value={content.payment.offers}
            onChange={(offers) => change(null, (before) => withOffers(before, offers as PaymentChoice[]))}
          >
            <div className={classes.checks}>
              <Checkbox value="deposit" label={t("settings.offers.deposit")} />
              <Checkbox value="full" label={t("settings.offers.full")} />
            </div>
          </Checkbox.Group>
          <DepositFields />
          <Methods />
        </>
      )}
      {(asksForChoice || content.next_steps !== null) && (
        <TextField
          field="next_steps"
          label={t("settings.next_steps")}
          hint={t("settings.next_steps.hint")}
          lines={3}
          value={content.next_steps ?? ""}
          onChange={(text) => set("next_steps", { next_steps: orNull(text) })}
        />
      )}
    </section>
  );
}

/** Which of the provider's payment methods this quote shows. */
function Methods() {
  const t = useT();
  const { draft, change } = useEditor();
  const methods = useQuery(paymentMethodsQuery);
  const { payment } = draft.content;
  const offered = methods.data?.filter((method) => method.switched_on) ?? [];
  if (methods.data === undefined) {
    return null;
  }
  return offered.length === 0 ? (
    <p className={classes.note}>{t("settings.methods.none")}</p>
  ) : (
    <Checkbox.Group
      label={t("settings.methods")}
      value={offered.map(({ id }) => id).filter((id) => !payment.excluded_method_ids.includes(id))}
      onChange={(shown) =>
        change(null, (before) =>
          withContent(before, {
            payment: {
              ...before.content.payment,
              excluded_method_ids: offered.map(({ id }) => id).filter((id) => !shown.includes(id)),
            },
          }),
        )
      }
    >
      <div className={classes.checks}>
        {offered.map((method) => (
          <Checkbox key={method.id} value={method.id} label={method.name} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
