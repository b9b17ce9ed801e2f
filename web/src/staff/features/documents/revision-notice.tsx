/** What was accepted stays as it is: a change of it begins with a revision, which can be thrown away again. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import classes from "./document-page.module.css";
import { useGiveUpRevision } from "./queries.ts";
import { ReviseDialog } from "./revise-dialog.tsx";

export function RevisionNotice({ document }: { document: StaffDocument }) {
  return document.revision === null ? <Accepted document={document} /> : <OpenRevision document={document} />;
}

function Accepted({ document }: { document: StaffDocument }) {
  const t = useT();
  const format = useFormat();
  const [revising, setRevising] = useState(false);
  const { accepted } = document;
  if (accepted === null) {
    return null;
  }
  const { contact_name: name, version } = accepted;
  return (
    <>
      <Notice
        tone="good"
        title={t("accepted.title", { name, version, date: format.date(accepted.accepted_at) })}
        action={
          document.may.revise && (
            <Button variant="default" onClick={() => setRevising(true)}>
              {t("revise.button")}
            </Button>
          )
        }
      >
        {t("accepted.text")}
      </Notice>
      {revising && <ReviseDialog document={document} onClose={() => setRevising(false)} />}
    </>
  );
}

function OpenRevision({ document }: { document: StaffDocument }) {
  const t = useT();
  const format = useFormat();
  const notify = useNotify();
  const [leaving, setLeaving] = useState(false);
  const giveUp = useGiveUpRevision(document.id);
  const { revision } = document;
  if (revision === null) {
    return null;
  }
  const version = revision.of_version;
  return (
    <>
      <Notice
        tone="info"
        title={t("revision.title", {
          version,
          name: revision.opened_by.name,
          date: format.date(revision.opened_at),
        })}
        action={
          <Button variant="default" onClick={() => setLeaving(true)}>
            {t("revision.give_up")}
          </Button>
        }
      >
        {revision.reason !== null && (
          <p className={classes.line}>{t("revision.reason", { reason: revision.reason })}</p>
        )}
        <p className={classes.line}>{t("revision.text", { version, client: document.client.name })}</p>
      </Notice>
      <ConfirmDialog
        opened={leaving}
        onClose={() => setLeaving(false)}
        title={t("revision.give_up.title")}
        text={t("revision.give_up.text", { version })}
        confirm={t("revision.give_up")}
        isDestructive
        isSending={giveUp.isPending}
        error={giveUp.error}
        onConfirm={() =>
          giveUp.mutate(undefined, {
            onSuccess: () => {
              setLeaving(false);
              notify({ message: t("revision.given_up", { version }) });
            },
          })
        }
      />
    </>
  );
}
