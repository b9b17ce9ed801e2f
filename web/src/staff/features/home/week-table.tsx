/** The values of a chart, week by week, the newest first. */
import { useT } from "~/staff/i18n/en.ts";
import classes from "./chart.module.css";
import type { Series } from "./week-chart.tsx";

type WeekTableProps = { label: string; weeks: string[]; series: Series[]; show: (value: number) => string };

export function WeekTable({ label, weeks, series, show }: WeekTableProps) {
  const t = useT();
  const rows = weeks.map((week, index) => ({ week, index })).reverse();
  return (
    // A long table scrolls inside its frame, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("home.chart.week_of")}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ week, index }) => (
            <tr key={week}>
              <th scope="row">{week}</th>
              {series.map(({ key, values }) => (
                <td key={key}>{show(values[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
