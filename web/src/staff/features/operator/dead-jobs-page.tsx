/** Jobs that were given up, and another try at them. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { EmptyState, ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { hasText, useT } from "~/staff/i18n/en.ts";
import { type Column, DataTable } from "~/staff/ui/data-table.tsx";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { InstallationNotice } from "./installation-notice.tsx";
import classes from "./operator.module.css";
import { type DeadJob, deadJobsQuery, useRetryAllJobs, useRetryJob } from "./queries.ts";

export function DeadJobsPage() {
  const t = useT();
  const errorText = useErrorText();
  usePageTitle(t("jobs.title"));
  const jobs = useQuery(deadJobsQuery);
  const retry = useRetryJob();
  const retryAll = useRetryAllJobs();
  const columns = useColumns((id) => retry.mutate(id), retry.isPending ? retry.variables : undefined);
  const error = retry.error ?? retryAll.error;
  const retried = retryAll.data?.count ?? retry.data?.count;
  return (
    <>
      <PageHeading title={t("jobs.title")} lead={t("jobs.lead")}>
        {jobs.data !== undefined && jobs.data.count > 1 && (
          <Button loading={retryAll.isPending} onClick={() => retryAll.mutate()}>
            {t("jobs.retry_all", { count: jobs.data.count })}
          </Button>
        )}
      </PageHeading>
      <InstallationNotice />
      {error !== null && <Notice tone="bad" urgent title={errorText(error)} />}
      {error === null && retried !== undefined && (
        <Notice tone="good" urgent title={t("jobs.retried", { count: retried })} />
      )}
      {jobs.isPending && <ListSkeleton rows={3} />}
      {jobs.isError && jobs.data === undefined && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.data?.items.length === 0 && (
        <EmptyState icon={<CircleCheck size={22} />} title={t("jobs.empty.title")} detail={t("jobs.empty.text")} />
      )}
      {jobs.data !== undefined && jobs.data.items.length > 0 && (
        <DataTable label={t("jobs.title")} columns={columns} rows={jobs.data.items} rowKey={({ id }) => id} />
      )}
    </>
  );
}

function useColumns(onRetry: (id: string) => void, sending: string | undefined): Column<DeadJob>[] {
  const t = useT();
  return [
    {
      key: "kind",
      title: t("jobs.column.kind"),
      isName: true,
      cell: ({ kind }) => {
        const key = `jobs.kind.${kind}`;
        return hasText(key) ? t(key) : kind;
      },
    },
    { key: "provider", title: t("jobs.column.provider"), cell: ({ provider_name }) => provider_name },
    {
      key: "reason",
      title: t("jobs.column.reason"),
      isText: true,
      cell: ({ reason, attempts }) => (
        <span className={classes.reason}>
          {reason ?? t("jobs.no_reason")} {t("jobs.attempts", { count: attempts })}
        </span>
      ),
    },
    {
      key: "when",
      title: t("jobs.column.when"),
      cell: ({ given_up_at }) => (given_up_at === null ? t("time.unknown") : <Moment at={given_up_at} />),
    },
    {
      key: "act",
      title: t("jobs.column.act"),
      isFigure: true,
      cell: ({ id, provider_name }) => (
        <Button
          size="xs"
          variant="default"
          loading={sending === id}
          aria-label={`${t("jobs.retry")}: ${provider_name}`}
          onClick={() => onRetry(id)}
        >
          {t("jobs.retry")}
        </Button>
      ),
    },
  ];
}
