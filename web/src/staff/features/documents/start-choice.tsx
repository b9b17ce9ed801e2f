/** What a new document begins with: a blank page, or a template of its type. */
import { Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import classes from "./new-document-page.module.css";
import type { Template } from "./template-queries.ts";

const BLANK = "blank";

type StartChoiceProps = {
  /** Those of the chosen type. */
  templates: Template[];
  /** Empty for a blank page. */
  value: string;
  onChange: (templateId: string) => void;
};

export function StartChoice({ templates, value, onChange }: StartChoiceProps) {
  const t = useT();
  if (templates.length === 0) {
    return <p className={classes.note}>{t("new_document.start.none")}</p>;
  }
  return (
    <div>
      <Select
        label={t("new_document.start")}
        description={t("new_document.start.hint")}
        allowDeselect={false}
        searchable={templates.length > 8}
        value={value === "" ? BLANK : value}
        onChange={(chosen) => onChange(chosen === null || chosen === BLANK ? "" : chosen)}
        data={[
          { value: BLANK, label: t("new_document.start.blank") },
          ...templates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <p className={classes.manage}>
        <Link {...paths.templates()}>{t("new_document.start.manage")}</Link>
      </p>
    </div>
  );
}
