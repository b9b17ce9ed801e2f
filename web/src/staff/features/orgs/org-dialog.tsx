/** The name of an org, new or old. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./orgs-page.module.css";
import { type Org, useSaveOrg } from "./queries.ts";

export function OrgDialog({ org, onClose }: { org: Org | null; onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const save = useSaveOrg(org?.id ?? null);
  const form = useForm({
    initialValues: { name: org?.name ?? "" },
    validate: { name: (name) => (name.trim() === "" ? t("org.name.missing") : null) },
  });
  const submit = form.onSubmit(({ name }) => save.mutate(name.trim(), { onSuccess: onClose }));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={org === null ? t("org.new.title") : t("org.rename.title", { name: org.name })}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput label={t("org.name")} maxLength={120} data-autofocus {...form.getInputProps("name")} />
        {save.isError && <Notice tone="bad" urgent title={errorText(save.error)} />}
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t(org === null ? "act.add" : "act.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
