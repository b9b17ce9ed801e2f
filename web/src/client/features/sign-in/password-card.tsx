/** One's own password, where the provider takes one. */
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PasswordForm } from "~/shared/account/password-form.tsx";
import { api } from "~/shared/api/request.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import { useSession } from "./session.ts";
import classes from "./settings-page.module.css";

const PATH = "api/client/password";
const KEY = ["password"];

export function PasswordCard() {
  const t = useT();
  const format = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const { contact } = useSession();
  const [opened, setOpened] = useState(false);
  const shown = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.get(PATH, { signal }) });
  const settle = () => queries.invalidateQueries({ queryKey: KEY });
  const save = useMutation({
    mutationFn: (password: string) => api.put(PATH, { body: { password } }),
    onSuccess: () => setOpened(false),
    onSettled: settle,
  });
  const remove = useMutation({ mutationFn: () => api.delete(PATH), onSettled: settle });
  if (shown.data === undefined || !shown.data.offered) {
    return null;
  }
  const { set_at } = shown.data;
  const begin = () => {
    save.reset();
    setOpened(true);
  };
  return (
    <section>
      <h2 className={classes.title}>{t("settings.password")}</h2>
      <p className={classes.detail}>{t("settings.password_detail")}</p>
      <Card className={classes.choices}>
        <p className={classes.plain}>
          {set_at === null ? t("settings.password_none") : t("settings.password_since", { date: format.date(set_at) })}
        </p>
        {remove.isError && <Notice tone="bad" urgent title={errorText(remove.error)} />}
        {contact.email === null ? (
          <p className={classes.plain}>{t("settings.password_no_email", { provider: brand.name })}</p>
        ) : (
          <div className={classes.acts}>
            <Button variant="default" onClick={begin}>
              {t(set_at === null ? "settings.password_begin" : "settings.password_change")}
            </Button>
            {set_at !== null && (
              <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
                {t("settings.password_remove")}
              </Button>
            )}
          </div>
        )}
      </Card>
      <Dialog title={t("settings.password")} opened={opened} onClose={() => setOpened(false)}>
        <PasswordForm
          submit={t("password.keep")}
          onSend={(password) => save.mutate(password)}
          isSending={save.isPending}
          error={save.error}
        />
      </Dialog>
    </section>
  );
}
