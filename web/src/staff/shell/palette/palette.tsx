/** The command palette: mod+K goes to any page, client, person or quote, and does what can be done from anywhere. */
import { ActionIcon, Loader } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { Building2, CornerDownLeft, FileText, Search, UserRound, Zap } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./palette.module.css";
import { noteRecent, readRecent } from "./recent.ts";
import { type Entry, type Group, usePaletteEntries } from "./use-palette-entries.ts";

const icons = {
  recent: CornerDownLeft,
  page: CornerDownLeft,
  act: Zap,
  client: Building2,
  contact: UserRound,
  document: FileText,
};

export function Palette() {
  const t = useT();
  const [opened, { open, close, toggle }] = useDisclosure(false);
  // From a field too: whoever types can go elsewhere.
  useHotkeys([["mod+K", toggle]], []);
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size={44} radius="xl" aria-label={t("palette.open")} onClick={open}>
        <Search size={20} aria-hidden="true" />
      </ActionIcon>
      <Dialog opened={opened} onClose={close} title={t("palette.title")} size="lg">
        <Body onDone={close} />
      </Dialog>
    </>
  );
}

function Body({ onDone }: { onDone: () => void }) {
  const t = useT();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [recent] = useState(readRecent);
  // Kept by its name: what is found later may stand before it. The first, until one is chosen.
  const [pickedId, setPickedId] = useState<string>();
  const { entries, isSearching, hasFailed } = usePaletteEntries(typed, recent);
  const go = useGo(onDone);
  const here = Math.max(
    0,
    entries.findIndex(({ id }) => id === pickedId),
  );
  const chosen = entries[here];
  const groups = [...new Set(entries.map(({ group }) => group))];
  const chosenId = chosen === undefined ? undefined : `${list}-${chosen.id}`;
  useEffect(() => {
    if (chosenId !== undefined) {
      document.getElementById(chosenId)?.scrollIntoView({ block: "nearest" });
    }
  }, [chosenId]);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && entries.length > 0) {
      event.preventDefault();
      setPickedId(entries[(here + by + entries.length) % entries.length]?.id);
    } else if (event.key === "Enter" && chosen !== undefined) {
      event.preventDefault();
      go(chosen, event.metaKey || event.ctrlKey);
    }
  };
  return (
    <div className={classes.palette}>
      <div className={classes.field}>
        <Search size={18} aria-hidden="true" />
        <input
          data-autofocus
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-expanded={entries.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={chosenId}
          aria-label={t("palette.field")}
          placeholder={t("palette.field")}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPickedId(undefined);
          }}
          onKeyDown={press}
        />
        {isSearching && <Loader size={16} aria-hidden="true" />}
      </div>
      <div id={list} role="listbox" aria-label={t("palette.title")} className={classes.list}>
        {groups.map((group) => (
          <Options
            key={group}
            group={group}
            list={list}
            entries={entries.filter((entry) => entry.group === group)}
            chosen={chosen}
            onPoint={({ id }) => setPickedId(id)}
            onGo={go}
          />
        ))}
      </div>
      <p className={classes.said} role="status">
        {hasFailed
          ? t("palette.failed")
          : entries.length === 0 && !isSearching
            ? t("palette.none", { q: typed })
            : t("palette.found", { count: entries.length })}
      </p>
      <p className={classes.hint} aria-hidden="true">
        {t("palette.hint")}
      </p>
    </div>
  );
}

type OptionsProps = {
  group: Group;
  list: string;
  entries: Entry[];
  chosen: Entry | undefined;
  onPoint: (entry: Entry) => void;
  onGo: (entry: Entry, inNewTab: boolean) => void;
};

function Options({ group, list, entries, chosen, onPoint, onGo }: OptionsProps) {
  const t = useT();
  const Icon = icons[group];
  if (entries.length === 0) {
    return null;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the parts of a list to choose from are no fields
    <div role="group" aria-labelledby={`${list}-${group}`}>
      <p className={classes.group} id={`${list}-${group}`}>
        {t(`palette.group.${group}`)}
      </p>
      {entries.map((entry) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
        <div
          key={entry.id}
          id={`${list}-${entry.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={entry === chosen}
          className={classes.option}
          onPointerMove={() => onPoint(entry)}
          onClick={(event) => onGo(entry, event.metaKey || event.ctrlKey)}
        >
          <Icon size={17} aria-hidden="true" className={classes.icon} />
          <span className={classes.label}>{entry.label}</span>
          {entry.detail !== undefined && <span className={classes.detail}>{entry.detail}</span>}
        </div>
      ))}
    </div>
  );
}

/** Does what an entry stands for. */
function useGo(onDone: () => void) {
  const navigate = useNavigate();
  const router = useRouter();
  return (entry: Entry, inNewTab: boolean) => {
    if (!["client", "contact", "document"].includes(entry.group)) {
      noteRecent(entry.id);
    }
    onDone();
    if ("act" in entry) {
      entry.act();
    } else if (inNewTab) {
      window.open(router.buildLocation(entry.link).href, "_blank", "noopener");
    } else {
      void navigate(entry.link);
    }
  };
}
