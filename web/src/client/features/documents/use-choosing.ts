/** What the client has chosen of the version it sees. A newer version keeps what still exists of it. */
import { useState } from "react";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { keptSelection, type Selection, startingSelection } from "~/shared/document/selection.ts";

type Choosing = { versionHash: string; selection: Selection; isNewVersion: boolean };

export function useChoosing(document: DocumentDetail) {
  const [choosing, setChoosing] = useState<Choosing>(() => ({
    versionHash: document.version_hash,
    selection: startingSelection(document.content),
    isNewVersion: false,
  }));
  let current = choosing;
  if (choosing.versionHash !== document.version_hash) {
    current = {
      versionHash: document.version_hash,
      selection: keptSelection(choosing.selection, document.content),
      isNewVersion: true,
    };
    setChoosing(current);
  }
  return {
    selection: current.selection,
    /** The version changed while the page was open. */
    isNewVersion: current.isNewVersion,
    select: (selection: Selection) => setChoosing({ ...current, selection }),
    /** The client has seen that the version changed. */
    dismiss: () => setChoosing({ ...current, isNewVersion: false }),
  };
}
