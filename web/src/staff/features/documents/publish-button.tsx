/** Publishes the quote, or a new version of it, after one sentence that says what that does. */
import { Button } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { ApiError, type FieldProblem } from "~/shared/api/api-error.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import { usePublish } from "./queries.ts";

type PublishButtonProps = {
  document: StaffDocument;
  title: string;
  isBlocked: boolean;
  onSave: () => Promise<boolean>;
  onProblems: (problems: FieldProblem[]) => void;
};

export function PublishButton({ document, title, isBlocked, onSave, onProblems }: PublishButtonProps) {
  const t = useT();
  const notify = useNotify();
  const words = usePublishWords(document, title);
  const [opened, { open, close }] = useDisclosure();
  const publish = usePublish(document.id);
  const act = useMutation({
    mutationFn: async () => {
      if (!(await onSave())) {
        throw new Error("the draft could not be saved");
      }
      return publish.mutateAsync();
    },
    onSuccess: (published) => {
      close();
      notify({
        title: t("publish.done", { number: published.number ?? "" }),
        message: t("publish.done.next"),
      });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.fields.length > 0) {
        close();
        onProblems(error.fields);
        notify({
          color: "red",
          title: t("publish.problems"),
          message: t("publish.problems.text", { message: error.fields[0]?.message ?? "" }),
          autoClose: 10_000,
        });
      }
    },
  });
  const isFirst = document.published_version === null;
  const isEmpty = document.draft.blocks.length === 0;
  const isSame = !isFirst && !document.has_unpublished_changes;
  const cannot = isBlocked || isSame || isEmpty;
  const ask = () => {
    act.reset();
    open();
  };
  useHotkeys([["mod+Enter", () => !(cannot || opened) && ask()]], []);
  return (
    <>
      <Button
        variant={isSame ? "default" : "filled"}
        disabled={cannot}
        title={isSame ? t("publish.up_to_date") : isEmpty ? t("publish.empty") : undefined}
        onClick={ask}
      >
        {isFirst ? t("publish.button") : t("publish.button.version")}
      </Button>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        {...words}
        confirm={t("publish.confirm")}
        onConfirm={() => act.mutate()}
        isSending={act.isPending}
        error={act.error}
      />
    </>
  );
}

function usePublishWords(document: StaffDocument, title: string): { title: string; text: string } {
  const t = useT();
  const format = useFormat();
  const client = document.client.name;
  if (document.published_version !== null) {
    return {
      title: t("publish.title.version"),
      text: t("publish.text.version", { client, version: document.published_version }),
    };
  }
  const until = document.draft.valid_until;
  return {
    title: t("publish.title"),
    text:
      until === null
        ? t("publish.text", { client, title })
        : t("publish.text.until", { client, title, date: format.date(until) }),
  };
}
