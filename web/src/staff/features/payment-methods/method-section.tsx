/** The payment methods of one section: on or off, their order, and the way to change them. */
import { ActionIcon, Button, Switch } from "@mantine/core";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { PaymentMethod, Section } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./payment-methods-page.module.css";
import { useChangeMethod, useOrderMethods } from "./queries.ts";

type MethodSectionProps = { section: Section; methods: PaymentMethod[]; onEdit: (method: PaymentMethod) => void };

export function MethodSection({ section, methods, onEdit }: MethodSectionProps) {
  const t = useT();
  const errorText = useErrorText();
  const order = useOrderMethods();
  const change = useChangeMethod();
  const error = order.error ?? change.error;
  const move = (from: number, to: number) => {
    const method = methods[from];
    if (method !== undefined) {
      order.mutate(methods.toSpliced(from, 1).toSpliced(to, 0, method));
    }
  };
  return (
    <section className={classes.section} aria-label={t(`section.${section}`)}>
      <h2 className={classes.title}>{t(`section.${section}`)}</h2>
      {error !== null && <Notice tone="bad" urgent title={errorText(error)} />}
      {methods.length === 0 && <p className={classes.empty}>{t("methods.section.empty")}</p>}
      <ul className={classes.methods}>
        {methods.map((method, place) => (
          <li key={method.id} className={classes.method} data-off={!method.switched_on || undefined}>
            <Switch
              aria-label={t("method.switch", { name: method.name })}
              checked={method.switched_on}
              onChange={(event) => change.mutate({ id: method.id, switched_on: event.currentTarget.checked })}
            />
            <div className={classes.words}>
              <p className={classes.name}>
                {method.name}
                {method.qr !== null && <Tag tone="calm">{t("method.qr.badge")}</Tag>}
                {method.currency !== null && <Tag tone="calm">{method.currency}</Tag>}
                {!method.switched_on && <Tag tone="warn">{t("method.off")}</Tag>}
              </p>
              <p className={classes.detail}>{method.fields.map(({ label }) => label).join(" · ")}</p>
            </div>
            <div className={classes.acts}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={38}
                disabled={place === 0 || order.isPending}
                aria-label={`${t("act.move_up")}: ${method.name}`}
                onClick={() => move(place, place - 1)}
              >
                <ArrowUp size={17} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={38}
                disabled={place === methods.length - 1 || order.isPending}
                aria-label={`${t("act.move_down")}: ${method.name}`}
                onClick={() => move(place, place + 1)}
              >
                <ArrowDown size={17} aria-hidden="true" />
              </ActionIcon>
              <Button
                size="sm"
                variant="default"
                aria-label={`${t("act.edit")}: ${method.name}`}
                onClick={() => onEdit(method)}
              >
                {t("act.edit")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
