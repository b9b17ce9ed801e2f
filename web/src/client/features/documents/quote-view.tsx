/** A quote to read, to choose from and to answer. */
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "~/shared/api/api-error.ts";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { DocumentBlocks } from "~/shared/document/document-blocks.tsx";
import { DocumentHeading } from "~/shared/document/document-heading.tsx";
import { groupAnchor } from "~/shared/document/option-group-block.tsx";
import { problemsOf, selectedOptions } from "~/shared/document/selection.ts";
import { StateTag } from "~/shared/document/state-tag.tsx";
import { useCalculation } from "~/shared/document/use-calculation.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { AcceptDialog } from "./accept-dialog.tsx";
import { DeclineDialog } from "./decline-dialog.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { calculate } from "./queries.ts";
import { QuoteNotice } from "./quote-notice.tsx";
import classes from "./quote-view.module.css";
import { SelectionPanel } from "./selection-panel.tsx";
import { useChoosing } from "./use-choosing.ts";

type QuoteViewProps = { year: string; slug: string; document: DocumentDetail };

export function QuoteView({ year, slug, document }: QuoteViewProps) {
  const navigate = useNavigate();
  const { selection, select, isNewVersion } = useChoosing(document);
  const [accepting, accept] = useDisclosure();
  const [declining, decline] = useDisclosure();
  const [showProblems, setShowProblems] = useState(false);
  const problems = problemsOf(selection, document.content);
  const options = selectedOptions(selection, document.content);
  const isOpen = document.state === "open" && document.may_choose;
  const live = useCalculation({
    subject: [year, slug, document.version_hash],
    options,
    enabled: problems.length === 0 && document.state === "open",
    calculate: calculate(year, slug, document.version_hash),
  });
  const startAccepting = () => {
    const first = problems[0];
    if (first === undefined) {
      accept.open();
      return;
    }
    setShowProblems(true);
    const group = globalThis.document.getElementById(groupAnchor(first.groupId));
    group?.scrollIntoView({ block: "center" });
    group?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.page} data-open={isOpen || undefined}>
      <div className={classes.body}>
        <Heading document={document} />
        <QuoteNotice document={document} year={year} slug={slug} isNewVersion={isNewVersion} />
        <DocumentBlocks
          content={document.content}
          selection={selection}
          onSelect={isOpen ? select : undefined}
          problems={showProblems ? problems : []}
        />
      </div>
      {document.state === "open" && (
        <SelectionPanel
          document={document}
          live={live}
          isComplete={problems.length === 0}
          onAccept={startAccepting}
          onDecline={decline.open}
        />
      )}
      {isOpen && <PhoneBar live={live} isComplete={problems.length === 0} onAccept={startAccepting} />}
      {live.calculation !== undefined && (
        <AcceptDialog
          {...{ year, slug, document, options }}
          live={live}
          calculation={live.calculation}
          opened={accepting && isOpen}
          onClose={accept.close}
          onAccepted={() => void navigate(paths.confirmed(year, slug))}
        />
      )}
      <DeclineDialog {...{ year, slug, document }} opened={declining && isOpen} onClose={decline.close} />
    </div>
  );
}

function Heading({ document }: { document: DocumentDetail }) {
  const t = useT();
  const format = useFormat();
  return (
    <DocumentHeading number={document.number} title={document.title} intro={document.content.intro}>
      {document.state === "open" && document.valid_until !== null && (
        <Tag tone="warn">{t("document.valid_until", { date: format.date(document.valid_until) })}</Tag>
      )}
      {document.state !== "open" && <StateTag state={document.state} />}
    </DocumentHeading>
  );
}

/** Whether the server said that somebody answered before. */
export const isAlreadyDecided = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === "already_decided";
