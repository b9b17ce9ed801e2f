/**
 * Somebody else saved the draft meanwhile: what differs, and what is kept. Nothing of either is lost before the choice,
 * and undo brings one's own back after it.
 */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { Draft } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import own from "./conflict-dialog.module.css";
import { DifferenceRow } from "./difference-row.tsx";
import { differences, isContested, merged, type Side } from "./draft-difference.ts";
import { draftOf } from "./start-draft.ts";
import type { Conflict } from "./use-autosave.ts";

type ConflictDialogProps = { conflict: Conflict | null; mine: Draft; onSettle: (draft: Draft) => Promise<void> };

export function ConflictDialog({ conflict, mine, onSettle }: ConflictDialogProps) {
  const t = useT();
  return (
    <Dialog opened={conflict !== null} title={t("save.conflict.title")} size="lg">
      {conflict !== null && <Choice conflict={conflict} mine={mine} onSettle={onSettle} />}
    </Dialog>
  );
}

type ChoiceProps = ConflictDialogProps & { conflict: Conflict };

function Choice({ conflict, mine, onSettle }: ChoiceProps) {
  const t = useT();
  const errorText = useErrorText();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const settle = useMutation({ mutationFn: onSettle });
  const { base } = conflict;
  const theirs = useMemo(() => draftOf(conflict.theirs), [conflict.theirs]);
  const found = useMemo(() => differences(base, mine, theirs), [base, mine, theirs]);
  const sideOf = (part: string): Side => sides[part] ?? "mine";
  const other = conflict.theirs.draft_saved_by?.name ?? t("difference.somebody");
  return (
    <div className={classes.body}>
      <p className={classes.text}>{t("save.conflict.text")}</p>
      <ul className={own.list}>
        {found.map((difference) => (
          <DifferenceRow
            key={difference.part}
            difference={difference}
            other={other}
            side={sideOf(difference.part)}
            onChoose={(side) => setSides({ ...sides, [difference.part]: side })}
          />
        ))}
      </ul>
      {found.some(isContested) && <p className={classes.soft}>{t("save.conflict.contested")}</p>}
      {settle.isError && <Notice tone="bad" urgent title={errorText(settle.error)} />}
      <div className={classes.acts}>
        <Button variant="default" disabled={settle.isPending} onClick={() => settle.mutate(theirs)}>
          {t("save.conflict.load")}
        </Button>
        <Button variant="default" disabled={settle.isPending} onClick={() => settle.mutate(mine)}>
          {t("save.conflict.keep")}
        </Button>
        <Button loading={settle.isPending} onClick={() => settle.mutate(merged(base, mine, theirs, sideOf))}>
          {t("save.conflict.both")}
        </Button>
      </div>
    </div>
  );
}
