/** The role of a membership, and the single permissions it has beyond the role or lacks of it. */
import { Select } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import type { ContactRow, Permission, Role, RoleTable } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { PermissionList } from "./permission-list.tsx";
import { differenceOf, underRole } from "./permissions.ts";
import { rolesQuery, useChangeMembership } from "./queries.ts";
import { useRoleOptions } from "./roles.ts";

type PermissionsDialogProps = { contact: ContactRow; onClose: () => void };

export function PermissionsDialog({ contact, onClose }: PermissionsDialogProps) {
  const t = useT();
  const table = useQuery(rolesQuery);
  if (table.data !== undefined) {
    return <PermissionsForm table={table.data} contact={contact} onClose={onClose} />;
  }
  return (
    <Dialog opened size="lg" onClose={onClose} title={t("permissions.title", { name: contact.name })}>
      {table.isError ? (
        <ErrorState error={table.error} onRetry={() => void table.refetch()} />
      ) : (
        <ListSkeleton rows={4} height={56} />
      )}
    </Dialog>
  );
}

type Membership = { role: Role; permissions: Permission[] };

function PermissionsForm({ table, contact, onClose }: PermissionsDialogProps & { table: RoleTable }) {
  const t = useT();
  const notify = useNotify();
  const roles = useRoleOptions();
  const change = useChangeMembership();
  const form = useForm<Membership>({
    name: "membership",
    initialValues: { role: contact.role, permissions: contact.permissions },
  });
  const { role, permissions } = form.values;
  const difference = differenceOf(table, role, permissions);
  const submit = (wanted: Membership) => {
    const { added, removed } = differenceOf(table, wanted.role, wanted.permissions);
    change.mutate(
      {
        membershipId: contact.membership_id,
        role: wanted.role,
        added_permissions: added,
        removed_permissions: removed,
      },
      {
        onSuccess: () => {
          onClose();
          notify({ message: t("act.saved") });
        },
        onError: (error) => showProblems(form, error),
      },
    );
  };
  return (
    <FormDialog
      title={t("permissions.title", { name: contact.name })}
      size="lg"
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("act.save")}
      isSending={change.isPending}
      error={change.error}
    >
      <Select
        label={t("contact.role")}
        description={t(`role.${role}.hint`)}
        allowDeselect={false}
        data={roles}
        value={role}
        onChange={(to) =>
          to !== null && form.setValues({ role: to as Role, permissions: underRole(table, to as Role, difference) })
        }
      />
      <PermissionList
        table={table}
        role={role}
        chosen={permissions}
        onChange={(chosen) => form.setFieldValue("permissions", chosen)}
      />
      <p className={classes.soft}>{t("permissions.at_once")}</p>
    </FormDialog>
  );
}
