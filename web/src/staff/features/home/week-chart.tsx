/**
 * A chart by weeks: lines for counts, bars for amounts. The picture is for eyes and shows a week's values where the
 * pointer is; the same values stand in a table that a button brings up, for keyboards and screen readers.
 */
import { Button } from "@mantine/core";
import { useDisclosure, useElementSize } from "@mantine/hooks";
import { Table2 } from "lucide-react";
import { useId, useState } from "react";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./chart.module.css";
import { isNamed, ticksTo } from "./chart-scale.ts";
import { WeekTable } from "./week-table.tsx";

export type Series = { key: string; name: string; values: number[] };

type WeekChartProps = {
  title: string;
  /** The days on which the weeks begin, in words. */
  weeks: string[];
  series: Series[];
  form: "lines" | "bars";
  show: (value: number) => string;
  /** Short, for the axis. */
  showShort?: (value: number) => string;
  /** The smallest step of the axis. */
  least?: number;
};

const HEIGHT = 200;
const BELOW = 24;
const ABOVE = 10;

export function WeekChart(props: WeekChartProps) {
  const { title, weeks, series, form, show, showShort = show, least = 1 } = props;
  const t = useT();
  const heading = useId();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [table, { toggle }] = useDisclosure(false);
  const [at, setAt] = useState<number>();
  const ticks = ticksTo(Math.max(0, ...series.flatMap(({ values }) => values)), least);
  const left = 12 + 7 * Math.max(...ticks.map((tick) => showShort(tick).length));
  const step = Math.max(0, width - left - 6) / weeks.length;
  const x = (index: number) => left + step * (index + 0.5);
  const y = (value: number) => ABOVE + (HEIGHT - ABOVE - BELOW) * (1 - value / (ticks.at(-1) ?? 1));
  return (
    <section className={classes.chart} aria-labelledby={heading}>
      <div className={classes.head}>
        <h3 className={classes.title} id={heading}>
          {title}
        </h3>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<Table2 size={15} aria-hidden="true" />}
          aria-expanded={table}
          aria-label={t(table ? "home.chart.hide_table.of" : "home.chart.table.of", { title })}
          onClick={toggle}
        >
          {t(table ? "home.chart.hide_table" : "home.chart.table")}
        </Button>
      </div>
      {series.length > 1 && (
        <ul className={classes.legend}>
          {series.map(({ key, name }) => (
            <li key={key}>
              <svg width="22" height="10" aria-hidden="true" className={classes[key]}>
                <line x1="0" x2="22" y1="5" y2="5" className={classes.line} />
                <Mark kind={key} x={11} y={5} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div ref={ref} className={classes.picture}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} aria-hidden="true" onPointerLeave={() => setAt(undefined)}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line className={classes.grid} x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
                <text className={classes.tick} x={left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                  {showShort(tick)}
                </text>
              </g>
            ))}
            {at !== undefined && (
              <rect
                className={classes.here}
                x={x(at) - step / 2}
                y={ABOVE}
                width={step}
                height={HEIGHT - ABOVE - BELOW}
              />
            )}
            {form === "bars"
              ? series.map((one) => <Bars key={one.key} one={one} x={x} y={y} step={step} />)
              : series.map((one) => <Line key={one.key} one={one} x={x} y={y} />)}
            {weeks.map((week, index) => (
              <g key={week}>
                {isNamed(index, weeks.length, width < 480 ? 3 : 6) && (
                  <text className={classes.tick} x={Math.min(x(index), width - 22)} y={HEIGHT - 6} textAnchor="middle">
                    {week}
                  </text>
                )}
                <rect
                  className={classes.hit}
                  x={x(index) - step / 2}
                  y={0}
                  width={step}
                  height={HEIGHT}
                  onPointerEnter={() => setAt(index)}
                  onPointerDown={() => setAt(index)}
                />
              </g>
            ))}
          </svg>
        )}
        {at !== undefined && (
          <p className={classes.tip} data-side={at < weeks.length / 2 ? "end" : "start"} aria-hidden="true">
            <strong>{t("home.chart.week", { date: weeks[at] ?? "" })}</strong>
            {series.map(({ key, name, values }) => (
              <span key={key}>
                {name}: {show(values[at] ?? 0)}
              </span>
            ))}
          </p>
        )}
      </div>
      {table && <WeekTable label={t("home.chart.table.of", { title })} weeks={weeks} series={series} show={show} />}
    </section>
  );
}

type Place = { one: Series; x: (index: number) => number; y: (value: number) => number };

function Bars({ one, x, y, step }: Place & { step: number }) {
  const wide = Math.max(2, Math.min(32, step * 0.62));
  return one.values.map((value, index) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: the weeks stand in their order
      key={index}
      className={classes.bar}
      x={x(index) - wide / 2}
      y={y(Math.max(0, value))}
      width={wide}
      height={Math.max(0, y(0) - y(Math.max(0, value)))}
      rx={Math.min(4, wide / 3)}
    />
  ));
}

function Line({ one, x, y }: Place) {
  const points = one.values.map((value, index) => `${x(index)},${y(value)}`).join(" ");
  return (
    <g className={classes[one.key]}>
      <polyline className={classes.line} points={points} />
      {one.values.length <= 26 &&
        one.values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the weeks stand in their order
          <Mark key={index} kind={one.key} x={x(index)} y={y(value)} />
        ))}
    </g>
  );
}

/** Each line has marks of its own form, so that nobody needs its colour. */
function Mark({ kind, x, y }: { kind: string; x: number; y: number }) {
  if (kind === "opened") {
    return <rect className={classes.mark} x={x - 3.2} y={y - 3.2} width="6.4" height="6.4" />;
  }
  if (kind === "accepted") {
    return <path className={classes.mark} d={`M${x} ${y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z`} />;
  }
  return <circle className={classes.mark} cx={x} cy={y} r="3.5" />;
}
