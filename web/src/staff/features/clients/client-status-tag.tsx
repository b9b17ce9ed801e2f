/** Where a client stands with the business. */
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import type { ClientStatus } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";

const tones: Record<ClientStatus, Tone> = { prospect: "brand", active: "good", inactive: "calm" };

export function ClientStatusTag({ status }: { status: ClientStatus }) {
  const t = useT();
  return <Tag tone={tones[status]}>{t(`client.status.${status}`)}</Tag>;
}
