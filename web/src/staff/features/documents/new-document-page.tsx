/** A new quote: for whom, and its title. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import classes from "./new-document-page.module.css";
import { useCreateDocument } from "./queries.ts";

export function NewDocumentPage() {
  const t = useT();
  const errorText = useErrorText();
  usePageTitle(t("new_document.title"));
  const navigate = useNavigate();
  const { client } = useSearch({ from: "/signed-in/quotes/new" });
  const create = useCreateDocument();
  const form = useForm({
    initialValues: { client: client ?? "", title: "" },
    validate: {
      client: (value) => (value === "" ? t("new_document.client.missing") : null),
      title: (value) => (value.trim() === "" ? t("new_document.name.missing") : null),
    },
  });
  const submit = form.onSubmit((values) =>
    create.mutate(
      { client_id: values.client, title: values.title.trim() },
      { onSuccess: (document) => void navigate(paths.document(document.id)) },
    ),
  );
  return (
    <div className={classes.page}>
      <PageHeading title={t("new_document.title")} lead={t("new_document.lead")} />
      <Card>
        <form className={classes.form} onSubmit={submit} noValidate>
          <ClientSelect
            label={t("new_document.client")}
            value={form.values.client}
            onChange={(id) => form.setFieldValue("client", id)}
            error={form.errors.client}
          />
          <TextInput
            label={t("new_document.name")}
            description={t("new_document.name.hint")}
            {...form.getInputProps("title")}
          />
          {create.isError && <Notice tone="bad" urgent title={errorText(create.error)} />}
          <div className={classes.acts}>
            <Button variant="default" renderRoot={(props) => <Link {...props} {...paths.documents()} />}>
              {t("act.cancel")}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t("new_document.create")}
            </Button>
          </div>
        </form>
      </Card>
    </div>
  );
}
