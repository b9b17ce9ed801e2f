/** One payment method: on or off, its place, and the ways to see and change it. */
import { ActionIcon, Button, Switch } from "@mantine/core";
import { ArrowDown, ArrowUp, Eye } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { useMayAdminister } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { Grip } from "~/staff/ui/drag/grip.tsx";
import type { useDragList } from "~/staff/ui/drag/use-drag-list.ts";
import classes from "./payment-methods-page.module.css";
import { useChangeMethod } from "./queries.ts";

type MethodItemProps = {
  method: PaymentMethod;
  drag: ReturnType<typeof useDragList>;
  isFirst: boolean;
  isLast: boolean;
  onMove: (steps: number) => void;
  onEdit: () => void;
  onPreview: () => void;
};

export function MethodItem({ method, drag, isFirst, isLast, onMove, onEdit, onPreview }: MethodItemProps) {
  const t = useT();
  const errorText = useErrorText();
  const mayAdminister = useMayAdminister();
  const change = useChangeMethod();
  const { id, name } = method;
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (mayAdminister && event.altKey && !event.shiftKey && steps !== undefined) {
      event.preventDefault();
      onMove(steps);
    }
  };
  const arrow = (steps: -1 | 1, isEnd: boolean) => {
    const [words, Icon] = steps === -1 ? (["act.move_up", ArrowUp] as const) : (["act.move_down", ArrowDown] as const);
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        size={38}
        {...(isEnd ? { "aria-disabled": true, "data-disabled": true } : {})}
        aria-label={`${t(words)}: ${name}`}
        onClick={() => onMove(steps)}
      >
        <Icon size={17} aria-hidden="true" />
      </ActionIcon>
    );
  };
  return (
    <li className={classes.method} data-off={!method.switched_on || undefined} onKeyDown={onKeyDown} {...drag.item(id)}>
      {mayAdminister && (
        <>
          <Grip name={name} hold={drag.grip(id)} />
          <Switch
            aria-label={t("method.switch", { name })}
            checked={method.switched_on}
            onChange={(event) => change.mutate({ id, switched_on: event.currentTarget.checked })}
          />
        </>
      )}
      <div className={classes.words}>
        <p className={classes.name}>
          {name}
          {method.qr !== null && <Tag tone="calm">{t("method.qr.badge")}</Tag>}
          {method.currency !== null && <Tag tone="calm">{method.currency}</Tag>}
          {!method.switched_on && <Tag tone="warn">{t("method.off")}</Tag>}
        </p>
        <p className={classes.detail}>{method.fields.map(({ label }) => label).join(" · ")}</p>
      </div>
      <div className={classes.acts}>
        {mayAdminister && arrow(-1, isFirst)}
        {mayAdminister && arrow(1, isLast)}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          aria-label={t("method.preview.of", { name })}
          onClick={onPreview}
        >
          <Eye size={18} aria-hidden="true" />
        </ActionIcon>
        {mayAdminister && (
          <Button size="sm" variant="default" aria-label={`${t("act.edit")}: ${name}`} onClick={onEdit}>
            {t("act.edit")}
          </Button>
        )}
      </div>
      {change.isError && (
        <div className={classes.problem}>
          <Notice tone="bad" urgent title={errorText(change.error)} />
        </div>
      )}
    </li>
  );
}
