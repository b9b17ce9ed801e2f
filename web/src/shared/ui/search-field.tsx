/** A search field that tells what was typed once the typing pauses. */
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { type Ref, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";

type SearchFieldProps = {
  initial?: string;
  onSearch: (text: string) => void;
  label?: string;
  inputRef?: Ref<HTMLInputElement>;
};

export function SearchField({ initial = "", onSearch, label, inputRef }: SearchFieldProps) {
  const t = useSharedT();
  const [text, setText] = useState(initial);
  const search = useDebouncedCallback(onSearch, 250);
  const name = label ?? t("ui.search");
  return (
    <TextInput
      ref={inputRef ?? null}
      type="search"
      aria-label={name}
      placeholder={name}
      leftSection={<Search size={18} aria-hidden="true" />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}
