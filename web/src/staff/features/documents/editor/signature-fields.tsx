/** A place where somebody signs. */
import { SegmentedControl } from "@mantine/core";
import type { Signature } from "~/staff/api/content.ts";
import { useT } from "~/staff/i18n/en.ts";
import { orNull } from "./blocks.ts";
import classes from "./editor.module.css";
import { useBlockChange } from "./editor-context.ts";
import { TextField } from "./text-field.tsx";

export function SignatureFields({ block }: { block: Signature }) {
  const t = useT();
  const set = useBlockChange(block);
  return (
    <div className={classes.fields}>
      <TextField
        field={`blocks/${block.id}/label`}
        label={t("signature.label")}
        hint={t("signature.label.hint")}
        value={block.label}
        onChange={(label) => set("label", { label })}
      />
      <SegmentedControl
        size="sm"
        aria-label={t("signature.signer")}
        value={block.signer}
        onChange={(signer) => set(null, { signer: signer === "provider" ? "provider" : "client" })}
        data={[
          { value: "client", label: t("signature.signer.client") },
          { value: "provider", label: t("signature.signer.provider") },
        ]}
      />
      <TextField
        field={`blocks/${block.id}/name`}
        label={t("signature.name")}
        value={block.name ?? ""}
        onChange={(name) => set("name", { name: orNull(name) })}
      />
    </div>
  );
}
