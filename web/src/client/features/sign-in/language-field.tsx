/** The language of the portal and of the messages one gets. */
import { Select } from "@mantine/core";
import { brand } from "~/shared/brand/brand.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Notice } from "~/shared/ui/notice.tsx";
import { languages } from "../../i18n/language.tsx";
import { useT } from "../../i18n/use-t.ts";
import { useChooseLanguage, useSession } from "./session.ts";

/** Stands for no choice of one's own. */
const OF_PROVIDER = "provider";

export function LanguageField() {
  const t = useT();
  const errorText = useErrorText();
  const { contact } = useSession();
  const choose = useChooseLanguage();
  const ofProvider = languages.find(({ code }) => code === brand.language)?.name ?? brand.language;
  return (
    <>
      <Select
        label={t("settings.language")}
        description={t("settings.language_hint")}
        data={[
          { value: OF_PROVIDER, label: t("settings.language_of_provider", { language: ofProvider }) },
          ...languages.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        value={contact.chosen_language ?? OF_PROVIDER}
        onChange={(code) => choose.mutate(code === OF_PROVIDER ? null : code)}
        disabled={choose.isPending}
        allowDeselect={false}
      />
      {choose.isError && <Notice tone="bad" urgent title={errorText(choose.error)} />}
    </>
  );
}
