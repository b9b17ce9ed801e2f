/** The files of a client or of one of its projects, on its page. */
import type { PlacedFile } from "~/shared/uploads/placed-files.ts";
import { useT } from "~/staff/i18n/en.ts";
import type { FolderFilter } from "~/staff/paths.ts";
import { useListPage } from "~/staff/ui/use-list-page.ts";
import { FileBrowser } from "./file-browser.tsx";
import classes from "./files-section.module.css";
import { bring } from "./uploads/bring.ts";
import { BringButtons } from "./uploads/bring-buttons.tsx";

type FilesSectionProps = { clientId: string; projectId?: string };

export function FilesSection({ clientId, projectId }: FilesSectionProps) {
  const t = useT();
  const page = useListPage<FolderFilter>();
  const { q, folder = "" } = page.filter;
  const onFound = (found: readonly PlacedFile[]) => bring(found, { clientId, projectId, folder });
  const buttons = <BringButtons isSmall onFound={onFound} folder={q === undefined ? folder : undefined} />;
  return (
    <section aria-label={t("files.title")} className={classes.section}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("files.title")}</h2>
        {buttons}
      </div>
      <FileBrowser
        label={t("files.title")}
        scope={{ clientId, projectId }}
        page={page}
        bring={buttons}
        onFound={onFound}
      />
    </section>
  );
}
