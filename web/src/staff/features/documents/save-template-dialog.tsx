/** Keeps what a document says now, to begin others with. */
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { TemplateNameDialog } from "./template-name-dialog.tsx";
import { useSaveTemplate } from "./template-queries.ts";

type SaveTemplateDialogProps = { document: StaffDocument; onSave: () => Promise<boolean>; onClose: () => void };

export function SaveTemplateDialog({ document, onSave, onClose }: SaveTemplateDialogProps) {
  const t = useT();
  const notify = useNotify();
  const naming = useSaveTemplate(document.id, onSave);
  return (
    <TemplateNameDialog
      title={t("template.save.title")}
      text={t("template.save.text", { client: document.client.name })}
      confirm={t("template.save.confirm")}
      name={document.title}
      naming={naming}
      onNamed={({ name }) => notify({ message: t("template.save.done", { name }) })}
      onClose={onClose}
    />
  );
}
