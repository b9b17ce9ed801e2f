/** Who else has this draft open: told in one calm line, since what two people save is brought together anyway. */
import { UsersRound } from "lucide-react";
import { useLocale } from "~/shared/i18n/texts.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./quote-editor.module.css";
import { type OtherEditor, useEditing } from "./use-editing.ts";

export function EditingBar({ documentId }: { documentId: string }) {
  const words = useEditingWords(useEditing(documentId));
  return (
    <div className={classes.company} aria-live="polite">
      {words !== null && (
        <p className={classes.companyLine} title={words}>
          <UsersRound size={17} aria-hidden="true" />
          <span>{words}</span>
        </p>
      )}
    </div>
  );
}

function useEditingWords(others: OtherEditor[]): string | null {
  const t = useT();
  const locale = useLocale();
  const people = others.filter((other) => !other.is_me);
  const names = [...new Map(people.map((other) => [other.staff_id, other.name])).values()];
  const [first] = people;
  if (first === undefined) {
    return others.length === 0 ? null : t("editing.own_tab");
  }
  if (names.length > 1) {
    return t("editing.more", { names: new Intl.ListFormat(locale).format(names) });
  }
  const since = new Date(first.since).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  return t("editing.one", { name: first.name, time: since });
}
