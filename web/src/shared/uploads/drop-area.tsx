/** A part of a page onto which files can be dropped, and into which they can be pasted. */
import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";
import classes from "./drop-area.module.css";
import { droppedFiles, type PlacedFile } from "./placed-files.ts";

type DropAreaProps = {
  onFiles: (files: File[]) => void;
  /** Takes what is dropped instead, with the folders it lies in. */
  onPlaced?: (found: PlacedFile[]) => void;
  /** Nothing can be brought here now. */
  disabled?: boolean;
  /** What stands over it while files are held above it. */
  label?: string;
  children: ReactNode;
};

const holdsFiles = (data: DataTransfer | null) => data?.types.includes("Files") ?? false;

export function DropArea({ onFiles, onPlaced, disabled = false, label, children }: DropAreaProps) {
  const t = useSharedT();
  const [isOver, setIsOver] = useState(false);
  // Every element below tells of its own entering and leaving.
  const depth = useRef(0);
  usePasted(onFiles, disabled);
  useNothingElsewhere();
  const cross = (event: DragEvent, by: number) => {
    if (holdsFiles(event.dataTransfer)) {
      depth.current = Math.max(0, depth.current + by);
      setIsOver(depth.current > 0);
    }
  };
  if (disabled) {
    return <div className={classes.area}>{children}</div>;
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; a button does the same for everybody
    <div
      className={classes.area}
      onDragEnter={(event) => cross(event, 1)}
      onDragLeave={(event) => cross(event, -1)}
      onDragOver={(event) => {
        if (holdsFiles(event.dataTransfer)) {
          event.preventDefault();
          event.dataTransfer.dropEffect = "copy";
        }
      }}
      onDrop={(event) => {
        depth.current = 0;
        setIsOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length === 0) {
          return;
        }
        event.preventDefault();
        if (onPlaced === undefined) {
          onFiles(files);
        } else {
          // A folder that can't be read brings nothing.
          void droppedFiles(event.dataTransfer).then(onPlaced, () => undefined);
        }
      }}
    >
      {children}
      {isOver && (
        <div className={classes.over} aria-hidden="true">
          <p className={classes.words}>
            <Upload size={22} />
            {label ?? t("upload.drop")}
          </p>
        </div>
      )}
    </div>
  );
}

/** A picture or a file from the clipboard, unless it is pasted into a field. */
function usePasted(onFiles: (files: File[]) => void, disabled: boolean): void {
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    if (disabled) {
      return;
    }
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const isTyping = event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]");
      if (files.length > 0 && !isTyping) {
        event.preventDefault();
        take.current(files);
      }
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [disabled]);
}

/** A file that misses the area does not take the place of the page. */
function useNothingElsewhere(): void {
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => {
      if (!event.defaultPrevented && holdsFiles(event.dataTransfer)) {
        event.preventDefault();
        if (event.dataTransfer !== null) {
          event.dataTransfer.dropEffect = "none";
        }
      }
    };
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, []);
}
