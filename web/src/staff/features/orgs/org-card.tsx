/** One org: its name, and a choice of its members that is saved as it is made. */
import { Button, MultiSelect } from "@mantine/core";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./orgs-page.module.css";
import { type Org, type OrgMember, useSaveMembers } from "./queries.ts";

type OrgCardProps = { org: Org; staff: OrgMember[]; onRename: () => void };

export function OrgCard({ org, staff, onRename }: OrgCardProps) {
  const t = useT();
  const errorText = useErrorText();
  const save = useSaveMembers(org);
  return (
    <Card>
      <div className={classes.org}>
        <div className={classes.head}>
          <h2 className={classes.title}>{org.name}</h2>
          <Button variant="default" onClick={onRename} aria-label={`${t("orgs.rename")}: ${org.name}`}>
            {t("orgs.rename")}
          </Button>
        </div>
        <MultiSelect
          label={t("orgs.members")}
          aria-label={`${t("orgs.members")}: ${org.name}`}
          placeholder={org.members.length === 0 ? t("orgs.members.none") : ""}
          data={staff.map(({ id, name }) => ({ value: id, label: name }))}
          value={org.members.map(({ id }) => id)}
          disabled={save.isPending}
          onChange={(members) => save.mutate(members)}
        />
        {save.isError && <Notice tone="bad" urgent title={errorText(save.error)} />}
      </div>
    </Card>
  );
}
