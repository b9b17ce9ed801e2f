/** A line to sign on; once the document is answered, by whom and when. */
import { PenLine } from "lucide-react";
import type { Signature } from "../api/types.ts";
import { useFormat } from "../i18n/format.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./signature-block.module.css";

export function SignatureBlock({ block }: { block: Signature }) {
  const t = useSharedT();
  const format = useFormat();
  const answered = block.signer === "client" ? block.answered : null;
  return (
    <div className={classes.place}>
      <p className={classes.line}>
        {answered !== null && (
          <>
            <PenLine size={18} aria-hidden="true" />
            <span>{t("signature.answered", { name: answered.by, date: format.dateTime(answered.at) })}</span>
          </>
        )}
      </p>
      <p className={classes.label}>
        {[block.label, block.name].filter((words) => words !== null && words !== "").join(", ")}
      </p>
    </div>
  );
}
