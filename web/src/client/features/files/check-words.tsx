/** How far the check of something that was brought has come. */
import { CircleCheck, LoaderCircle, ShieldAlert } from "lucide-react";
import type { Schemas } from "~/shared/api/types.ts";
import { Tag, type Tone } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./check-words.module.css";
import { useNewest } from "./queries.ts";

type State = Schemas["VersionState"];

const faces = {
  quarantined: { tone: "calm", icon: LoaderCircle },
  clean: { tone: "good", icon: CircleCheck },
  refused: { tone: "bad", icon: ShieldAlert },
} as const satisfies Record<State, { tone: Tone; icon: unknown }>;

export function CheckTag({ state }: { state: State }) {
  const t = useT();
  const { tone, icon: Icon } = faces[state];
  return (
    <Tag tone={tone}>
      <Icon size={14} aria-hidden="true" className={state === "quarantined" ? classes.turning : undefined} />
      {t(`files.check.${state}`)}
    </Tag>
  );
}

/** What is said of a file that has just arrived. */
export function Arrived({ fileId }: { fileId: string | undefined }) {
  const t = useT();
  const newest = useNewest(fileId, true);
  return <span role="status">{t(`files.arrived.${newest?.state ?? "quarantined"}`)}</span>;
}
