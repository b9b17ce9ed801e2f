/** Asks whose the files are that were chosen where nobody's stand alone. */
import { useForm } from "@mantine/form";
import type { PlacedFile } from "~/shared/uploads/placed-files.ts";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { ProjectSelect } from "~/staff/features/projects/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { FolderField } from "../folder-field.tsx";
import { isFolderPath, joined } from "../folders.ts";
import classes from "./bring.module.css";
import { bring, type Place } from "./bring.ts";

type Values = { client: string; project: string; folder: string };
type WhereDialogProps = { found: readonly PlacedFile[]; onClose: () => void; onBrought: (place: Place) => void };

export function WhereDialog({ found, onClose, onBrought }: WhereDialogProps) {
  const t = useT();
  const form = useForm<Values>({
    name: "where",
    initialValues: { client: "", project: "", folder: "" },
    validate: {
      client: (id) => (id === "" ? t("project.client.missing") : null),
      folder: (folder) => (isFolderPath(folder) ? null : t("files.new_folder.wrong")),
    },
  });
  const submit = ({ client, project, folder }: Values) => {
    const place = { clientId: client, projectId: project === "" ? undefined : project, folder: joined(folder) };
    form.resetDirty();
    bring(found, place);
    onBrought(place);
  };
  const { client, project } = form.values;
  return (
    <FormDialog
      title={t("files.where.title", { count: found.length })}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("files.where.confirm")}
      isSending={false}
      error={null}
    >
      <ul className={classes.names}>
        {found.map(({ file, folder }) => (
          <li key={`${folder}/${file.name}`}>{joined(folder, file.name)}</li>
        ))}
      </ul>
      <ClientSelect
        isFirst
        label={t("project.client")}
        value={client}
        onChange={(id) => form.setValues({ client: id, project: "" })}
        error={form.errors.client}
      />
      <ProjectSelect clientId={client} value={project} onChange={(id) => form.setFieldValue("project", id)} />
      <FolderField
        scope={client === "" ? {} : { clientId: client, projectId: project === "" ? undefined : project }}
        maxLength={300}
        {...form.getInputProps("folder")}
      />
    </FormDialog>
  );
}
