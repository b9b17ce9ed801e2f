/** A whole number that may be left empty. */
import { TextInput } from "@mantine/core";
import { useEditor } from "./editor-context.ts";

type WholeNumberFieldProps = {
  field: string;
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  placeholder?: string;
  /** What an emptied field stands for. */
  empty?: number | null;
};

const LONGEST = 9;

export function WholeNumberField({ field, label, value, onChange, placeholder, empty = null }: WholeNumberFieldProps) {
  const { problemOf, leave } = useEditor();
  return (
    <TextInput
      size="sm"
      label={label}
      placeholder={placeholder ?? ""}
      inputMode="numeric"
      data-field={field}
      value={value === null ? "" : String(value)}
      error={problemOf(field)}
      onBlur={leave}
      onChange={(event) => {
        const figures = event.currentTarget.value.replace(/\D/gu, "").slice(0, LONGEST);
        onChange(figures === "" ? empty : Number(figures));
      }}
    />
  );
}
