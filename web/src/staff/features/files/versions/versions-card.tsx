/** All versions of a file, the newest first. */
import type { ReactNode } from "react";
import { Card } from "~/shared/ui/card.tsx";
import type { StaffFile } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { VersionItem } from "./version-item.tsx";
import classes from "./versions.module.css";

type VersionsCardProps = { file: StaffFile; clientName: string; bring?: ReactNode };

export function VersionsCard({ file, clientName, bring }: VersionsCardProps) {
  const t = useT();
  return (
    <Card>
      <section aria-label={t("versions.title")}>
        <div className={classes.head}>
          <h2 className={classes.title}>{t("versions.title")}</h2>
          {bring}
        </div>
        <ol className={classes.list}>
          {file.versions.map((version) => (
            <VersionItem key={version.version} version={version} file={file} clientName={clientName} />
          ))}
        </ol>
      </section>
    </Card>
  );
}
