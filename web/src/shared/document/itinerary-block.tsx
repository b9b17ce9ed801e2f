/** Dated entries, in the order written. */
import type { Itinerary } from "../api/types.ts";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./itinerary-block.module.css";

export function ItineraryBlock({ block }: { block: Itinerary }) {
  const t = useSharedT();
  const format = useFormat();
  return (
    <section>
      <h2 className={classes.title}>{block.title ?? t("document.itinerary")}</h2>
      <ol className={classes.entries}>
        {block.entries.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <p className={classes.when}>
              <time dateTime={entry.time === null ? entry.date : `${entry.date}T${entry.time}`}>
                {format.date(entry.date)}
                {entry.time !== null && entry.time !== "" && ` · ${entry.time}`}
              </time>
            </p>
            <p className={classes.what}>{entry.title}</p>
            {entry.description !== null && entry.description !== "" && (
              <p className={classes.description}>{entry.description}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
