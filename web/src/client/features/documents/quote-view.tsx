/** A quote to read, to choose from and to answer. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { DocumentBlocks } from "~/shared/document/document-blocks.tsx";
import { DocumentHeading } from "~/shared/document/document-heading.tsx";
import { groupAnchor } from "~/shared/document/option-group-block.tsx";
import { problemsOf, type Selection, selectedOptions } from "~/shared/document/selection.ts";
import { StateTag } from "~/shared/document/state-tag.tsx";
import { useCalculation } from "~/shared/document/use-calculation.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Tag } from "~/shared/ui/tag.tsx";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { AcceptDialog } from "./accept-dialog.tsx";
import { Acknowledging } from "./acknowledging.tsx";
import { AnswerPanel, isOver } from "./answer-panel.tsx";
import { DeclineDialog } from "./decline-dialog.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { calculate, confirmationQuery } from "./queries.ts";
import { QuoteNotice } from "./quote-notice.tsx";
import classes from "./quote-view.module.css";
import { SelectionPanel } from "./selection-panel.tsx";
import { useChoosing } from "./use-choosing.ts";
import { WithoutPrices } from "./without-prices.tsx";

const NOTHING: Selection = {};

type QuoteViewProps = { year: string; slug: string; document: DocumentDetail };

export function QuoteView({ year, slug, document }: QuoteViewProps) {
  const navigate = useNavigate();
  const { selection, select, isNewVersion, dismiss } = useChoosing(document);
  const answered = useAnswered(year, slug, document);
  // A dialog belongs to the version it was opened for: when another is published, it closes.
  const [dialog, setDialog] = useState<{ kind: "accept" | "decline"; versionHash: string }>();
  const [showProblems, setShowProblems] = useState(false);
  const problems = problemsOf(selection, document.content);
  const options = selectedOptions(selection, document.content);
  const asksForChoice = document.state === "open" && document.asks === "choose";
  const isOpen = document.state === "open" && document.may_choose;
  const live = useCalculation({
    subject: [year, slug, document.version_hash],
    options,
    enabled: problems.length === 0 && asksForChoice && document.may_see_money,
    calculate: calculate(year, slug, document.version_hash),
  });
  // Who can neither choose nor see a total reads what there is to choose from.
  const shown = document.state !== "open" ? answered : document.may_see_money ? selection : NOTHING;
  const startAccepting = () => {
    const first = problems[0];
    if (first === undefined) {
      setDialog({ kind: "accept", versionHash: document.version_hash });
      return;
    }
    setShowProblems(true);
    const group = globalThis.document.getElementById(groupAnchor(first.groupId));
    group?.scrollIntoView({ block: "center" });
    group?.focus({ preventScroll: true });
  };
  const close = () => setDialog(undefined);
  const isShown = (kind: "accept" | "decline") =>
    isOpen && dialog?.kind === kind && dialog.versionHash === document.version_hash;
  return (
    <div className={classes.page} data-open={isOpen || undefined}>
      <div className={classes.body}>
        <QuoteHeading document={document} />
        <QuoteNotice {...{ document, isNewVersion }} onDismiss={dismiss} />
      </div>
      {isOver(document) && <AnswerPanel {...{ year, slug, document }} />}
      <div className={classes.body}>
        <DocumentBlocks
          content={document.content}
          selection={shown}
          onSelect={isOpen ? select : undefined}
          problems={showProblems ? problems : []}
        />
      </div>
      <Acknowledging {...{ year, slug, document }} />
      {asksForChoice && !document.may_see_money && <WithoutPrices />}
      {asksForChoice && document.may_see_money && (
        <SelectionPanel
          document={document}
          live={live}
          isComplete={problems.length === 0}
          onAccept={startAccepting}
          onDecline={() => setDialog({ kind: "decline", versionHash: document.version_hash })}
        />
      )}
      {isOpen && <PhoneBar live={live} isComplete={problems.length === 0} onAccept={startAccepting} />}
      {live.calculation !== undefined && (
        <AcceptDialog
          {...{ year, slug, document, options }}
          live={live}
          calculation={live.calculation}
          opened={isShown("accept")}
          onClose={close}
          onAccepted={() => void navigate(paths.confirmed(year, slug))}
        />
      )}
      <DeclineDialog {...{ year, slug, document }} opened={isShown("decline")} onClose={close} />
    </div>
  );
}

export function QuoteHeading({ document }: { document: DocumentDetail }) {
  const t = useT();
  const format = useFormat();
  return (
    <DocumentHeading number={document.number} title={document.title} intro={document.content.intro}>
      {document.asks !== "choose" && <Tag tone="calm">{document.type_title}</Tag>}
      {document.state === "open" && document.valid_until !== null && (
        <Tag tone="warn">{t("document.valid_until", { date: format.date(document.valid_until) })}</Tag>
      )}
      {document.state !== "open" && <StateTag state={document.state} />}
    </DocumentHeading>
  );
}

/** What was accepted of the shown version; nothing of a quote that was declined or has expired. */
function useAnswered(year: string, slug: string, document: DocumentDetail): Selection {
  const { data } = useQuery({ ...confirmationQuery(year, slug), enabled: document.state === "accepted" });
  const isThisVersion = data?.document.version_hash === document.version_hash;
  return isThisVersion ? Object.fromEntries(data.chosen.map(({ option_id, quantity }) => [option_id, quantity])) : {};
}
