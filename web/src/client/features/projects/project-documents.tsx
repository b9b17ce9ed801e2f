/** The newest documents of a project that has some. */
import { Link } from "@tanstack/react-router";
import { useFormat } from "~/shared/i18n/format.ts";
import { useT } from "../../i18n/use-t.ts";
import { paths } from "../../paths.ts";
import { Part } from "./part.tsx";
import classes from "./project-documents.module.css";
import type { Project } from "./queries.ts";

const SHOWN = 3;

export function ProjectDocuments({ documents }: { documents: Project["documents"] }) {
  const t = useT();
  const format = useFormat();
  return (
    <Part
      title={t("project.documents")}
      more={documents.length > SHOWN ? { path: paths.documents(), words: t("documents.show_all") } : undefined}
    >
      <ul className={classes.list}>
        {documents.slice(0, SHOWN).map((document) => (
          <li key={document.id}>
            <Link className={classes.document} {...paths.document(document.year, document.slug)}>
              <span className={classes.title}>{document.title}</span>
              <span className={classes.detail}>
                <span>{document.number}</span>
                <time dateTime={document.published_at} title={format.dateTime(document.published_at)}>
                  {format.date(document.published_at)}
                </time>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}
