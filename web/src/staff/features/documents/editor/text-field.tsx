/** A text of the draft: one line, or several that grow with what is written. */
import { Textarea, TextInput } from "@mantine/core";
import { useEditor } from "./editor-context.ts";

type TextFieldProps = {
  field: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  placeholder?: string;
  lines?: number;
  type?: "text" | "date" | "time";
  className?: string | undefined;
};

export function TextField({
  field,
  label,
  value,
  onChange,
  hint,
  placeholder,
  lines = 1,
  type = "text",
  className,
}: TextFieldProps) {
  const { problemOf, leave } = useEditor();
  const shared = {
    label,
    value,
    size: "sm",
    onBlur: leave,
    error: problemOf(field),
    "data-field": field,
    ...(hint === undefined ? {} : { description: hint }),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(className === undefined ? {} : { className }),
  };
  return lines > 1 ? (
    <Textarea
      {...shared}
      autosize
      minRows={lines}
      maxRows={24}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...shared} type={type} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
