/** The templates: what new documents begin with. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LayoutTemplate } from "lucide-react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import rows from "~/shared/ui/rows.module.css";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { focusSoon } from "~/staff/ui/focus-soon.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { documentTypesQuery } from "./queries.ts";
import { TemplateItem } from "./template-item.tsx";
import { templatesQuery } from "./template-queries.ts";
import classes from "./templates-page.module.css";

export function TemplatesPage() {
  const t = useT();
  usePageTitle(t("templates.title"));
  const templates = useQuery(templatesQuery);
  const types = useQuery(documentTypesQuery);
  const titleOf = (type: string) => types.data?.items.find(({ key }) => key === type)?.title ?? "";
  const items = templates.data?.items;
  return (
    <div className={classes.page}>
      <PageHeading title={t("templates.title")} lead={t("templates.lead")}>
        <Button
          id="begin-document"
          variant="default"
          renderRoot={(props) => <Link {...props} {...paths.newDocument()} />}
        >
          {t("templates.new_document")}
        </Button>
      </PageHeading>
      {templates.isPending && <ListSkeleton rows={3} height={68} />}
      {templates.isError && items === undefined && (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      {items?.length === 0 && (
        <EmptyState
          icon={<LayoutTemplate size={22} />}
          title={t("templates.empty.title")}
          detail={t("templates.empty.text")}
          action={
            <Button renderRoot={(props) => <Link {...props} {...paths.documents()} />}>
              {t("templates.empty.next")}
            </Button>
          }
        />
      )}
      {items !== undefined && items.length > 0 && (
        <ul className={rows.boxed}>
          {items.map((template) => (
            <TemplateItem
              key={template.id}
              template={template}
              typeTitle={titleOf(template.type)}
              onRemoved={() => focusSoon("#begin-document")}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
