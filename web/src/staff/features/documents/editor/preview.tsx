/** Exactly what the client would see of the draft as it was last saved, drawn by the client's own parts. */
import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { CalculationLines } from "~/shared/document/calculation-lines.tsx";
import { DocumentBlocks } from "~/shared/document/document-blocks.tsx";
import { DocumentHeading } from "~/shared/document/document-heading.tsx";
import {
  keptSelection,
  problemsOf,
  type Selection,
  selectedOptions,
  startingSelection,
} from "~/shared/document/selection.ts";
import { useCalculation } from "~/shared/document/use-calculation.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { useSharedT } from "~/shared/i18n/shared-texts.ts";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { calculatePreview, previewQuery } from "../queries.ts";
import classes from "./preview.module.css";

type Width = "phone" | "desktop";

type PreviewProps = { documentId: string; revision: number; clientName: string };

export function Preview({ documentId, revision, clientName }: PreviewProps) {
  const t = useT();
  const [width, setWidth] = useState<Width>("desktop");
  const preview = useQuery({ ...previewQuery(documentId, revision), placeholderData: keepPreviousData });
  if (preview.isError) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  if (preview.data === undefined) {
    return <ListSkeleton rows={5} />;
  }
  return (
    <div className={classes.preview} data-stale={preview.isPlaceholderData || undefined}>
      <div className={classes.over}>
        <p className={classes.note}>{t("preview.note", { client: clientName })}</p>
        <SegmentedControl
          className={classes.widths ?? ""}
          size="xs"
          aria-label={t("preview.width")}
          value={width}
          onChange={(next) => setWidth(next === "phone" ? "phone" : "desktop")}
          data={[
            { value: "desktop", label: t("preview.width.desktop") },
            { value: "phone", label: t("preview.width.phone") },
          ]}
        />
      </div>
      <div className={classes.frame} data-width={width}>
        <Sheet
          documentId={documentId}
          revision={revision}
          document={preview.data}
          isStale={preview.isPlaceholderData}
        />
      </div>
    </div>
  );
}

type SheetProps = { documentId: string; revision: number; document: DocumentDetail; isStale: boolean };

function Sheet({ documentId, revision, document, isStale }: SheetProps) {
  const t = useSharedT();
  const words = useT();
  const format = useFormat();
  const { content } = document;
  const [chosen, setChosen] = useState<Selection>();
  const selection = chosen === undefined ? startingSelection(content) : keptSelection(chosen, content);
  const problems = problemsOf(selection, content);
  const isEmpty = content.blocks.length === 0;
  const live = useCalculation({
    subject: ["preview", documentId, String(revision)],
    options: selectedOptions(selection, content),
    // What is shown of an older draft may name options that the saved one no longer has.
    enabled: document.asks === "choose" && !isEmpty && problems.length === 0 && !isStale,
    calculate: calculatePreview(documentId),
  });
  return (
    <div className={classes.sheet}>
      <DocumentHeading number={document.number} title={document.title} intro={content.intro}>
        {document.valid_until !== null && (
          <Tag tone="warn">{t("document.valid_until", { date: format.date(document.valid_until) })}</Tag>
        )}
      </DocumentHeading>
      {isEmpty && <p className={classes.empty}>{words("preview.empty")}</p>}
      <DocumentBlocks content={content} selection={selection} onSelect={setChosen} />
      {document.asks === "choose" && !isEmpty && (
        <aside className={classes.summary} aria-label={t("summary.title")}>
          <h2 className={classes.summaryTitle}>{t("summary.title")}</h2>
          {live.calculation === undefined && problems.length === 0 && !live.isStale && !isStale ? (
            <p className={classes.empty}>{words("preview.unpriced")}</p>
          ) : problems.length > 0 || live.calculation === undefined ? (
            <p className={classes.empty}>{t("summary.empty")}</p>
          ) : (
            <CalculationLines calculation={live.calculation} deposit={document.deposit} isStale={live.isStale} />
          )}
        </aside>
      )}
    </div>
  );
}
