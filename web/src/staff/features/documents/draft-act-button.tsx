/** Saves what is still being written, then does something with the draft as a whole, after one sentence that says what. */
import { Button } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";
import { ApiError, type FieldProblem } from "~/shared/api/api-error.ts";
import { idleWhen } from "~/shared/ui/idle-when.ts";
import type { StaffDocument } from "~/staff/api/wire.ts";
import { useT } from "~/staff/i18n/en.ts";
import { ConfirmDialog } from "~/staff/ui/confirm-dialog.tsx";
import { useNotify } from "~/staff/ui/use-notify.ts";
import classes from "./document-page.module.css";

/** What the editor gives to whatever acts on its draft. */
export type DraftInHand = {
  /** As it is being written. */
  title: string;
  /** Why nothing can be sent now. */
  isBlocked: boolean;
  onSave: () => Promise<boolean>;
  onProblems: (problems: FieldProblem[]) => void;
};

type DraftActButtonProps = {
  inHand: DraftInHand;
  label: string;
  title: string;
  text: string;
  confirm: string;
  /** Why it makes no sense now; nothing when it does. */
  idle?: string | undefined;
  /** It has been done already with just this draft: there is nothing to press. */
  isDone?: boolean;
  act: () => Promise<StaffDocument>;
  onDone: (document: StaffDocument) => void;
  /** What is chosen before it is done. */
  children?: ReactNode;
};

export function DraftActButton(props: DraftActButtonProps) {
  const { inHand, label, title, text, confirm, idle, isDone = false, act, onDone, children } = props;
  const t = useT();
  const why = useId();
  const notify = useNotify();
  const [opened, { open, close }] = useDisclosure();
  const send = useMutation({
    mutationFn: async () => {
      if (!(await inHand.onSave())) {
        throw new Error("the draft could not be saved");
      }
      return act();
    },
    onSuccess: (document) => {
      close();
      onDone(document);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.fields.length > 0) {
        close();
        inHand.onProblems(error.fields);
        notify({
          color: "red",
          title: t("publish.problems"),
          message: t("publish.problems.text", { message: error.fields[0]?.message ?? "" }),
          autoClose: 10_000,
        });
      }
    },
  });
  const cannot = inHand.isBlocked || idle !== undefined;
  const ask = () => {
    if (!cannot) {
      send.reset();
      open();
    }
  };
  useHotkeys([["mod+Enter", () => !opened && ask()]], []);
  return (
    <>
      {idle !== undefined && (
        <p id={why} className={classes.why}>
          {isDone && <Check size={16} aria-hidden="true" />}
          {idle}
        </p>
      )}
      {!isDone && (
        <Button aria-describedby={idle === undefined ? undefined : why} onClick={ask} {...idleWhen(cannot)}>
          {label}
        </Button>
      )}
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={title}
        text={text}
        confirm={confirm}
        onConfirm={() => send.mutate()}
        isSending={send.isPending}
        error={send.error}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
