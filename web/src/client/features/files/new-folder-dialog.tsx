/** The name of a folder to bring something into. A folder is there as long as something lies in it. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./ask.module.css";
import { isFolderName } from "./folders.ts";

type NewFolderDialogProps = { within: string; onClose: () => void; onNamed: (folder: string) => void };

export function NewFolderDialog({ within, onClose, onNamed }: NewFolderDialogProps) {
  const t = useT();
  const [name, setName] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = name.trim();
    if (isFolderName(typed)) {
      onNamed(within === "" ? typed : `${within}/${typed}`);
    } else {
      setIsWrong(true);
    }
  };
  return (
    <Dialog opened onClose={onClose} title={t("files.new_folder")}>
      <form className={classes.body} onSubmit={submit} noValidate>
        <TextInput
          label={t("files.folder_name")}
          description={t("files.folder_hint")}
          error={isWrong ? t("files.folder_wrong") : undefined}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setIsWrong(false);
          }}
          autoComplete="off"
          maxLength={100}
          data-autofocus
        />
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit">{t("files.folder_open")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
