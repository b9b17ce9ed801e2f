/** The texts of the pages that law asks for, each in the languages of the portal. */
import { useQuery } from "@tanstack/react-query";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useSession } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import classes from "./legal-pages-page.module.css";
import { LegalTextForm } from "./legal-text-form.tsx";
import { type LegalPage, legalTextsQuery } from "./queries.ts";

const pages: LegalPage[] = ["privacy", "imprint"];
const languages = ["en", "de"] as const;

export function LegalPagesPage() {
  const t = useT();
  usePageTitle(t("legal.title"));
  const texts = useQuery(legalTextsQuery);
  const { brands } = useSession();
  const address = brands[0] === undefined ? undefined : `${brands[0].origin}${brands[0].prefix}`;
  return (
    <div className={classes.page}>
      <PageHeading title={t("legal.title")} lead={t("legal.lead")} />
      {texts.isPending && <ListSkeleton rows={4} height={160} />}
      {texts.isError && texts.data === undefined && (
        <ErrorState error={texts.error} onRetry={() => void texts.refetch()} />
      )}
      {texts.data !== undefined &&
        pages.map((page) => (
          <section key={page} className={classes.section} aria-labelledby={`legal-${page}`}>
            <div className={classes.head}>
              <h2 className={classes.title} id={`legal-${page}`}>
                {t(`legal.${page}`)}
              </h2>
              {address !== undefined && (
                <a href={`${address}/${page}`} target="_blank" rel="noopener noreferrer">
                  {t("legal.open")}
                </a>
              )}
            </div>
            {languages.map((language) => (
              <LegalTextForm
                key={language}
                page={page}
                language={language}
                text={texts.data.find((text) => text.kind === page && text.language === language)?.markdown ?? ""}
              />
            ))}
          </section>
        ))}
    </div>
  );
}
