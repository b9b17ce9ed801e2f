/** How clients may pay, by section, in the order they are shown. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, Wallet } from "lucide-react";
import { useState } from "react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import type { PaymentMethod } from "~/staff/api/wire.ts";
import { useMayAdminister } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { MethodDialog } from "./method-dialog.tsx";
import { MethodPreview } from "./method-preview.tsx";
import { MethodSection } from "./method-section.tsx";
import classes from "./payment-methods-page.module.css";
import { paymentMethodsQuery } from "./queries.ts";
import { sections } from "./sections.ts";

export function PaymentMethodsPage() {
  const t = useT();
  usePageTitle(t("methods.title"));
  const methods = useQuery(paymentMethodsQuery);
  const [editing, setEditing] = useState<PaymentMethod | "new">();
  const [previewed, setPreviewed] = useState<PaymentMethod>();
  const mayAdminister = useMayAdminister();
  const add = mayAdminister ? (
    <Button leftSection={<Plus size={18} aria-hidden="true" />} onClick={() => setEditing("new")}>
      {t("methods.new")}
    </Button>
  ) : undefined;
  return (
    <div className={classes.page}>
      <PageHeading title={t("methods.title")} lead={t("methods.lead")}>
        {add}
      </PageHeading>
      {!mayAdminister && <Notice tone="info" title={t("settings.read_only")} />}
      {methods.isPending && <ListSkeleton rows={4} />}
      {methods.isError && methods.data === undefined && (
        <ErrorState error={methods.error} onRetry={() => void methods.refetch()} />
      )}
      {methods.data?.length === 0 && (
        <EmptyState
          icon={<Wallet size={22} />}
          title={t("methods.empty.title")}
          detail={t("methods.empty.text")}
          action={add}
        />
      )}
      {methods.data !== undefined &&
        methods.data.length > 0 &&
        sections.map((section) => (
          <MethodSection
            key={section}
            section={section}
            methods={methods.data.filter((method) => method.section === section)}
            onEdit={setEditing}
            onPreview={setPreviewed}
          />
        ))}
      {previewed !== undefined && (
        <Dialog opened onClose={() => setPreviewed(undefined)} title={t("method.preview")} size="lg">
          <MethodPreview method={previewed} />
        </Dialog>
      )}
      {editing !== undefined && (
        <MethodDialog
          method={editing === "new" ? null : editing}
          count={methods.data?.length ?? 0}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}
