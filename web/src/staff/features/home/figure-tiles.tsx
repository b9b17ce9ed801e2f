/** Five figures, each with what it was in the span before: an arrow and words, never colour alone. */
import { ArrowDownRight, ArrowUpRight, Equal } from "lucide-react";
import { useFormat } from "~/shared/i18n/format.ts";
import { useLocale } from "~/shared/i18n/texts.tsx";
import type { QuoteFigures } from "~/staff/api/wire.ts";
import { type TextKey, useT } from "~/staff/i18n/en.ts";
import { spanParts } from "./answer-span.ts";
import classes from "./home-page.module.css";

export function FigureTiles({ figures, weeks }: { figures: QuoteFigures; weeks: number }) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const { now, before, currency } = figures;
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const span = (minutes: number) => {
    const { amount, unit } = spanParts(minutes);
    return t(`home.span.${unit}`, { count: amount });
  };
  const tiles: Tile[] = [
    { key: "home.figure.sent", now: now.sent, before: before.sent, show: count },
    { key: "home.figure.opened", now: now.opened, before: before.opened, show: count },
    { key: "home.figure.accepted", now: now.accepted, before: before.accepted, show: count },
    { key: "home.figure.answer", now: now.median_answer_minutes, before: before.median_answer_minutes, show: span },
    {
      key: "home.figure.revenue",
      now: now.revenue_accepted_minor,
      before: before.revenue_accepted_minor,
      show: (value) => format.price(value, currency),
    },
  ];
  return (
    <dl className={classes.tiles}>
      {tiles.map((tile) => (
        <div key={tile.key} className={classes.tile}>
          <dt>{t(tile.key)}</dt>
          <dd>
            <span className={classes.value}>{tile.now === null ? t("home.figure.none") : tile.show(tile.now)}</span>
            <Change tile={tile} weeks={weeks} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Tile = { key: TextKey; now: number | null; before: number | null; show: (value: number) => string };

function Change({ tile: { now, before, show }, weeks }: { tile: Tile; weeks: number }) {
  const t = useT();
  if (before === null) {
    return <span className={classes.change}>{t("home.change.nothing", { count: weeks })}</span>;
  }
  const difference = (now ?? 0) - before;
  const Arrow = difference > 0 ? ArrowUpRight : difference < 0 ? ArrowDownRight : Equal;
  const key = difference > 0 ? "home.change.up" : difference < 0 ? "home.change.down" : "home.change.same";
  return (
    <span className={classes.change} title={t("home.change.span", { count: weeks })}>
      <Arrow size={15} aria-hidden="true" />
      {t(key, { before: show(before) })}
    </span>
  );
}
