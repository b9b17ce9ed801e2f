/** A new document: for whom, what it is, and its title. */
import { Button, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Card } from "~/shared/ui/card.tsx";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { UnsavedGuard } from "~/staff/ui/unsaved-guard.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import classes from "./new-document-page.module.css";
import { documentTypesQuery, useCreateDocument } from "./queries.ts";

/** The type that most documents are of. */
const QUOTE = "quote";

export function NewDocumentPage() {
  const t = useT();
  usePageTitle(t("new_document.title"));
  const navigate = useNavigate();
  const { client } = useSearch({ from: "/signed-in/quotes/new" });
  const create = useCreateDocument();
  const types = useQuery(documentTypesQuery);
  const composed = types.data?.items.filter((type) => type.form === "composed" && type.switched_on) ?? [];
  const form = useForm({
    name: "new-quote",
    initialValues: { client_id: client ?? "", title: "", type: QUOTE },
    validate: {
      client_id: (value) => (value === "" ? t("new_document.client.missing") : null),
      title: (value) => (value.trim() === "" ? t("new_document.name.missing") : null),
    },
  });
  const submit = form.onSubmit((values) =>
    create.mutate(
      { client_id: values.client_id, title: values.title.trim(), type: values.type },
      {
        onSuccess: (document) => {
          form.resetDirty();
          void navigate(paths.document(document.id));
        },
        onError: (error) => showProblems(form, error),
      },
    ),
  );
  return (
    <div className={classes.page}>
      <PageHeading title={t("new_document.title")} lead={t("new_document.lead")} />
      <Card>
        <form className={classes.form} onSubmit={submit} noValidate>
          <ClientSelect
            label={t("new_document.client")}
            value={form.values.client_id}
            onChange={(id) => form.setFieldValue("client_id", id)}
            error={form.errors.client_id}
          />
          {composed.length > 1 && (
            <Select
              label={t("new_document.type")}
              allowDeselect={false}
              data={composed.map(({ key, title }) => ({ value: key, label: title }))}
              {...form.getInputProps("type")}
            />
          )}
          <TextInput
            label={t("new_document.name")}
            description={t("new_document.name.hint")}
            {...form.getInputProps("title")}
          />
          <FormNotice form={form} error={create.error} />
          <UnsavedGuard isDirty={form.isDirty} />
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
