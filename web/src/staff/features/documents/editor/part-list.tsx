/** The parts of a block: a part that is removed can be brought back. */
import { type PartListProps, PartList as Parts } from "~/staff/ui/parts/part-list.tsx";
import { useEditor } from "./editor-context.ts";

type BlockPartsProps<T extends { id: string }> = Omit<PartListProps<T>, "onRemoved" | "say"> & {
  /** What is said once a part is gone. */
  removed: string;
};

export function PartList<T extends { id: string }>({ removed, ...props }: BlockPartsProps<T>) {
  const { offerUndo, say } = useEditor();
  return <Parts {...props} say={say} onRemoved={() => offerUndo(removed)} />;
}
