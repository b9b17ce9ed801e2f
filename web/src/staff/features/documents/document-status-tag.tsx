/** Where a document stands: with its client once it is published, with staff before. */
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import type { DocumentState, DocumentStatus } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";

const stateTones: Record<DocumentState, Tone> = {
  open: "brand",
  accepted: "good",
  declined: "bad",
  expired: "warn",
  acknowledged: "good",
  informative: "calm",
};
const statusTones: Record<DocumentStatus, Tone> = {
  draft: "calm",
  pending: "warn",
  approved: "good",
  rejected: "bad",
  published: "brand",
  withdrawn: "calm",
};

type DocumentStatusTagProps = { status: DocumentStatus; state?: DocumentState | null };

export function DocumentStatusTag({ status, state = null }: DocumentStatusTagProps) {
  const t = useT();
  return status === "published" && state !== null ? (
    <Tag tone={stateTones[state]}>{t(`document.state.${state}`)}</Tag>
  ) : (
    <Tag tone={statusTones[status]}>{t(`document.status.${status}`)}</Tag>
  );
}
