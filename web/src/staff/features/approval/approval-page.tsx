/** Which drafts somebody approves before clients see them, and whether that is another than who wrote them. */
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { Tag } from "~/shared/ui/tag.tsx";
import { useMayAdminister } from "~/staff/features/session/index.ts";
import { useT } from "~/staff/i18n/en.ts";
import { PageHeading } from "~/staff/ui/page-heading.tsx";
import page from "~/staff/ui/settings-form.module.css";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { usePageTitle } from "~/staff/ui/use-page-title.ts";
import { useChangeType } from "../document-types/index.ts";
import { documentSettingsQuery, documentTypesQuery } from "../documents/index.ts";
import classes from "./approval-page.module.css";
import { useSaveDocumentSettings } from "./queries.ts";

export function ApprovalPage() {
  const t = useT();
  usePageTitle(t("approval.title"));
  const types = useQuery(documentTypesQuery);
  const mayAdminister = useMayAdminister();
  const settings = useQuery(documentSettingsQuery);
  const failed = [types, settings].find(({ isError, data }) => isError && data === undefined);
  const composed = types.data?.items.filter(({ form }) => form === "composed");
  return (
    <div className={page.page}>
      <PageHeading title={t("approval.title")} lead={t("approval.lead")} />
      {!mayAdminister && <Notice tone="info" title={t("settings.read_only")} />}
      {failed !== undefined ? (
        <ErrorState
          error={failed.error}
          onRetry={() => {
            void types.refetch();
            void settings.refetch();
          }}
        />
      ) : composed === undefined || settings.data === undefined ? (
        <ListSkeleton rows={2} height={160} />
      ) : (
        <>
          <FourEyes
            isOn={settings.data.four_eyes}
            isUsed={composed.some((type) => type.switched_on && type.requires_approval)}
          />
          <Types types={composed} />
        </>
      )}
    </div>
  );
}

function FourEyes({ isOn, isUsed }: { isOn: boolean; isUsed: boolean }) {
  const t = useT();
  const notify = useNotify();
  const errorText = useErrorText();
  const save = useSaveDocumentSettings();
  const mayAdminister = useMayAdminister();
  const saved = { onSuccess: () => notify({ message: t("act.saved") }) };
  return (
    <Card>
      <div className={page.group}>
        <h2 className={page.title}>{t("approval.four_eyes")}</h2>
        {mayAdminister ? (
          <Switch
            label={t("approval.four_eyes.text")}
            checked={isOn}
            onChange={(event) => save.mutate({ four_eyes: event.currentTarget.checked }, saved)}
          />
        ) : (
          <p className={page.hint}>{t(isOn ? "approval.four_eyes.text" : "approval.four_eyes.off")}</p>
        )}
        {!isUsed && <p className={page.hint}>{t("approval.four_eyes.nothing")}</p>}
        {save.isError && <Notice tone="bad" urgent title={errorText(save.error)} />}
      </div>
    </Card>
  );
}

type TypesProps = { types: { key: string; title: string; requires_approval: boolean; switched_on: boolean }[] };

function Types({ types }: TypesProps) {
  const t = useT();
  const notify = useNotify();
  const errorText = useErrorText();
  const change = useChangeType();
  const mayAdminister = useMayAdminister();
  const saved = { onSuccess: () => notify({ message: t("act.saved") }) };
  return (
    <Card>
      <div className={page.group}>
        <div>
          <h2 className={page.title}>{t("approval.types")}</h2>
          <p className={page.hint}>{t("approval.types.hint")}</p>
        </div>
        {change.isError && <Notice tone="bad" urgent title={errorText(change.error)} />}
        <ul className={classes.types}>
          {types.map(({ key, title, requires_approval: needs, switched_on: isOn }) => (
            <li key={key} className={classes.type}>
              <span>
                {title}
                {!isOn && <span className="soft"> · {t("approval.type.off")}</span>}
              </span>
              {mayAdminister ? (
                <Switch
                  aria-label={t("approval.type.of", { title })}
                  checked={needs}
                  onChange={(event) => change.mutate({ key, requires_approval: event.currentTarget.checked }, saved)}
                />
              ) : (
                <Tag tone={needs ? "brand" : "calm"}>{t(needs ? "approval.needed" : "approval.not_needed")}</Tag>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
