/** What a colleague may do. */
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./people-page.module.css";
import { PermissionFields, type Rights } from "./permission-fields.tsx";
import { type Person, useChangePerson } from "./queries.ts";

export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const change = useChangePerson();
  const [rights, setRights] = useState<Rights>({ role: person.role, permissions: person.permissions });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ id: person.id, ...rights }, { onSuccess: onClose });
  };
  return (
    <Dialog opened onClose={onClose} title={person.name} size="lg">
      <form className={classes.body} onSubmit={submit} noValidate>
        <div className={classes.fields}>
          <PermissionFields rights={rights} onChange={setRights} />
        </div>
        {change.isError && <Notice tone="bad" urgent title={errorText(change.error)} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("people.cancel")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("people.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
