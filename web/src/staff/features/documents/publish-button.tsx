/** Publishes the quote, or a new version of it. */
import { useState } from "react";
import { useFormat } from "~/shared/i18n/format.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { DraftActButton, type DraftInHand } from "./draft-act-button.tsx";
import { asksOf, useKind } from "./kind.ts";
import { PeopleToAsk } from "./people-to-ask.tsx";
import { usePublish } from "./queries.ts";
import { stateOf } from "./state-of.ts";

type PublishButtonProps = { document: StaffDocument; inHand: DraftInHand };

export function PublishButton({ document, inHand }: PublishButtonProps) {
  const t = useT();
  const notify = useNotify();
  const words = usePublishWords(document, inHand.title);
  const publish = usePublish(document.id);
  const [named, setNamed] = useState<string[]>([]);
  const isFirst = document.published_version === null;
  const isEmpty = document.draft.blocks.length === 0;
  const isSame = !isFirst && !document.has_unpublished_changes;
  return (
    <DraftActButton
      inHand={inHand}
      label={isFirst ? t("publish.button") : t("publish.button.version")}
      {...words}
      confirm={t("publish.confirm")}
      idle={isSame ? t("publish.up_to_date") : isEmpty ? t("publish.empty") : undefined}
      isDone={isSame}
      act={() => publish.mutateAsync(named)}
      onDone={({ number }) => {
        setNamed([]);
        notify({ title: t("publish.done", { number: number ?? "" }), message: t("publish.done.next") });
      }}
    >
      <PeopleToAsk document={document} named={named} onChange={setNamed} />
    </DraftActButton>
  );
}

function usePublishWords(document: StaffDocument, title: string): { title: string; text: string } {
  const t = useT();
  const format = useFormat();
  const kind = useKind(document);
  const asks = asksOf(document);
  const client = document.client.name;
  const version = document.published_version;
  if (version !== null) {
    const values = { client, version, next: version + 1 };
    if (asks === "nothing") {
      return { title: t("publish.title.version", values), text: t("publish.text.version.nothing", values) };
    }
    const key = document.revision !== null ? "revision" : stateOf(document) === "declined" ? "again" : "version";
    return { title: t(`publish.title.${key}`, values), text: t(`publish.text.${key}`, values) };
  }
  const until = document.draft.valid_until;
  if (asks !== "choose") {
    return { title: t("publish.title", { kind }), text: t(`publish.text.${asks}`, { client, title }) };
  }
  return {
    title: t("publish.title", { kind }),
    text:
      until === null
        ? t("publish.text", { client, title })
        : t("publish.text.until", { client, title, date: format.date(until) }),
  };
}
