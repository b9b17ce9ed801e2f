/** A new document: for whom, what it is, what it begins with, and its title. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Card } from "~/shared/ui/card.tsx";
import { ClientSelect } from "~/staff/features/clients/index.ts";
import { ProjectSelect } from "~/staff/features/projects/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { UnsavedGuard } from "~/staff/ui/unsaved-guard.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import classes from "./new-document-page.module.css";
import { documentTypesQuery, useCreateDocument } from "./queries.ts";
import { StartChoice } from "./start-choice.tsx";
import { templatesQuery } from "./template-queries.ts";
import { TypeChoice } from "./type-choice.tsx";

/** The type that most documents are of. */
const QUOTE = "quote";

export function NewDocumentPage() {
  const t = useT();
  usePageTitle(t("new_document.title"));
  const navigate = useNavigate();
  const { client, template: asked } = useSearch({ from: "/signed-in/quotes/new" });
  const create = useCreateDocument();
  const types = useQuery(documentTypesQuery);
  const templates = useQuery(templatesQuery);
  const composed = types.data?.items.filter((type) => type.form === "composed" && type.switched_on) ?? [];
  const form = useForm({
    name: "new-quote",
    initialValues: { client_id: client ?? "", project_id: "", title: "", type: QUOTE, template_id: asked ?? "" },
    validate: {
      client_id: (value) => (value === "" ? t("new_document.client.missing") : null),
      title: (value) => (value.trim() === "" ? t("new_document.name.missing") : null),
    },
  });
  const chosen = templates.data?.items.find(({ id }) => id === form.values.template_id);
  const isOffered = composed.some(({ key }) => key === form.values.type);
  const type = chosen?.type ?? (isOffered ? form.values.type : (composed[0]?.key ?? QUOTE));
  const fillTitle = useTitleOf(form.values.title, (title) => form.setFieldValue("title", title));
  const begin = chosen?.title;
  useEffect(() => {
    if (begin !== undefined) {
      fillTitle(begin);
    }
  }, [begin, fillTitle]);
  const submit = form.onSubmit(({ client_id, project_id, title, template_id }) => {
    const isBlank = template_id === "";
    create.mutate(
      {
        client_id,
        project_id: project_id === "" ? null : project_id,
        title: title.trim(),
        type: isBlank ? type : null,
        template_id: isBlank ? null : template_id,
      },
      {
        onSuccess: (document) => {
          form.resetDirty();
          void navigate(paths.document(document.id));
        },
        onError: (error) => showProblems(form, error),
      },
    );
  });
  return (
    <div className={classes.page}>
      <PageHeading title={t("new_document.title")} lead={t("new_document.lead")} />
      <Card>
        <form className={classes.form} onSubmit={submit} noValidate>
          <ClientSelect
            label={t("new_document.client")}
            value={form.values.client_id}
            onChange={(id) => form.setValues({ client_id: id, project_id: "" })}
            error={form.errors.client_id}
          />
          <ProjectSelect
            clientId={form.values.client_id}
            value={form.values.project_id}
            onChange={(id) => form.setFieldValue("project_id", id)}
          />
          {composed.length > 1 && (
            <TypeChoice
              types={composed}
              value={type}
              onChange={(key) => form.setValues({ type: key, template_id: "" })}
            />
          )}
          {templates.data !== undefined && (
            <StartChoice
              templates={templates.data.items.filter((template) => template.type === type)}
              value={form.values.template_id}
              onChange={(id) => form.setValues({ type, template_id: id })}
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

/** Puts a template's title into the field, unless somebody has written there. */
function useTitleOf(title: string, set: (title: string) => void): (title: string) => void {
  const filled = useRef("");
  const now = useRef({ title, set });
  now.current = { title, set };
  const fill = useRef((next: string) => {
    if (now.current.title === "" || now.current.title === filled.current) {
      filled.current = next;
      now.current.set(next);
    }
  });
  return fill.current;
}
