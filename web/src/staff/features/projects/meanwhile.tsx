/** Somebody else saved the list that is being written: what they saved, and whose counts. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./meanwhile.module.css";

type MeanwhileProps = {
  title: string;
  /** The other's list, to be read. */
  children: ReactNode;
  onKeep: () => void;
  onTake: () => void;
};

export function Meanwhile({ title, children, onKeep, onTake }: MeanwhileProps) {
  const t = useT();
  return (
    <Notice
      tone="warn"
      urgent
      title={title}
      action={
        <span className={classes.acts}>
          <Button size="sm" onClick={onKeep}>
            {t("meanwhile.keep")}
          </Button>
          <Button size="sm" variant="default" onClick={onTake}>
            {t("meanwhile.take")}
          </Button>
        </span>
      }
    >
      <p className={classes.text}>{t("meanwhile.text")}</p>
      {children}
    </Notice>
  );
}
