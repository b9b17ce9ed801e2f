/** The head of a quote: number, client, status, and what can be done with it. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { Send } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { DeliverDialog } from "./deliver-dialog.tsx";
import { DocumentMenu } from "./document-menu.tsx";
import classes from "./document-page.module.css";
import { DocumentStatusTag } from "./document-status-tag.tsx";
import type { DraftInHand } from "./draft-act-button.tsx";
import { PublishButton } from "./publish-button.tsx";
import { stateOf } from "./state-of.ts";
import { SubmitButton } from "./submit-button.tsx";

type DocumentHeadProps = { document: StaffDocument; inHand: DraftInHand; children?: ReactNode };

export function DocumentHead({ document, inHand, children }: DocumentHeadProps) {
  const t = useT();
  const format = useFormat();
  const [delivering, deliver] = useDisclosure();
  const { title } = inHand;
  const isPublished = document.status === "published";
  return (
    <header className={classes.head}>
      <p className={classes.over}>
        <span className="tabular">{document.number ?? t("document.no_number")}</span>
        <Link {...paths.client(document.client.id)}>{document.client.name}</Link>
        <DocumentStatusTag status={document.status} state={stateOf(document)} />
        {document.published_version !== null && (
          <span>{t("document.version", { version: document.published_version })}</span>
        )}
        {isPublished && document.valid_until !== null && (
          <span>{t("extend.done", { date: format.date(document.valid_until) })}</span>
        )}
      </p>
      <div className={classes.row}>
        <h1 className={classes.title}>{title === "" ? t("document.untitled") : title}</h1>
        <div className={classes.acts}>
          {children}
          <div className={classes.primary}>
            {isPublished && (
              <Button
                variant={document.has_unpublished_changes ? "default" : "filled"}
                leftSection={<Send size={17} aria-hidden="true" />}
                onClick={deliver.open}
              >
                {t("deliver.button")}
              </Button>
            )}
            {document.may.publish ? (
              <PublishButton document={document} inHand={inHand} />
            ) : (
              document.requires_approval && document.may.submit && <SubmitButton document={document} inHand={inHand} />
            )}
          </div>
          <DocumentMenu document={document} onSave={inHand.onSave} />
        </div>
      </div>
      {delivering && <DeliverDialog document={document} onClose={deliver.close} />}
    </header>
  );
}
