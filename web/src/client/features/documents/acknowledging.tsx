/** "I have read this": says of which document and version, and records it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./accept-dialog.module.css";
import bar from "./acknowledging.module.css";
import { ResponseProblem } from "./response-problem.tsx";
import { useAcknowledge } from "./use-acknowledge.ts";

type AcknowledgingProps = { year: string; slug: string; document: DocumentDetail };

export function Acknowledging({ year, slug, document }: AcknowledgingProps) {
  const t = useT();
  const acknowledge = useAcknowledge(year, slug);
  // The dialog belongs to the version it was opened for: when another is published, it closes.
  const [asked, setAsked] = useState<string>();
  const { action_item_id: actionItemId, version_hash: versionHash } = document;
  if (!document.may_acknowledge || actionItemId === null) {
    return null;
  }
  const close = () => setAsked(undefined);
  return (
    <>
      <div className={`${bar.bar} no-print`}>
        <p className={bar.words}>{t("acknowledge.asked", { provider: brand.name })}</p>
        <Button
          className={bar.act ?? ""}
          onClick={() => {
            acknowledge.reset();
            setAsked(versionHash);
          }}
        >
          {t("acknowledge.button")}
        </Button>
      </div>
      <Dialog opened={asked === versionHash} onClose={close} title={t("acknowledge.title")}>
        <div className={classes.form}>
          <p className={classes.what}>
            {t("acknowledge.text", {
              title: document.title,
              number: document.number ?? "",
              version: document.version,
              client: document.client.name,
            })}
          </p>
          <ResponseProblem error={acknowledge.error} onClose={close} />
          <div className={classes.buttons}>
            <Button variant="default" onClick={close}>
              {t("ui.cancel")}
            </Button>
            <Button
              data-autofocus
              loading={acknowledge.isPending}
              onClick={() => acknowledge.mutate({ actionItemId, versionHash }, { onSuccess: close })}
            >
              {t("acknowledge.confirm", { version: document.version })}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
