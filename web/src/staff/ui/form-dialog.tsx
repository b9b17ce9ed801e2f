/** A form in a dialog: refusals beside their fields, and a question before what was typed is lost. */
import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./dialog.module.css";
import { FormNotice } from "./form-notice.tsx";
import type { FieldOf } from "./form-problems.ts";
import { LeaveDialog, UnsavedGuard } from "./unsaved-guard.tsx";

type FormDialogProps<Values extends object> = {
  title: string;
  form: UseFormReturnType<Values>;
  onSubmit: (values: Values) => void;
  onClose: () => void;
  /** The word on the button that sends. */
  confirm: string;
  isSending: boolean;
  error: unknown;
  fieldOf?: FieldOf;
  size?: string;
  /** Instead of the usual notice about the error. */
  notice?: ReactNode;
  /** A rarer act, at the other end of the row of buttons. */
  aside?: ReactNode;
  children: ReactNode;
};

export function FormDialog<Values extends object>(props: FormDialogProps<Values>) {
  const t = useT();
  const { title, form, onSubmit, onClose, confirm, isSending, error, fieldOf, size, notice, aside, children } = props;
  const [leaving, ask] = useDisclosure();
  const submit = form.onSubmit(onSubmit, (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus());
  return (
    <>
      <Dialog opened size={size ?? "md"} onClose={() => (form.isDirty() ? ask.open() : onClose())} title={title}>
        <form className={classes.body} onSubmit={submit} noValidate>
          <div className={classes.fields}>{children}</div>
          {notice ?? <FormNotice form={form} error={error} fieldOf={fieldOf} />}
          <div className={classes.acts}>
            {aside !== undefined && <div className={classes.aside}>{aside}</div>}
            <Button variant="default" onClick={onClose}>
              {t("act.cancel")}
            </Button>
            <Button type="submit" loading={isSending}>
              {confirm}
            </Button>
          </div>
        </form>
      </Dialog>
      <LeaveDialog opened={leaving} onStay={ask.close} onLeave={onClose} />
      <UnsavedGuard isDirty={() => form.isDirty() && !isSending} />
    </>
  );
}
