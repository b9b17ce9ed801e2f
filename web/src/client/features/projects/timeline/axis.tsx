/** The days on top of the chart, and where today is. */
import { useLocale } from "~/shared/i18n/texts.tsx";
import { useT } from "../../../i18n/use-t.ts";
import classes from "./chart.module.css";
import { dateOf, place, type Span, share, type Tick, ticksOf, type Zoom } from "./scale.ts";

type AxisProps = { span: Span; zoom: Zoom; today: number };

/** On paper all has to fit, whatever the screen shows. */
export function Axis({ span, zoom, today }: AxisProps) {
  return (
    <div className={classes.axis}>
      <Days span={span} zoom={zoom} className={zoom === "fit" ? undefined : classes.onScreen} />
      {zoom !== "fit" && <Days span={span} zoom="fit" className={classes.onPaper} />}
      <Today span={span} today={today} />
    </div>
  );
}

const formats: Record<Tick["unit"], Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "short" },
  month: { month: "short" },
  year: { month: "short", year: "numeric" },
};

type DaysProps = { span: Span; zoom: Zoom; className: string | undefined };

function Days({ span, zoom, className }: DaysProps) {
  const locale = useLocale();
  return (
    <svg className={`${classes.days} ${className ?? ""}`} width="100%" height="100%" aria-hidden="true">
      {ticksOf(span, zoom)
        .filter(({ day }) => share(span, day) < LAST)
        .map(({ day, unit }) => (
          <text key={day} x={place(span, day)} y="46" dx="6">
            {new Intl.DateTimeFormat(locale, { ...formats[unit], timeZone: "UTC" }).format(new Date(dateOf(day)))}
          </text>
        ))}
    </svg>
  );
}

/** Behind this there is no room for a label. */
const LAST = 0.96;

function Today({ span, today }: Omit<AxisProps, "zoom">) {
  const t = useT();
  const at = share(span, today);
  return at < 0 || at > 1 ? null : (
    <span className={classes.today} style={{ insetInlineStart: place(span, today) }}>
      {t("timeline.today")}
    </span>
  );
}
