/** `x` marks the row that has the focus, as `j` and `k` walk to it. */
import { useHotkeys } from "@mantine/hooks";
import type { Marks } from "./use-marks.ts";

export function useMarkKey(ids: readonly string[], marks: Marks): void {
  const mark = (isRange: boolean) => {
    const id = (document.activeElement as HTMLElement | null)?.dataset.row;
    if (id !== undefined && ids.includes(id)) {
      marks.toggle(id, isRange);
    }
  };
  useHotkeys([
    ["x", () => mark(false)],
    ["shift+x", () => mark(true)],
  ]);
}
