/** What is written for clients: each type with what clients do with it, on or off. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Files, Plus } from "lucide-react";
import { useState } from "react";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useMayAdminister } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { documentTypesQuery } from "../documents/index.ts";
import classes from "./document-types-page.module.css";
import type { DocumentType } from "./queries.ts";
import { TypeDialog } from "./type-dialog.tsx";
import { TypeItem } from "./type-item.tsx";

export function DocumentTypesPage() {
  const t = useT();
  usePageTitle(t("types.title"));
  const types = useQuery(documentTypesQuery);
  const mayAdminister = useMayAdminister();
  const [editing, setEditing] = useState<DocumentType | "new">();
  const add = mayAdminister ? (
    <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={() => setEditing("new")}>
      {t("types.new")}
    </Button>
  ) : undefined;
  return (
    <div className={classes.page}>
      <PageHeading title={t("types.title")} lead={t("types.lead")}>
        {add}
      </PageHeading>
      {!mayAdminister && <Notice tone="info" title={t("settings.read_only")} />}
      {types.isPending && <ListSkeleton rows={6} height={86} />}
      {types.isError && types.data === undefined && (
        <ErrorState error={types.error} onRetry={() => void types.refetch()} />
      )}
      {types.data?.items.length === 0 && (
        <EmptyState
          icon={<Files size={22} />}
          title={t("types.empty.title")}
          detail={t("types.empty.text")}
          action={add}
        />
      )}
      {types.data !== undefined && types.data.items.length > 0 && (
        <ul className={classes.types}>
          {types.data.items.map((type) => (
            <TypeItem key={type.key} type={type} onEdit={() => setEditing(type)} />
          ))}
        </ul>
      )}
      {editing !== undefined && (
        <TypeDialog type={editing === "new" ? null : editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  );
}
