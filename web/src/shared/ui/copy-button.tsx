/** Copies a value and says so. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";
import { copyText } from "./copy-text.ts";

const SHOWN_MS = 2_000;

type CopyButtonProps = {
  value: string;
  /** What is copied, for those who don't see what stands beside it. */
  label: string;
  /** With its word instead of the icon alone. */
  withWord?: boolean;
};

export function CopyButton({ value, label, withWord = false }: CopyButtonProps) {
  const t = useSharedT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return;
    }
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(value));
  const icon = copied ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />;
  const name = copied ? t("ui.copied") : t("ui.copy_value", { label });
  return (
    <>
      {withWord ? (
        <Button variant="default" leftSection={icon} onClick={copy} aria-label={name}>
          {copied ? t("ui.copied") : t("ui.copy")}
        </Button>
      ) : (
        <Tooltip label={copied ? t("ui.copied") : t("ui.copy")} {...(copied ? { opened: true } : {})}>
          <ActionIcon variant="subtle" size={44} onClick={copy} aria-label={name}>
            {icon}
          </ActionIcon>
        </Tooltip>
      )}
      <span className="visually-hidden" aria-live="polite">
        {copied ? t("ui.copied") : ""}
      </span>
    </>
  );
}
