/** A time in relative words, with the exact one in its title. */
import { useFormat } from "../i18n/format.ts";

type MomentProps = { at: string };

export function Moment({ at }: MomentProps) {
  const format = useFormat();
  const exact = at.length === 10 ? format.longDate(at) : format.dateTime(at);
  return (
    <time dateTime={at} title={exact}>
      {format.relative(at)}
    </time>
  );
}
