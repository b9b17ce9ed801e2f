/**
 * What a list is narrowed to, kept in the address of its page: a reload and the way back find it again. The route says
 * what its filter may hold (`validateSearch`); `q` is what is searched for.
 */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

export type ListFilter = { [name: string]: string | undefined };

export type ListUrl<Filter extends ListFilter> = {
  filter: Filter;
  isFiltered: boolean;
  /** Changes a part of the filter; what is empty is left out. */
  narrow: (change: Partial<Filter>) => void;
  clear: () => void;
  /** For the list's `SearchField`. A new key makes a new field: it keeps what is typed to itself. */
  field: { key: number; initial: string };
  onSearch: (q: string) => void;
};

/** The text that an address gives to `name`; what is empty or makes no sense is left out. */
export const textOf = <Name extends string>(
  search: Record<string, unknown>,
  name: Name,
): { [name in Name]?: string } =>
  typeof search[name] === "string" && search[name] !== ""
    ? ({ [name]: search[name] } as { [name in Name]?: string })
    : {};

/** The same where only some values mean something. */
export function oneOf<Name extends string, const Value extends string>(
  search: Record<string, unknown>,
  name: Name,
  values: readonly Value[],
): { [name in Name]?: Value } {
  const value = values.find((value) => value === search[name]);
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]?: Value });
}

export function useListUrl<Filter extends ListFilter>(): ListUrl<Filter> {
  const shown: object = useSearch({ strict: false });
  const filter = shown as Filter;
  const navigate = useNavigate();
  const [key, setKey] = useState(0);
  const q = filter.q ?? "";
  // What the field has told and the address may not show yet, the newest at the end.
  const told = useRef([q]);
  useEffect(() => {
    if (!told.current.includes(q)) {
      setKey((key) => key + 1);
      told.current = [q];
    } else if (told.current.at(-1) === q) {
      told.current = [q];
    }
  }, [q]);
  const go = (next: ListFilter) => {
    const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== ""));
    void navigate({ to: ".", search: kept as never, replace: true, resetScroll: false });
  };
  return {
    filter,
    isFiltered: Object.values(filter).some((value) => value !== undefined),
    narrow: (change) => go({ ...filter, ...change }),
    clear: () => {
      // Not told by the field, so that it is made anew once the address has changed.
      told.current = [];
      go({});
    },
    field: { key, initial: q },
    onSearch: (text) => {
      told.current.push(text);
      go({ ...filter, q: text });
    },
  };
}
