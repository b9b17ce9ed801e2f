/** A number of the draft, typed as people write it and kept as a whole number of its smallest unit. */
import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLocale } from "~/shared/i18n/texts.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { type DecimalProblem, formatDecimal, parseDecimal, separatorsOf } from "./decimal.ts";
import { useEditor } from "./editor-context.ts";

type DecimalFieldProps = {
  field: string;
  label: string;
  /** In units of 10^-digits; null where it may be empty. */
  value: number | null;
  digits: number;
  /** How many decimals are shown even when they are zero. */
  shownDigits?: number;
  onChange: (value: number) => void;
  /** Lets the field be empty for the moment. */
  onEmpty?: () => void;
  /** Stands at the end of the field: a currency, a per cent sign. */
  unit?: string;
  hint?: string;
};

export function DecimalField(props: DecimalFieldProps) {
  const { field, label, value, digits, shownDigits = digits, onChange, onEmpty, unit, hint } = props;
  const separators = separatorsOf(useLocale());
  const { problemOf, report, leave } = useEditor();
  // What is being typed; it is no number yet while a problem stands.
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<DecimalProblem>();
  const words = useDecimalWords(
    digits,
    unit,
    formatDecimal(123_450 * 10 ** Math.max(0, digits - 2), digits, separators, shownDigits),
  );
  useEffect(() => () => report(field, null), [field, report]);
  const type = (text: string) => {
    setTyped(text);
    if (onEmpty !== undefined && text.trim() === "") {
      setProblem(undefined);
      report(field, null);
      onEmpty();
      return;
    }
    const result = parseDecimal(text, digits, separators);
    setProblem(result.ok ? undefined : result.problem);
    report(field, result.ok ? null : words(result.problem));
    if (result.ok) {
      onChange(result.value);
    }
  };
  return (
    <TextInput
      size="sm"
      label={label}
      description={hint}
      inputMode="decimal"
      data-field={field}
      value={typed ?? (value === null ? "" : formatDecimal(value, digits, separators, shownDigits))}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => {
        if (problem === undefined) {
          setTyped(undefined);
        }
        leave();
      }}
      error={problem === undefined ? problemOf(field) : words(problem)}
      rightSection={unit === undefined ? undefined : <span className="soft">{unit}</span>}
      rightSectionWidth={unit !== undefined && unit.length > 1 ? 52 : 32}
      styles={{ input: { fontVariantNumeric: "tabular-nums" } }}
    />
  );
}

function useDecimalWords(digits: number, unit: string | undefined, example: string) {
  const t = useT();
  return (problem: DecimalProblem): string => {
    switch (problem) {
      case "empty":
        return t("decimal.empty");
      case "not_a_number":
        return t("decimal.not_a_number", { example });
      case "too_many_decimals":
        return digits === 0
          ? t("decimal.no_decimals", { currency: unit ?? "" })
          : t("decimal.too_many_decimals", { count: digits });
      case "too_large":
        return t("decimal.too_large");
    }
  };
}
