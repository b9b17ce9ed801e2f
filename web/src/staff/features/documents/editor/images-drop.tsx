/** Where pictures come in: picked, dropped or pasted. */
import { Button, FileButton, Loader } from "@mantine/core";
import { ImagePlus } from "lucide-react";
import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from "react";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import type { SavedImage } from "../queries.ts";
import classes from "./editor.module.css";
import { useEditor } from "./editor-context.ts";
import { IMAGE_TYPES } from "./shrink-image.ts";
import { useImageUpload } from "./use-image-upload.ts";

type ImagesDropProps = { onSaved: (image: SavedImage) => void; children: ReactNode };

export function ImagesDrop({ onSaved, children }: ImagesDropProps) {
  const t = useT();
  const { documentId } = useEditor();
  const { send, cancel, sending, problems } = useImageUpload(documentId, onSaved);
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
      setOver(true);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length > 0) {
      event.preventDefault();
      void send(files);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping and pasting have the button beside them
    <div
      className={classes.fields}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      {children}
      <div className={classes.bringing}>
        <FileButton multiple accept={IMAGE_TYPES.join(",")} onChange={(files) => void send(files)}>
          {(props) => (
            <Button
              {...props}
              variant="light"
              size="sm"
              disabled={sending !== null}
              leftSection={<ImagePlus size={16} aria-hidden="true" />}
            >
              {t("images.add")}
            </Button>
          )}
        </FileButton>
        {sending === null ? (
          <span className={classes.note}>{t("images.add.hint")}</span>
        ) : (
          <>
            <Loader size={16} aria-hidden="true" />
            <span className={classes.note} role="status">
              {t("images.sending", sending)}
            </span>
            <Button size="compact-sm" variant="subtle" onClick={cancel}>
              {t("images.cancel")}
            </Button>
          </>
        )}
      </div>
      {problems.map((problem) => (
        <Notice key={problem} tone="bad" urgent title={problem} />
      ))}
    </div>
  );
}
