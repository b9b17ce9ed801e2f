/** A document to read and not to answer, for whoever holds a delivery link to it. */
import { Button } from "@mantine/core";
import type { DocumentDetail } from "~/shared/api/types.ts";
import { brand, type Reading } from "~/shared/brand/brand.ts";
import { DocumentBlocks } from "~/shared/document/document-blocks.tsx";
import type { Selection } from "~/shared/document/selection.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import { signInAddress } from "../../paths.ts";
import { QuoteHeading } from "./quote-view.tsx";
import classes from "./reading-view.module.css";

const NOTHING: Selection = {};

export function ReadingView({ document, reading }: { document: DocumentDetail; reading: Reading }) {
  const t = useT();
  const { masked } = reading;
  return (
    <div className={classes.page}>
      <div className={`${classes.banner} no-print`}>
        <Notice
          tone="info"
          title={t("reading.title", { masked })}
          action={
            <Button component="a" href={signInAddress("reading")}>
              {t("reading.sign_in")}
            </Button>
          }
        >
          {t("reading.detail", { masked, provider: brand.name })}
        </Notice>
      </div>
      <QuoteHeading document={document} />
      <DocumentBlocks content={document.content} selection={NOTHING} problems={[]} />
    </div>
  );
}
