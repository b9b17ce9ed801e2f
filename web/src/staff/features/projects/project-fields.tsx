/** The fields of what a project says of itself. */
import { TextInput } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./project-fields.module.css";
import type { ProjectForm } from "./project-form.ts";

type ProjectFieldsProps = {
  field: (name: keyof ProjectForm) => GetInputPropsReturnType;
  isNew?: boolean;
  isFirst?: boolean;
};

export function ProjectFields({ field, isNew = false, isFirst = true }: ProjectFieldsProps) {
  const t = useT();
  return (
    <>
      <TextInput label={t("project.name")} data-autofocus={isFirst || undefined} {...field("name")} />
      <TextInput label={t("project.code")} description={t("project.code.hint")} {...field("code")} />
      <div className={classes.pair}>
        <TextInput type="date" label={t("project.start")} {...field("start_date")} />
        <TextInput type="date" label={t("project.due")} {...field("due_date")} />
      </div>
      {isNew && <p className={classes.hint}>{t("project.start.hint")}</p>}
    </>
  );
}
