/** What happens when: dated entries. */
import type { Entry, Itinerary } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { patched } from "~/staff/ui/parts/parts.ts";
import { newEntry, orNull } from "./blocks.ts";
import classes from "./editor.module.css";
import { useBlockChange } from "./editor-context.ts";
import { PartList } from "./part-list.tsx";
import { TextField } from "./text-field.tsx";

export function ItineraryFields({ block }: { block: Itinerary }) {
  const t = useT();
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
      <PartList
        parts={block.entries}
        nameOf={(entry, place) => (entry.title === "" ? t("entry.label", { place }) : entry.title)}
        onChange={(entries) => set(null, { entries })}
        make={() => newEntry()}
        add={t("entry.add")}
        removed={t("entry.removed")}
      >
        {(entry) => (
          <>
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
          </>
        )}
      </PartList>
    </div>
  );
}
