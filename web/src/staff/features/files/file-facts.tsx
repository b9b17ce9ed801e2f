/** What is known of a file beside its versions. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Moment } from "~/shared/ui/moment.tsx";
import type { StaffFile } from "~/staff/api/wire.ts";
import { clientQuery } from "~/staff/features/clients/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./file-page.module.css";
import { useProjectName } from "./use-project-name.ts";

export function FileFacts({ file }: { file: StaffFile }) {
  const t = useT();
  const format = useFormat();
  const client = useQuery(clientQuery(file.client_id));
  const project = useProjectName(file.project_id);
  const none = (words: string) => <span className="soft">{words}</span>;
  return (
    <Card>
      <section aria-label={t("file.standing")}>
        <h2 className={classes.title}>{t("file.standing")}</h2>
        <dl className={classes.facts}>
          <div>
            <dt>{t("files.column.client")}</dt>
            <dd>{client.data !== undefined && <Link {...paths.client(file.client_id)}>{client.data.name}</Link>}</dd>
          </div>
          <div>
            <dt>{t("file.project")}</dt>
            <dd>
              {file.project_id === null ? (
                none(t("file.project.none"))
              ) : (
                <Link {...paths.project(file.project_id)}>{project}</Link>
              )}
            </dd>
          </div>
          <div>
            <dt>{t("file.folder")}</dt>
            <dd>{file.folder === "" ? none(t("file.folder.none")) : file.folder.replaceAll("/", " / ")}</dd>
          </div>
          <div>
            <dt>{t("files.column.side")}</dt>
            <dd>{t(`files.side.${file.side}`)}</dd>
          </div>
          <div>
            <dt>{t("file.brought")}</dt>
            <dd>
              <time dateTime={file.created_at}>{format.dateTime(file.created_at)}</time>
            </dd>
          </div>
          <div>
            <dt>{t("file.updated")}</dt>
            <dd>
              <Moment at={file.updated_at} />
            </dd>
          </div>
        </dl>
      </section>
    </Card>
  );
}
