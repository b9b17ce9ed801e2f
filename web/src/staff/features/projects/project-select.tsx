/** A field to choose one of a client's projects; nothing where the client has none. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useT } from "~/staff/i18n/en.ts";
import { clientProjectsQuery } from "./queries.ts";

const MOST = 100;

type ProjectSelectProps = {
  clientId: string;
  /** The project's id; empty when none is chosen. */
  value: string;
  onChange: (projectId: string) => void;
};

export function ProjectSelect({ clientId, value, onChange }: ProjectSelectProps) {
  const t = useT();
  const projects = useQuery({ ...clientProjectsQuery(clientId, MOST), enabled: clientId !== "" });
  const rows = clientId === "" ? [] : (projects.data?.items ?? []);
  return rows.length === 0 ? null : (
    <Select
      label={t("document.project")}
      description={t("document.project.hint")}
      placeholder={t("document.project.none")}
      searchable
      clearable
      value={rows.some(({ id }) => id === value) ? value : null}
      onChange={(id) => onChange(id ?? "")}
      data={rows.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
    />
  );
}
