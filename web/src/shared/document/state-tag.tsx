/** Where a published document stands with its client. */
import type { DocumentState } from "../api/types.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { Tag, type Tone } from "../ui/tag.tsx";

const tones: Record<DocumentState, Tone> = {
  open: "brand",
  accepted: "good",
  declined: "bad",
  expired: "calm",
  acknowledged: "good",
  informative: "calm",
};

export function StateTag({ state }: { state: DocumentState }) {
  const t = useSharedT();
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>;
}
