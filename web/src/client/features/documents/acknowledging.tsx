/** "I have read this": says of which document and version, and records it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useT } from "../../i18n/use-t.ts";
import { AcknowledgeDialog } from "./acknowledge-dialog.tsx";
import bar from "./acknowledging.module.css";

type AcknowledgingProps = { year: string; slug: string; document: DocumentDetail };

export function Acknowledging({ year, slug, document }: AcknowledgingProps) {
  const t = useT();
  // The dialog belongs to the version it was opened for: when another is published, it closes.
  const [asked, setAsked] = useState<string>();
  const { action_item_id: actionItemId, version_hash: versionHash, title, number, version } = document;
  if (!document.may_acknowledge || actionItemId === null) {
    return null;
  }
  return (
    <>
      <div className={`${bar.bar} no-print`}>
        <p className={bar.words}>{t("acknowledge.asked", { provider: brand.name })}</p>
        <Button className={bar.act ?? ""} onClick={() => setAsked(versionHash)}>
          {t("acknowledge.button")}
        </Button>
      </div>
      <AcknowledgeDialog
        key={versionHash}
        what={{
          ...{ actionItemId, versionHash, year, slug, title, version },
          number: number ?? "",
          clientName: document.client.name,
        }}
        opened={asked === versionHash}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}
