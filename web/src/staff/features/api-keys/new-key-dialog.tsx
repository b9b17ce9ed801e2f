/** Makes a key, and shows it this once. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { CopyButton } from "~/shared/ui/copy-button.tsx";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "~/staff/ui/dialog.module.css";
import { useMakeKey } from "./queries.ts";

export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const make = useMakeKey();
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = name.trim() === "";
    setMissing(isEmpty);
    if (!isEmpty) {
      make.mutate(name.trim());
    }
  };
  if (make.data !== undefined) {
    return (
      <Dialog opened onClose={onClose} title={t("key.made.title", { name: make.data.name })}>
        <div className={classes.body}>
          <Notice tone="warn" title={t("key.made.text")} />
          <TextInput
            label={t("key.made.label")}
            readOnly
            value={make.data.key}
            onFocus={(event) => event.currentTarget.select()}
            rightSection={<CopyButton value={make.data.key} label={t("key.made.label")} />}
            rightSectionWidth={46}
          />
          <div className={classes.acts}>
            <Button onClick={onClose}>{t("key.made.done")}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t("key.new.title")}>
      <form className={classes.body} onSubmit={submit} noValidate>
        <p className={classes.text}>{t("key.new.text")}</p>
        <TextInput
          label={t("key.name")}
          description={t("key.name.hint")}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isMissing ? t("key.name.missing") : undefined}
          data-autofocus
        />
        {make.isError && <Notice tone="bad" urgent title={errorText(make.error)} />}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t("key.new.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
