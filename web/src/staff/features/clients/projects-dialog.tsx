/** Which projects of its client a contact sees: all of them, or those that are chosen. */
import { Checkbox, Radio, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { ClientDetail, ContactRow } from "~/staff/api/wire.ts";
import { clientProjectsQuery } from "~/staff/features/projects/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { membershipProjectsQuery, useSaveMembershipProjects } from "./queries.ts";

/** As many as the server gives at once. */
const MOST = 100;

type ProjectsDialogProps = { contact: ContactRow; client: ClientDetail; onClose: () => void };

export function ProjectsDialog({ contact, client, onClose }: ProjectsDialogProps) {
  const t = useT();
  const assigned = useQuery(membershipProjectsQuery(contact.membership_id));
  const projects = useQuery(clientProjectsQuery(client.id, MOST));
  const failed = [assigned, projects].find(({ isError }) => isError);
  if (assigned.data !== undefined && projects.data !== undefined) {
    const { project_ids } = assigned.data;
    const offered = projects.data.items;
    return <ProjectsForm {...{ contact, client, onClose, offered, assigned: project_ids ?? null }} />;
  }
  return (
    <Dialog opened size="md" onClose={onClose} title={t("assign.title", { name: contact.name })}>
      {failed === undefined ? (
        <ListSkeleton rows={3} height={44} />
      ) : (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      )}
    </Dialog>
  );
}

type ProjectsFormProps = ProjectsDialogProps & {
  assigned: string[] | null;
  offered: { id: string; code: string; name: string }[];
};

function ProjectsForm({ contact, client, onClose, assigned, offered }: ProjectsFormProps) {
  const t = useT();
  const notify = useNotify();
  const save = useSaveMembershipProjects();
  const form = useForm({
    name: "assign",
    initialValues: { reach: assigned === null ? "all" : "some", project_ids: assigned ?? [] },
  });
  const { reach, project_ids } = form.values;
  const isSome = reach === "some";
  return (
    <FormDialog
      title={t("assign.title", { name: contact.name })}
      form={form}
      onSubmit={(wanted) =>
        save.mutate(
          {
            membershipId: contact.membership_id,
            project_ids: wanted.reach === "some" ? wanted.project_ids : null,
          },
          {
            onSuccess: () => {
              onClose();
              notify({ message: t("act.saved") });
            },
            onError: (error) => showProblems(form, error),
          },
        )
      }
      onClose={onClose}
      confirm={t("act.save")}
      isSending={save.isPending}
      error={save.error}
    >
      <Radio.Group label={t("assign.sees")} {...form.getInputProps("reach")}>
        <Stack gap="sm" mt="xs">
          <Radio value="all" label={t("assign.all", { client: client.name })} />
          <Radio value="some" label={t("assign.some")} />
        </Stack>
      </Radio.Group>
      {isSome && (
        <Checkbox.Group label={t("assign.projects")} {...form.getInputProps("project_ids")}>
          <Stack gap="sm" mt="xs">
            {offered.map(({ id, code, name }) => (
              <Checkbox key={id} value={id} label={name} description={code} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {isSome && offered.length === 0 && <p className={classes.soft}>{t("assign.none", { client: client.name })}</p>}
      {isSome && project_ids.length === 0 && <p className={classes.soft}>{t("assign.nothing")}</p>}
      <p className={classes.soft}>{isSome ? `${t("assign.only")} ${t("assign.at_once")}` : t("assign.at_once")}</p>
    </FormDialog>
  );
}
