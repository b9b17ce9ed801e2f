/** What stands in the way of writing or publishing, or what came of it, with the act that leads on. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ApprovalNotice, hasLiveApproval } from "./approval-notice.tsx";
import classes from "./document-page.module.css";
import { ExtendDialog } from "./extend-dialog.tsx";
import { useKind } from "./kind.ts";
import { RevisionNotice } from "./revision-notice.tsx";
import { stateOf } from "./state-of.ts";

type DocumentStandingProps = {
  document: StaffDocument;
  /** Leads to where the draft is changed; left out where it can't be. */
  onWrite?: (() => void) | undefined;
};

export function DocumentStanding({ document, onWrite }: DocumentStandingProps) {
  const t = useT();
  const kind = useKind(document);
  if (document.status === "withdrawn") {
    return (
      <div className={classes.notices}>
        <Notice tone="info" title={t("editor.locked", { kind })} />
      </div>
    );
  }
  const state = stateOf(document);
  const isAsked = document.has_unpublished_changes || hasLiveApproval(document);
  return (
    <div className={classes.notices}>
      {hasLiveApproval(document) && <ApprovalNotice document={document} />}
      {(document.revision !== null || state === "accepted") && <RevisionNotice document={document} />}
      {state === "declined" && !isAsked && <Declined document={document} onWrite={onWrite} />}
      {state === "expired" && !isAsked && <Expired document={document} />}
    </div>
  );
}

function Declined({ document, onWrite }: DocumentStandingProps) {
  const t = useT();
  const format = useFormat();
  const answer = document.responses.find(({ version }) => version === document.published_version);
  if (answer === undefined) {
    return null;
  }
  const values = { name: answer.contact_name, version: answer.version, date: format.date(answer.created_at) };
  return (
    <Notice
      tone="warn"
      title={t("declined.title", values)}
      action={
        onWrite !== undefined && (
          <Button variant="default" onClick={onWrite}>
            {t("declined.write")}
          </Button>
        )
      }
    >
      {answer.comment === null ? t("declined.no_reason") : t("declined.reason", { reason: answer.comment })}
    </Notice>
  );
}

function Expired({ document }: { document: StaffDocument }) {
  const t = useT();
  const format = useFormat();
  const [extending, setExtending] = useState(false);
  return (
    <>
      <Notice
        tone="warn"
        title={t("expired.title", { date: document.valid_until === null ? "" : format.date(document.valid_until) })}
        action={document.may.extend && <Button onClick={() => setExtending(true)}>{t("extend.button")}</Button>}
      >
        {t("expired.text", { client: document.client.name })}
      </Notice>
      {extending && <ExtendDialog document={document} onClose={() => setExtending(false)} />}
    </>
  );
}
