/** The frame in which a list of a project is written: whose counts where two wrote it, what was refused, and the acts. */
import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useT } from "~/staff/i18n/en.ts";
import { FormNotice } from "~/staff/ui/form-notice.tsx";
import { LeaveDialog, UnsavedGuard } from "~/staff/ui/unsaved-guard.tsx";
import { Meanwhile } from "./meanwhile.tsx";
import type { useWholeList } from "./use-whole-list.ts";
import classes from "./whole-list-form.module.css";

type WholeListFormProps<Values extends object, Row, Wanted> = {
  label: string;
  form: UseFormReturnType<Values>;
  list: ReturnType<typeof useWholeList<Row, Wanted>>;
  wantedOf: (values: Values) => Wanted;
  onSaved: () => void;
  onRefused: (error: unknown) => void;
  onClose: () => void;
  /** The word on the button that saves. */
  save: string;
  fieldOf: (path: string) => string;
  meanwhile: { title: string; show: (rows: readonly Row[]) => ReactNode; valuesOf: (rows: readonly Row[]) => Values };
  /** What a screen reader is told. */
  said: string;
  children: ReactNode;
};

export function WholeListForm<Values extends object, Row, Wanted>(props: WholeListFormProps<Values, Row, Wanted>) {
  const { label, form, list, wantedOf, onSaved, onRefused, onClose, save, fieldOf, meanwhile, said, children } = props;
  const t = useT();
  const [leaving, ask] = useDisclosure();
  const { saving, theirs, accept } = list;
  const submit = form.onSubmit(
    (values) => {
      accept();
      saving.mutate(wantedOf(values), { onSuccess: onSaved, onError: onRefused });
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  const take = (rows: readonly Row[]) => {
    const values = meanwhile.valuesOf(rows);
    accept();
    saving.reset();
    form.clearErrors();
    form.setInitialValues(values);
    form.setValues(values);
  };
  return (
    <form className={classes.form} aria-label={label} onSubmit={submit} noValidate>
      {children}
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
      {theirs === undefined ? (
        <FormNotice form={form} error={saving.error} fieldOf={fieldOf} />
      ) : (
        <Meanwhile title={meanwhile.title} onKeep={() => submit()} onTake={() => take(theirs)}>
          {theirs.length === 0 ? t("meanwhile.nothing") : meanwhile.show(theirs)}
        </Meanwhile>
      )}
      <div className={classes.acts}>
        <Button variant="default" onClick={() => (form.isDirty() ? ask.open() : onClose())}>
          {t("act.cancel")}
        </Button>
        <Button type="submit" loading={saving.isPending} disabled={theirs !== undefined}>
          {save}
        </Button>
      </div>
      <LeaveDialog opened={leaving} onStay={ask.close} onLeave={onClose} />
      <UnsavedGuard isDirty={() => form.isDirty() && !saving.isPending} />
    </form>
  );
}
