/** Sends a draft to those who may approve it. */
import { useQuery } from "@tanstack/react-query";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { DraftActButton, type DraftInHand } from "./draft-act-button.tsx";
import { documentSettingsQuery, useSubmit } from "./queries.ts";

type SubmitButtonProps = { document: StaffDocument; inHand: DraftInHand };

export function SubmitButton({ document, inHand }: SubmitButtonProps) {
  const t = useT();
  const notify = useNotify();
  const submit = useSubmit(document.id);
  const { data: settings } = useQuery(documentSettingsQuery);
  const text = settings?.four_eyes === true ? "submit.text.four_eyes" : "submit.text";
  const isEmpty = document.draft.blocks.length === 0;
  const isSame = document.published_version !== null && !document.has_unpublished_changes;
  return (
    <DraftActButton
      inHand={inHand}
      label={t("submit.button")}
      title={t("submit.title")}
      text={t(text, { client: document.client.name })}
      confirm={t("submit.confirm")}
      idle={isSame ? t("publish.up_to_date") : isEmpty ? t("publish.empty") : undefined}
      isDone={isSame}
      act={() => submit.mutateAsync()}
      onDone={() => notify({ title: t("submit.done"), message: t("submit.done.next") })}
    />
  );
}
