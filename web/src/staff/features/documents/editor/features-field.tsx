/** The features of an option, one per line. */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useT } from "~/staff/i18n/en.ts";
import { useEditor } from "./editor-context.ts";

type FeaturesFieldProps = { field: string; value: string[]; onChange: (features: string[]) => void };

const featuresOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export function FeaturesField({ field, value, onChange }: FeaturesFieldProps) {
  const t = useT();
  const { problemOf, leave } = useEditor();
  // What is being typed keeps its empty lines until the field is left.
  const [typed, setTyped] = useState<string>();
  return (
    <Textarea
      size="sm"
      autosize
      minRows={2}
      maxRows={20}
      label={t("option.features")}
      description={t("option.features.hint")}
      data-field={field}
      value={typed ?? value.join("\n")}
      error={problemOf(field)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(featuresOf(event.currentTarget.value));
      }}
      onBlur={() => {
        setTyped(undefined);
        leave();
      }}
    />
  );
}
