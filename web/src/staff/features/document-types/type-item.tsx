/** One document type: what it is, what clients do with it, and whether it is offered. */
import { Button, Switch } from "@mantine/core";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useLocale } from "~/shared/i18n/texts.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useMayAdminister } from "~/staff/features/session/index.ts";
import { hasText, useT } from "~/staff/i18n/en.ts";
import classes from "./document-types-page.module.css";
import { type DocumentType, useChangeType } from "./queries.ts";
import { alsoActions, asksOf } from "./type-form.ts";

export function TypeItem({ type, onEdit }: { type: DocumentType; onEdit: () => void }) {
  const t = useT();
  const locale = useLocale();
  const errorText = useErrorText();
  const mayAdminister = useMayAdminister();
  const change = useChangeType();
  const { key, title, allowed_actions: actions, retention_days: days } = type;
  const also = alsoActions.filter((action) => actions.includes(action)).map((action) => t(`type.also.${action}`));
  const blocks = type.allowed_blocks.map((kind) => {
    const words = `block.${kind}`;
    return hasText(words) ? t(words) : kind;
  });
  return (
    <li className={classes.type} data-off={!type.switched_on || undefined}>
      {mayAdminister && (
        <Switch
          aria-label={t("type.switch", { title })}
          checked={type.switched_on}
          onChange={(event) => change.mutate({ key, switched_on: event.currentTarget.checked })}
        />
      )}
      <div className={classes.words}>
        <p className={classes.name}>
          {title}
          {type.built_in && <Tag tone="calm">{t("type.built_in")}</Tag>}
          {type.requires_approval && <Tag tone="brand">{t("type.needs_approval")}</Tag>}
          {!type.switched_on && <Tag tone="warn">{t("type.off")}</Tag>}
        </p>
        <p className={classes.detail}>
          {[
            [t(`type.asks.${asksOf(actions)}`), ...also].join(" · "),
            t("type.numbers", { number: exampleNumber(type.series) }),
            days === null ? t("type.kept_with_client") : t("type.kept", { count: days }),
          ].join(" · ")}
        </p>
        <p className={classes.detail}>
          {type.form === "composed" ? new Intl.ListFormat(locale).format(blocks) : t("type.file")}
        </p>
      </div>
      {mayAdminister && (
        <Button
          className={classes.edit ?? ""}
          size="sm"
          variant="default"
          aria-label={t("type.edit.of", { title })}
          onClick={onEdit}
        >
          {t("act.edit")}
        </Button>
      )}
      {change.isError && (
        <div className={classes.problem}>
          <Notice tone="bad" urgent title={errorText(change.error)} />
        </div>
      )}
    </li>
  );
}

/** A number as documents of this year get it. */
export const exampleNumber = (series: string): string => `${series}-${new Date().getFullYear()}-0001`;
