/** Brings a version to one's own machine. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { Download } from "lucide-react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useDownload } from "./queries.ts";

type DownloadButtonProps = {
  fileId: string;
  version: number;
  /** What it brings, for those who don't see what stands beside it. */
  label: string;
  /** With its word instead of the icon alone. */
  withWord?: boolean;
};

export function DownloadButton({ fileId, version, label, withWord = false }: DownloadButtonProps) {
  const t = useT();
  const notify = useNotify();
  const errorText = useErrorText();
  const download = useDownload();
  const start = () =>
    download.mutate(
      { fileId, version },
      { onError: (error) => notify({ color: "red", title: t("state.not_done"), message: errorText(error) }) },
    );
  const icon = <Download size={17} aria-hidden="true" />;
  return withWord ? (
    <Button variant="default" aria-label={label} loading={download.isPending} leftSection={icon} onClick={start}>
      {t("file.download")}
    </Button>
  ) : (
    <Tooltip label={t("file.download")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={label}
        loading={download.isPending}
        onClick={start}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
