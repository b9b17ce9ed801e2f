/** One template: what it begins, and what can be done with it. */
import { ActionIcon, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Moment } from "~/shared/ui/moment.tsx";
import rows from "~/shared/ui/rows.module.css";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { TemplateNameDialog } from "./template-name-dialog.tsx";
import { type Template, useRemoveTemplate, useRenameTemplate } from "./template-queries.ts";
import classes from "./templates-page.module.css";

type TemplateItemProps = {
  template: Template;
  /** What its type is called. */
  typeTitle: string;
  /** It is gone: the focus has to go elsewhere. */
  onRemoved: () => void;
};

export function TemplateItem({ template, typeTitle, onRemoved }: TemplateItemProps) {
  const t = useT();
  const notify = useNotify();
  const [dialog, setDialog] = useState<"rename" | "remove">();
  const rename = useRenameTemplate(template.id);
  const remove = useRemoveTemplate(template.id);
  const { name } = template;
  const close = () => {
    setDialog(undefined);
    rename.reset();
    remove.reset();
  };
  return (
    <li className={rows.line}>
      <div className={rows.words}>
        <p className={rows.name}>{name}</p>
        <p className={rows.detail}>
          {[typeTitle, template.title, t("template.blocks", { count: template.blocks })]
            .filter((fact) => fact !== "")
            .join(" · ")}
          {" · "}
          <Moment at={template.updated_at} />
        </p>
      </div>
      <div className={classes.acts}>
        <Button
          variant="default"
          size="sm"
          aria-label={t("template.use_name", { name })}
          renderRoot={(props) => <Link {...props} {...paths.newDocumentFrom(template.id)} />}
        >
          {t("template.use")}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t("template.rename_name", { name })}
          onClick={() => setDialog("rename")}
        >
          <Pencil size={17} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t("template.remove_name", { name })}
          onClick={() => setDialog("remove")}
        >
          <Trash2 size={17} aria-hidden="true" />
        </ActionIcon>
      </div>
      {dialog === "rename" && (
        <TemplateNameDialog
          title={t("template.rename.title")}
          text={t("template.rename.text")}
          confirm={t("act.save")}
          name={name}
          naming={rename}
          onNamed={() => notify({ message: t("act.saved") })}
          onClose={close}
        />
      )}
      <ConfirmDialog
        opened={dialog === "remove"}
        onClose={close}
        title={t("template.remove.title")}
        text={t("template.remove.text", { name })}
        confirm={t("template.remove.confirm")}
        isDestructive
        isSending={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              notify({ message: t("template.remove.done", { name }) });
              onRemoved();
            },
          })
        }
      />
    </li>
  );
}
