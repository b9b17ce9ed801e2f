/** Everybody whose portal this installation serves. */
import { Button } from "@mantine/core";
import { Plus, Store } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "~/shared/ui/list-states.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { hasText, useT } from "~/staff/i18n/en.ts";
import { type Column, DataTable } from "~/staff/ui/data-table.tsx";
import { ListView } from "~/staff/ui/list-view.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { useCursorList } from "~/staff/ui/use-cursor-list.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { useSession } from "../session/index.ts";
import { NewProviderDialog } from "./new-provider-dialog.tsx";
import classes from "./operator.module.css";
import type { MadeProvider, Provider } from "./queries.ts";

export function ProvidersPage() {
  const t = useT();
  usePageTitle(t("providers.title"));
  const providers = useCursorList("providers", "api/admin/providers");
  const columns = useColumns();
  const { sends_mail } = useSession();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeProvider>();
  const add = (
    <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={() => setMaking(true)}>
      {t("providers.new")}
    </Button>
  );
  return (
    <>
      <PageHeading title={t("providers.title")} lead={t("providers.lead")}>
        {add}
      </PageHeading>
      {made !== undefined && (
        <Notice tone="good" urgent title={t("provider.made", { name: made.name })}>
          {t(sends_mail ? "provider.made.invited" : "provider.made.waits", { email: made.owner_email })}
        </Notice>
      )}
      <ListView
        list={providers}
        empty={
          <EmptyState
            icon={<Store size={22} />}
            title={t("providers.empty.title")}
            detail={t("providers.empty.text")}
            action={add}
          />
        }
      >
        <DataTable label={t("providers.title")} columns={columns} rows={providers.items} rowKey={({ id }) => id} />
      </ListView>
      {isMaking && (
        <NewProviderDialog
          onClose={() => setMaking(false)}
          onMade={(provider) => {
            setMade(provider);
            setMaking(false);
          }}
        />
      )}
    </>
  );
}

function useColumns(): Column<Provider>[] {
  const t = useT();
  return [
    { key: "name", title: t("providers.column.name"), isName: true, cell: ({ name }) => name },
    {
      key: "addresses",
      title: t("providers.column.addresses"),
      isText: true,
      cell: ({ addresses }) => (
        <span className={classes.addresses}>
          {addresses.map((address) => (
            <span key={address}>{address}</span>
          ))}
        </span>
      ),
    },
    {
      key: "preset",
      title: t("providers.column.preset"),
      cell: ({ preset }) => {
        const key = `provider.preset.${preset}`;
        return hasText(key) ? t(key) : preset;
      },
    },
    { key: "contacts", title: t("providers.column.contacts"), isFigure: true, cell: ({ contacts }) => contacts },
    {
      key: "created",
      title: t("providers.column.created"),
      isFigure: true,
      cell: ({ created_at }) => <Moment at={created_at} />,
    },
  ];
}
