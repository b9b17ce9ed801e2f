/** Says what switching a colleague off does, and does it. */
import { Button } from "@mantine/core";
import { useSession } from "~/client/features/sign-in/index.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./people-page.module.css";
import { type Person, useChangePerson } from "./queries.ts";

export function SwitchOffDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { client } = useSession();
  const change = useChangePerson();
  const { id, name } = person;
  return (
    <Dialog opened onClose={onClose} title={t("people.off.title", { name })}>
      <div className={classes.body}>
        <p className={classes.detail}>{t("people.off.detail", { name, client: client.name })}</p>
        {change.isError && <Notice tone="bad" urgent title={errorText(change.error)} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("people.cancel")}
          </Button>
          <Button
            color="red"
            loading={change.isPending}
            onClick={() => change.mutate({ id, state: "off" }, { onSuccess: onClose })}
          >
            {t("people.switch_off")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
