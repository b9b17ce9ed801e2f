/** A field to choose one client by name. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useT } from "~/staff/i18n/en.ts";
import { clientOptionsQuery, clientQuery } from "./queries.ts";

type ClientSelectProps = {
  label: string;
  /** The client's id; empty when none is chosen. */
  value: string;
  onChange: (clientId: string) => void;
  error?: ReactNode;
  placeholder?: string;
  isCompact?: boolean;
  /** In pixels; as wide as there is room when left out. */
  width?: number;
  /** The first field of a dialog has the focus, and opens its list when somebody types. */
  isFirst?: boolean;
};

export function ClientSelect({
  label,
  value,
  onChange,
  error,
  placeholder,
  isCompact = false,
  width,
  isFirst,
}: ClientSelectProps) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, 200);
  const chosen = useQuery({ ...clientQuery(value), enabled: value !== "" });
  const name = chosen.data?.name;
  const options = useQuery({ ...clientOptionsQuery(q === name ? "" : q), placeholderData: keepPreviousData });
  const rows = (options.data?.items ?? []).map((client) => ({ value: client.id, label: client.name }));
  const isListed = rows.some((row) => row.value === value);
  return (
    <Select
      {...(isCompact ? { "aria-label": label } : { label })}
      placeholder={placeholder ?? t("new_document.client.placeholder")}
      {...(width === undefined ? {} : { w: width })}
      {...(isFirst === true ? { "data-autofocus": true, openOnFocus: false } : {})}
      searchable
      clearable={isCompact}
      nothingFoundMessage={t("new_document.client.none")}
      value={value === "" ? null : value}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={setTyped}
      data={isListed || value === "" || name === undefined ? rows : [{ value, label: name }, ...rows]}
      error={error}
    />
  );
}
