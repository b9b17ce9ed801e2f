/** Asks which project files belong to before they are sent. */
import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./ask.module.css";

type ProjectDialogProps = {
  count: number;
  projects: { id: string; name: string }[];
  onClose: () => void;
  onChosen: (projectId: string | undefined) => void;
};

export function ProjectDialog({ count, projects, onClose, onChosen }: ProjectDialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChosen(chosen === "" ? undefined : chosen);
  };
  return (
    <Dialog opened onClose={onClose} title={t("files.which_project", { count })}>
      <form className={classes.body} onSubmit={submit}>
        <NativeSelect
          size="md"
          label={t("files.project")}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: "", label: t("files.no_project") },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          data-autofocus
        />
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit">{t("files.upload_count", { count })}</Button>
        </div>
      </form>
    </Dialog>
  );
}
