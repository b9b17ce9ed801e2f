/** The parts of something that is written: each can be carried, moved and removed, and one more added at the end. */
import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useT } from "~/staff/i18n/en.ts";
import { useDragList } from "~/staff/ui/drag/use-drag-list.ts";
import { useDragWords } from "~/staff/ui/drag/use-drag-words.ts";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { PartFrame } from "./part-frame.tsx";
import classes from "./parts.module.css";
import { moved, without } from "./parts.ts";

export type PartListProps<T extends { id: string }> = {
  parts: T[];
  /** What a part is called; its place counts from 1. */
  nameOf: (part: T, place: number) => string;
  onChange: (parts: T[]) => void;
  /** Makes one more; left out where parts come by another way. */
  make?: () => T;
  add?: string;
  /** What happens once a part is gone. */
  onRemoved: () => void;
  /** Tells a screen reader. */
  say: (words: string) => void;
  children: (part: T) => ReactNode;
};

export function PartList<T extends { id: string }>(props: PartListProps<T>) {
  const { parts, nameOf, onChange, make, add, onRemoved, say, children } = props;
  const t = useT();
  const addId = useId();
  const count = parts.length;
  const nameById = (id: string) => {
    const place = parts.findIndex((part) => part.id === id);
    const part = parts[place];
    return part === undefined ? "" : nameOf(part, place + 1);
  };
  const drag = useDragList({
    ids: parts.map(({ id }) => id),
    onMove: (id, steps) => onChange(moved(parts, id, steps)),
    onSay: useDragWords(count, nameById, say),
  });
  const move = (id: string, to: number, steps: number) => {
    if (to >= 0 && to < count) {
      onChange(moved(parts, id, steps));
      say(t("drag.dropped", { name: nameById(id), place: to + 1, count }));
    }
  };
  const remove = (id: string, place: number) => {
    onChange(without(parts, id));
    onRemoved();
    const next = parts[place + 1] ?? parts[place - 1];
    focusSoon(next === undefined ? `[id="${addId}"]` : `[data-item="${next.id}"] [data-grip]`);
  };
  return (
    <>
      <div className={classes.parts} ref={drag.list} data-dragging={drag.isDragging || undefined}>
        {parts.map((part, place) => (
          <PartFrame
            key={part.id}
            id={part.id}
            label={nameOf(part, place + 1)}
            isFirst={place === 0}
            isLast={place === count - 1}
            drag={drag}
            onMove={(steps) => move(part.id, place + steps, steps)}
            onRemove={() => remove(part.id, place)}
          >
            {children(part)}
          </PartFrame>
        ))}
      </div>
      {make !== undefined && (
        <Button
          id={addId}
          className={classes.addPart}
          variant="light"
          size="sm"
          leftSection={<Plus size={16} aria-hidden="true" />}
          onClick={() => {
            const part = make();
            onChange([...parts, part]);
            focusSoon(`[data-item="${part.id}"] :is(input, textarea)`);
          }}
        >
          {add}
        </Button>
      )}
    </>
  );
}
