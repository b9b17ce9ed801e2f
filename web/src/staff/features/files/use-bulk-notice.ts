/** Says what was done with many files; what was moved can be moved back. */
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useUndoNotice } from "~/staff/ui/use-undo-notice.tsx";
import type { BulkAct } from "./bulk-dialog.tsx";
import { fileActs } from "./queries.ts";
import { type BulkResult, useBulk } from "./use-bulk.ts";

export function useBulkNotice(): (act: BulkAct | "move", result: BulkResult) => void {
  const t = useT();
  const notify = useNotify();
  const offerUndo = useUndoNotice("files");
  const { run } = useBulk();
  return (act, { done }) => {
    if (done.length === 0) {
      return;
    }
    const words = t(`files.done.${act}`, { count: done.length });
    if (act === "move") {
      // Each knows the folder that it lay in.
      offerUndo(words, () => void run(done, ({ id, folder }) => fileActs.change(id, { folder })));
    } else {
      notify({ message: words });
    }
  };
}
