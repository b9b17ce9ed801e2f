/** A button that opens the device's chooser of files. */
import { Button, type ButtonProps } from "@mantine/core";
import { Upload } from "lucide-react";
import { useRef } from "react";
import { useSharedT } from "../i18n/shared-texts.ts";

type ChooseFilesProps = Pick<ButtonProps, "variant" | "size" | "disabled" | "fullWidth"> & {
  onFiles: (files: File[]) => void;
  /** What the button says; that files are chosen when left out. */
  label?: string;
  /** One file only. */
  single?: boolean;
};

export function ChooseFiles({ onFiles, label, single = false, ...button }: ChooseFilesProps) {
  const t = useSharedT();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} leftSection={<Upload size={18} aria-hidden="true" />} onClick={() => field.current?.click()}>
        {label ?? t(single ? "upload.choose_one" : "upload.choose")}
      </Button>
      <input
        ref={field}
        type="file"
        hidden
        multiple={!single}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (files.length > 0) {
            onFiles(files);
          }
        }}
      />
    </>
  );
}
