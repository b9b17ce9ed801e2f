/** Who confirmed to have read which version, and whether that is the one that clients see now. */
import { Card } from "~/shared/ui/card.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./activity.module.css";

export function Acknowledgements({ document }: { document: StaffDocument }) {
  const t = useT();
  const { acknowledgements } = document;
  return (
    <Card>
      <h2 className={classes.title}>{t("acknowledgements.title")}</h2>
      {acknowledgements.length === 0 && <p className={classes.empty}>{t("acknowledgements.empty")}</p>}
      <ul className={classes.rows}>
        {acknowledgements.map(({ contact_name: name, version, is_current: isCurrent, acknowledged_at: at }) => (
          <li key={`${version} ${at} ${name}`} className={classes.row}>
            <span className={classes.words}>
              <span className={classes.name}>{name}</span>
              <span className={classes.detail}>
                {t("acknowledgements.version", { version })} · <Moment at={at} />
              </span>
            </span>
            <Tag tone={isCurrent ? "good" : "calm"}>
              {t(isCurrent ? "acknowledgements.current" : "acknowledgements.stale")}
            </Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}
