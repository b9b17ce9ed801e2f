/** Why a form was not sent: in full, or where to look when the fields say it themselves. */
import type { UseFormReturnType } from "@mantine/form";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { asNamed, type FieldOf, isBesideFields } from "./form-problems.ts";

type FormNoticeProps<Values extends object> = {
  form: UseFormReturnType<Values>;
  error: unknown;
  fieldOf?: FieldOf | undefined;
};

export function FormNotice<Values extends object>({ form, error, fieldOf = asNamed }: FormNoticeProps<Values>) {
  const t = useT();
  const errorText = useErrorText();
  if (error === null || error === undefined) {
    return null;
  }
  const isBeside = isBesideFields(form.values, error, fieldOf);
  return <Notice tone="bad" urgent title={isBeside ? t("form.see_fields") : errorText(error)} />;
}
