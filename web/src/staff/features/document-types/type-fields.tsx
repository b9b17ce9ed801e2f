/** The fields of a document type. */
import { Checkbox, Radio, Switch, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./document-types-page.module.css";
import type { DocumentType } from "./queries.ts";
import { alsoActions, asks, blockKinds, keyOf, type TypeForm } from "./type-form.ts";
import { exampleNumber } from "./type-item.tsx";

type TypeFieldsProps = { form: UseFormReturnType<TypeForm>; type: DocumentType | null };

export function TypeFields({ form, type }: TypeFieldsProps) {
  const t = useT();
  // Until somebody writes a key of their own, the title makes it.
  const [hasOwnKey, setHasOwnKey] = useState(type !== null);
  const isUsed = type?.in_use === true;
  const chooses = form.values.allowed_actions === "choose";
  const number = exampleNumber(form.values.series === "" ? "…" : form.values.series);
  return (
    <>
      <TextInput
        label={t("type.name")}
        description={t("type.name.hint")}
        maxLength={80}
        data-autofocus
        {...form.getInputProps("title")}
        onChange={(event) => {
          const title = event.currentTarget.value;
          form.setFieldValue("title", title);
          if (!hasOwnKey) {
            form.setFieldValue("key", keyOf(title));
          }
        }}
      />
      <TextInput
        label={t("type.key")}
        description={t(type === null ? "type.key.hint" : "type.key.stays")}
        maxLength={40}
        readOnly={type !== null}
        {...form.getInputProps("key")}
        onChange={(event) => {
          setHasOwnKey(true);
          form.setFieldValue("key", event.currentTarget.value);
        }}
      />
      <TextInput
        label={t("type.series")}
        description={t(isUsed ? "type.series.hint.used" : "type.series.hint", { number })}
        maxLength={8}
        {...form.getInputProps("series")}
        onChange={(event) => form.setFieldValue("series", event.currentTarget.value.toUpperCase())}
      />
      <Radio.Group
        label={t("type.asks")}
        description={isUsed ? t("type.asks.hint.used") : undefined}
        {...form.getInputProps("allowed_actions")}
      >
        <div className={classes.choices}>
          {asks.map((word) => (
            <Radio key={word} value={word} label={t(`type.asks.${word}`)} />
          ))}
        </div>
      </Radio.Group>
      <Checkbox.Group label={t("type.also")} {...form.getInputProps("also")}>
        <div className={classes.columns}>
          {alsoActions.map((action) => (
            <Checkbox key={action} value={action} label={t(`type.also.${action}`)} />
          ))}
        </div>
      </Checkbox.Group>
      {type?.form !== "file" && (
        <Checkbox.Group
          label={t("type.blocks")}
          description={isUsed ? t("type.blocks.hint") : undefined}
          {...form.getInputProps("allowed_blocks")}
        >
          <div className={classes.columns}>
            {blockKinds.map((kind) => {
              const isOut = kind === "option_group" && !chooses;
              return (
                <Checkbox
                  key={kind}
                  value={kind}
                  label={t(`block.${kind}`)}
                  disabled={isOut}
                  description={isOut ? t("type.blocks.options") : undefined}
                />
              );
            })}
          </div>
        </Checkbox.Group>
      )}
      <Switch label={t("type.approval")} {...form.getInputProps("requires_approval", { type: "checkbox" })} />
      <TextInput
        label={t("type.retention")}
        description={t("type.retention.hint")}
        inputMode="numeric"
        maxLength={5}
        {...form.getInputProps("retention_days")}
      />
      <Switch label={t("type.watermark")} {...form.getInputProps("watermark", { type: "checkbox" })} />
    </>
  );
}
