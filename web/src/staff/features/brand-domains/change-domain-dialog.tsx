/** Where a proven address leads, and how far its cookie goes. */
import { Button, Checkbox, Select } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./brand-domains-page.module.css";
import { useMainChoices } from "./main-choices.ts";
import { type BrandDomain, useChangeDomain } from "./queries.ts";

type ChangeDomainDialogProps = { domain: BrandDomain; domains: BrandDomain[]; onClose: () => void };

export function ChangeDomainDialog({ domain, domains, onClose }: ChangeDomainDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const change = useChangeDomain(domain.id);
  const choices = useMainChoices(domains, domain);
  const form = useForm({
    initialValues: { main: domain.main_brand_domain_id ?? "", isSite: domain.cookie_scope === "site" },
  });
  const submit = form.onSubmit(({ main, isSite }) =>
    change.mutate(
      { main_brand_domain_id: main === "" ? null : main, cookie_scope: isSite ? "site" : "host" },
      { onSuccess: onClose },
    ),
  );
  return (
    <Dialog opened onClose={onClose} title={t("address.edit.title", { address: domain.host })}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Select label={t("address.main")} allowDeselect={false} data={choices} {...form.getInputProps("main")} />
        <Checkbox
          label={t("address.cookie")}
          description={t("address.cookie.hint")}
          {...form.getInputProps("isSite", { type: "checkbox" })}
        />
        {change.isError && <Notice tone="bad" urgent title={errorText(change.error)} />}
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t("act.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
