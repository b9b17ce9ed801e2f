/** Somebody else saved the draft meanwhile: whose is kept. Nothing of either is lost before the choice. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";

type ConflictDialogProps = { opened: boolean; onLoad: () => Promise<void>; onKeep: () => Promise<void> };

export function ConflictDialog({ opened, onLoad, onKeep }: ConflictDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const choice = useMutation({ mutationFn: (choose: () => Promise<void>) => choose() });
  return (
    <Dialog opened={opened} title={t("save.conflict.title")}>
      <div className={classes.body}>
        <p className={classes.text}>{t("save.conflict.text")}</p>
        {choice.isError && <Notice tone="bad" urgent title={errorText(choice.error)} />}
        <div className={classes.acts}>
          <Button variant="default" loading={choice.isPending} onClick={() => choice.mutate(onKeep)}>
            {t("save.conflict.keep")}
          </Button>
          <Button loading={choice.isPending} onClick={() => choice.mutate(onLoad)}>
            {t("save.conflict.load")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
