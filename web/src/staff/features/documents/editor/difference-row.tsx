/** One part of a draft that two people changed: who did what with it and, where both did, whose counts. */
import { SegmentedControl } from "@mantine/core";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./conflict-dialog.module.css";
import { type Difference, isContested, type Setting, type Side } from "./draft-difference.ts";
import { summaryOf } from "./summary-of.ts";

type DifferenceRowProps = {
  difference: Difference;
  /** Who saved the other draft. */
  other: string;
  side: Side;
  onChoose: (side: Side) => void;
};

export function DifferenceRow({ difference, other, side, onChoose }: DifferenceRowProps) {
  const t = useT();
  const { part, block, mine, theirs } = difference;
  const name = block === null ? t(`difference.part.${part as Setting | "title"}`) : t(`block.${block.type}`);
  const summary = block === null ? "" : summaryOf(block);
  return (
    <li className={classes.row}>
      <p className={classes.part}>
        <strong>{name}</strong>
        {summary !== "" && <span className="soft"> {summary}</span>}
      </p>
      <p className={classes.deeds}>
        {mine !== "same" && <span>{t(`difference.mine.${mine}`)}</span>}
        {theirs !== "same" && <span>{t(`difference.theirs.${theirs}`, { name: other })}</span>}
      </p>
      {isContested(difference) && (
        <SegmentedControl
          size="sm"
          aria-label={t("difference.whose", { part: name })}
          value={side}
          onChange={(next) => onChoose(next as Side)}
          data={[
            { value: "mine", label: t("difference.yours") },
            { value: "theirs", label: t("difference.theirs") },
          ]}
        />
      )}
    </li>
  );
}
