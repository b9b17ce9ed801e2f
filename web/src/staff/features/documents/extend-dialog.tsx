/** Sets a later last day on which a quote can be accepted. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { useExtend } from "./queries.ts";

export function ExtendDialog({ document, onClose }: { document: StaffDocument; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const format = useFormat();
  const errorText = useErrorText();
  const extend = useExtend(document.id);
  const form = useForm({
    initialValues: { date: document.valid_until ?? "" },
    validate: { date: (date) => (date === "" ? t("extend.date.missing") : null) },
  });
  const submit = form.onSubmit(({ date }) =>
    extend.mutate(date, {
      onSuccess: () => {
        onClose();
        notify({ message: t("extend.done", { date: format.date(date) }) });
      },
    }),
  );
  return (
    <Dialog opened onClose={onClose} title={t("extend.title")}>
      <form className={classes.body} onSubmit={submit} noValidate>
        <p className={classes.text}>{t("extend.text")}</p>
        <TextInput type="date" label={t("extend.date")} data-autofocus {...form.getInputProps("date")} />
        {extend.isError && <Notice tone="bad" urgent title={errorText(extend.error)} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={extend.isPending}>
            {t("extend.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
