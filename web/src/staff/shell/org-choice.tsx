/** For which org one acts; only there for staff who belong to one. */
import { NativeSelect } from "@mantine/core";
import { useActFor } from "../features/orgs/index.ts";
import { useSession } from "../features/session/index.ts";
import { useT } from "../i18n/en.ts";
import classes from "./org-choice.module.css";

export function OrgChoice() {
  const t = useT();
  const { orgs, acting_org_id: acting } = useSession();
  const actFor = useActFor();
  if (orgs.length === 0) {
    return null;
  }
  const data = [
    { value: "", label: t("org.acting.none") },
    ...orgs.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <NativeSelect
      className={classes.choice}
      aria-label={t("org.acting")}
      data={data}
      value={acting ?? ""}
      disabled={actFor.isPending}
      onChange={(event) => actFor.mutate(event.currentTarget.value === "" ? null : event.currentTarget.value)}
    />
  );
}
