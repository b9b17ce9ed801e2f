/** The parts of a block: each can be moved and removed, and one more added at the end. */
import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { moved, without } from "./blocks.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { PartFrame } from "./part-frame.tsx";

type PartListProps<T extends { id: string }> = {
  parts: T[];
  /** What a part is called; its place counts from 1. */
  nameOf: (part: T, place: number) => string;
  onChange: (parts: T[]) => void;
  make: () => T;
  add: string;
  /** What is said once a part is gone. */
  removed: string;
  children: (part: T) => ReactNode;
};

export function PartList<T extends { id: string }>(props: PartListProps<T>) {
  const { parts, nameOf, onChange, make, add, removed, children } = props;
  const { offerUndo } = useEditor();
  return (
    <>
      {parts.map((part, place) => (
        <PartFrame
          key={part.id}
          label={nameOf(part, place + 1)}
          isFirst={place === 0}
          isLast={place === parts.length - 1}
          onMove={(steps) => onChange(moved(parts, part.id, steps))}
          onRemove={() => {
            onChange(without(parts, part.id));
            offerUndo(removed);
          }}
        >
          {children(part)}
        </PartFrame>
      ))}
      <Button
        className={classes.addPart}
        variant="light"
        size="sm"
        leftSection={<Plus size={16} aria-hidden="true" />}
        onClick={() => onChange([...parts, make()])}
      >
        {add}
      </Button>
    </>
  );
}
