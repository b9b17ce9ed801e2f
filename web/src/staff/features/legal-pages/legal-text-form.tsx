/** One text, saved on its own. */
import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import classes from "./legal-pages-page.module.css";
import { type LegalPage, useSaveLegalText } from "./queries.ts";

const MOST = 50_000;

type LegalTextFormProps = { page: LegalPage; language: "en" | "de"; text: string };

export function LegalTextForm({ page, language, text }: LegalTextFormProps) {
  const t = useT();
  const notify = useNotify();
  const errorText = useErrorText();
  const save = useSaveLegalText(page, language);
  const form = useForm({
    initialValues: { markdown: text },
    validate: { markdown: (markdown) => (markdown.length > MOST ? t("legal.too_long") : null) },
  });
  const submit = form.onSubmit(({ markdown }) =>
    save.mutate(markdown, {
      onSuccess: () => {
        form.resetDirty({ markdown });
        notify({ message: t("act.saved") });
      },
    }),
  );
  return (
    <Card>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Textarea
          label={t("legal.language", { page: t(`legal.${page}`), language: t(`language.${language}`) })}
          description={t("legal.hint")}
          autosize
          minRows={4}
          maxRows={18}
          {...form.getInputProps("markdown")}
        />
        {save.isError && <Notice tone="bad" urgent title={errorText(save.error)} />}
        <div className={classes.end}>
          <Button type="submit" variant="default" loading={save.isPending} disabled={!form.isDirty()}>
            {t("act.save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
