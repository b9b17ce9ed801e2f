/** The ways to bring files: some, a whole folder, or into a folder that is not there yet. */
import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ChevronDown, FolderPlus, FolderUp } from "lucide-react";
import { useRef } from "react";
import { ChooseFiles } from "~/shared/uploads/choose-files.tsx";
import { chosenFiles, type PlacedFile } from "~/shared/uploads/placed-files.ts";
import { useT } from "~/staff/i18n/en.ts";
import { NewFolderDialog } from "../new-folder-dialog.tsx";
import classes from "./bring.module.css";

type BringButtonsProps = {
  onFound: (found: PlacedFile[]) => void;
  /** The folder that one is in; undefined where folders are not looked at. */
  folder: string | undefined;
  /** Beside a title within a page. */
  isSmall?: boolean;
};

export function BringButtons({ onFound, folder, isSmall = false }: BringButtonsProps) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const [naming, name] = useDisclosure();
  return (
    <div className={classes.bring}>
      <ChooseFiles
        size={isSmall ? "sm" : "md"}
        label={t("files.upload")}
        onFiles={(files) => onFound(chosenFiles(files))}
      />
      <Menu position="bottom-end" radius="lg" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={isSmall ? 36 : 44} radius="md" aria-label={t("files.upload.more")}>
            <ChevronDown size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<FolderUp size={17} aria-hidden="true" />} onClick={() => field.current?.click()}>
            {t("files.upload.folder")}
          </Menu.Item>
          {folder !== undefined && (
            <Menu.Item leftSection={<FolderPlus size={17} aria-hidden="true" />} onClick={name.open}>
              {t("files.new_folder")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={field}
        type="file"
        hidden
        multiple
        {...{ webkitdirectory: "" }}
        onChange={(event) => {
          const found = chosenFiles([...(event.currentTarget.files ?? [])]);
          // The same folder may be chosen again.
          event.currentTarget.value = "";
          if (found.length > 0) {
            onFound(found);
          }
        }}
      />
      {naming && folder !== undefined && <NewFolderDialog folder={folder} onClose={name.close} />}
    </div>
  );
}
