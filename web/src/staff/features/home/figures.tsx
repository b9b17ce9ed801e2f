/** What came of quotes in the chosen span: five figures beside those of the span before, and two charts. */
import { NativeSelect, SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { currencyDigits, decimalOf, useFormat } from "~/shared/i18n/format.ts";
import { useLocale } from "~/shared/i18n/texts.tsx";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState } from "~/shared/ui/list-states.tsx";
import type { QuoteFigures } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { homeSpans, paths } from "~/staff/paths.ts";
import { FigureTiles } from "./figure-tiles.tsx";
import classes from "./home-page.module.css";
import { figuresQuery } from "./queries.ts";
import { WeekChart } from "./week-chart.tsx";

const USUAL = 12;

export function Figures() {
  const t = useT();
  const navigate = useNavigate();
  const { weeks = USUAL, currency } = useSearch({ from: "/signed-in/home" });
  const figures = useQuery(figuresQuery(weeks, currency));
  const change = (search: { weeks?: number; currency?: string }) =>
    void navigate({
      ...paths.home({ weeks, ...(currency === undefined ? {} : { currency }), ...search }),
      replace: true,
    });
  return (
    <section className={classes.figures} aria-labelledby="figures">
      <div className={classes.figuresHead}>
        <h2 className={classes.title} id="figures">
          {t("home.figures")}
        </h2>
        <div className={classes.choices}>
          {figures.data !== undefined && figures.data.currencies.length > 1 && (
            <NativeSelect
              aria-label={t("home.figures.currency")}
              data={figures.data.currencies}
              value={figures.data.currency}
              onChange={(event) => change({ currency: event.currentTarget.value })}
            />
          )}
          <SegmentedControl
            aria-label={t("home.figures.span")}
            value={String(weeks)}
            onChange={(value) => change({ weeks: Number(value) })}
            data={homeSpans.map((span) => ({ value: String(span), label: <Span weeks={span} /> }))}
          />
        </div>
      </div>
      {figures.data === undefined ? (
        figures.isError ? (
          <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
        ) : (
          <Waiting />
        )
      ) : (
        <Shown figures={figures.data} weeks={weeks} />
      )}
    </section>
  );
}

/** "12 weeks"; the narrowest screens show the number, and say the rest. */
function Span({ weeks }: { weeks: number }) {
  const t = useT();
  return (
    <>
      <span className={classes.wide}>{t("home.figures.weeks", { count: weeks })}</span>
      <span className={classes.narrow} aria-hidden="true">
        {weeks}
      </span>
    </>
  );
}

function Waiting() {
  const t = useT();
  return (
    <div role="status" aria-label={t("state.loading")} className={classes.column}>
      <Skeleton height={112} radius="lg" />
      <Skeleton height={280} radius="lg" />
    </div>
  );
}

function Shown({ figures, weeks }: { figures: QuoteFigures; weeks: number }) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const { currency } = figures;
  const isEmpty = figures.weeks.every(
    ({ sent, opened, accepted, declined }) => sent + opened + accepted + declined === 0,
  );
  if (isEmpty && figures.before.sent === 0) {
    return (
      <Card>
        <p className={classes.none}>{t("home.figures.empty")}</p>
      </Card>
    );
  }
  const digits = currencyDigits(currency);
  const short = (minor: number) =>
    new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      notation: "compact",
      maximumFractionDigits: 1,
      minimumFractionDigits: 0,
    }).format(decimalOf(minor, digits));
  const days = figures.weeks.map(({ start }) => format.date(start));
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const of = (key: "sent" | "opened" | "accepted") => ({
    key,
    name: t(`home.figure.${key}`),
    values: figures.weeks.map((week) => week[key]),
  });
  return (
    <>
      <FigureTiles figures={figures} weeks={weeks} />
      <div className={classes.charts}>
        <Card>
          <WeekChart
            title={t("home.chart.quotes")}
            form="lines"
            weeks={days}
            show={count}
            series={[of("sent"), of("opened"), of("accepted")]}
          />
        </Card>
        <Card>
          <WeekChart
            title={t("home.chart.revenue", { currency })}
            form="bars"
            weeks={days}
            show={(value) => format.price(value, currency)}
            showShort={short}
            least={10 ** digits}
            series={[
              {
                key: "revenue",
                name: t("home.figure.revenue"),
                values: figures.weeks.map(({ revenue_accepted_minor }) => revenue_accepted_minor),
              },
            ]}
          />
        </Card>
      </div>
    </>
  );
}
