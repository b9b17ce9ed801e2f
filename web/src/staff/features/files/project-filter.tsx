/** Narrows files to a project of the client that was chosen. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { clientProjectsQuery } from "~/staff/features/projects/index.ts";
import { useT } from "~/staff/i18n/en.ts";

const MOST = 100;

type ProjectFilterProps = {
  clientId: string | undefined;
  projectId: string | undefined;
  onChange: (projectId: string | undefined) => void;
};

export function ProjectFilter({ clientId, projectId, onChange }: ProjectFilterProps) {
  const t = useT();
  const projects = useQuery({ ...clientProjectsQuery(clientId ?? "", MOST), enabled: clientId !== undefined });
  const rows = projects.data?.items ?? [];
  return rows.length === 0 ? null : (
    <Select
      aria-label={t("files.filter.project")}
      placeholder={t("files.filter.project")}
      w={220}
      searchable
      clearable
      value={projectId ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      data={rows.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
    />
  );
}
