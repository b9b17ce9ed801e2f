/** Where internal approval of the draft stands, and what this person can do about it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useSession } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ApproveDialog } from "./approve-dialog.tsx";
import classes from "./document-page.module.css";
import { useReopen } from "./queries.ts";
import { RejectDialog } from "./reject-dialog.tsx";

/** Whether the newest approval is about the draft as it is now, not about a version that clients see already. */
export function hasLiveApproval({ approval, status, has_unpublished_changes: isChanged }: StaffDocument): boolean {
  if (approval === null || status === "draft" || status === "withdrawn") {
    return false;
  }
  return status !== "published" || approval.state === "pending" || isChanged;
}

export function ApprovalNotice({ document }: { document: StaffDocument }) {
  const t = useT();
  const { approval } = document;
  const seen = document.published_version !== null && t("approval.seen", { version: document.published_version });
  const facts = useApprovalFacts(document);
  const { staff } = useSession();
  const isOwn = [approval?.submitted_by.id, document.draft_saved_by?.id].includes(staff.id);
  if (approval === null) {
    return null;
  }
  if (approval.state === "pending") {
    return (
      <Notice
        tone="warn"
        title={t("approval.pending", facts)}
        action={document.may.approve && <Verdicts document={document} />}
      >
        {!document.may.approve && <p className={classes.line}>{t(isOwn ? "approval.own" : "approval.others")}</p>}
        {seen !== false && <p className={classes.line}>{seen}</p>}
      </Notice>
    );
  }
  return approval.state === "approved" ? (
    <Notice tone="good" title={t("approval.approved", facts)}>
      {approval.comment !== null && <p className={classes.line}>{approval.comment}</p>}
      {seen !== false && <p className={classes.line}>{seen}</p>}
    </Notice>
  ) : (
    <Rejected document={document} />
  );
}

/** Who asked and who answered, and when. */
function useApprovalFacts({ approval }: StaffDocument) {
  const format = useFormat();
  return {
    name: approval?.submitted_by.name ?? "",
    since: approval === null ? "" : format.dateTime(approval.submitted_at),
    by: approval?.decided_by?.name ?? "",
    at: approval?.decided_at == null ? "" : format.dateTime(approval.decided_at),
  };
}

function Verdicts({ document }: { document: StaffDocument }) {
  const t = useT();
  const [dialog, setDialog] = useState<"approve" | "reject">();
  const close = () => setDialog(undefined);
  return (
    <>
      <div className={classes.verdicts}>
        <Button onClick={() => setDialog("approve")}>{t("approve.button")}</Button>
        <Button variant="default" onClick={() => setDialog("reject")}>
          {t("reject.button")}
        </Button>
      </div>
      {dialog === "approve" && <ApproveDialog document={document} onClose={close} />}
      {dialog === "reject" && <RejectDialog document={document} onClose={close} />}
    </>
  );
}

function Rejected({ document }: { document: StaffDocument }) {
  const t = useT();
  const errorText = useErrorText();
  const facts = useApprovalFacts(document);
  const reopen = useReopen(document.id);
  return (
    <Notice
      tone="bad"
      title={t("approval.rejected", facts)}
      action={
        document.may.reopen && (
          <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate()}>
            {t("reopen.button")}
          </Button>
        )
      }
    >
      {document.approval?.comment !== null && <p className={classes.line}>{document.approval?.comment}</p>}
      {reopen.isError && <p className={classes.line}>{errorText(reopen.error)}</p>}
    </Notice>
  );
}
