/** A field for a folder: one of those there are, or a new one. */
import { Autocomplete, type AutocompleteProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useT } from "~/staff/i18n/en.ts";
import { allFolders } from "./folders.ts";
import { type FileScope, foldersQuery } from "./queries.ts";

type FolderFieldProps = Omit<AutocompleteProps, "data" | "label" | "description"> & { scope: FileScope };

export function FolderField({ scope, ...field }: FolderFieldProps) {
  const t = useT();
  const folders = useQuery({
    ...foldersQuery(scope.clientId ?? "", scope.projectId),
    enabled: scope.clientId !== undefined,
  });
  return (
    <Autocomplete
      label={t("files.move.folder")}
      description={t("files.move.hint")}
      data={allFolders(folders.data ?? [])}
      maxDropdownHeight={220}
      {...field}
    />
  );
}
