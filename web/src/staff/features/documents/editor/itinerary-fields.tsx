/** What happens when: dated entries. */
import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import type { Entry, Itinerary } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { moved, newEntry, orNull, patched, without } from "./blocks.ts";
import classes from "./editor.module.css";
import { useBlockChange, useEditor } from "./editor-context.ts";
import { PartFrame } from "./part-frame.tsx";
import { TextField } from "./text-field.tsx";

export function ItineraryFields({ block }: { block: Itinerary }) {
  const t = useT();
  const { offerUndo } = useEditor();
  const set = useBlockChange(block);
  const at = `blocks/${block.id}`;
  const change = (entry: Entry, field: string, patch: Partial<Entry>) =>
    set(`entries/${entry.id}/${field}`, { entries: patched(block.entries, entry.id, patch) });
  return (
    <div className={classes.fields}>
      <TextField
        field={`${at}/title`}
        label={t("field.title")}
        value={block.title ?? ""}
        onChange={(title) => set("title", { title: orNull(title) })}
      />
      {block.entries.map((entry, place) => (
        <PartFrame
          key={entry.id}
          label={entry.title === "" ? t("entry.label", { place: place + 1 }) : entry.title}
          isFirst={place === 0}
          isLast={place === block.entries.length - 1}
          onMove={(steps) => set(null, { entries: moved(block.entries, entry.id, steps) })}
          onRemove={() => {
            set(null, { entries: without(block.entries, entry.id) });
            offerUndo(t("entry.removed"));
          }}
        >
          <div className={classes.figures}>
            <TextField
              field={`${at}/entries/${entry.id}/date`}
              label={t("entry.date")}
              type="date"
              value={entry.date}
              onChange={(date) => date !== "" && change(entry, "date", { date })}
            />
            <TextField
              field={`${at}/entries/${entry.id}/time`}
              label={t("entry.time")}
              type="time"
              value={entry.time ?? ""}
              onChange={(time) => change(entry, "time", { time: orNull(time.slice(0, 5)) })}
            />
          </div>
          <TextField
            field={`${at}/entries/${entry.id}/title`}
            label={t("entry.title")}
            value={entry.title}
            onChange={(title) => change(entry, "title", { title })}
          />
          <TextField
            field={`${at}/entries/${entry.id}/description`}
            label={t("field.description")}
            lines={2}
            value={entry.description ?? ""}
            onChange={(description) => change(entry, "description", { description: orNull(description) })}
          />
        </PartFrame>
      ))}
      <Button
        className={classes.addPart}
        variant="light"
        size="sm"
        leftSection={<Plus size={16} aria-hidden="true" />}
        onClick={() => set(null, { entries: [...block.entries, newEntry()] })}
      >
        {t("entry.add")}
      </Button>
    </div>
  );
}
