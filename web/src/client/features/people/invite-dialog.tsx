/** A colleague to invite: who it is, and what it may do. */
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useSession } from "~/client/features/sign-in/index.ts";
import { ApiError } from "~/shared/api/api-error.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Dialog } from "~/shared/ui/dialog.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./people-page.module.css";
import { PermissionFields, type Rights } from "./permission-fields.tsx";
import { givenBy } from "./permissions.ts";
import { useInvite } from "./queries.ts";

type Words = { name: string; email: string; phone: string };

/** A member of the body, or nothing of what was left empty. */
const given = (name: "email" | "phone", text: string) => (text.trim() === "" ? {} : { [name]: text.trim() });

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { permissions: own } = useSession();
  const invite = useInvite();
  const [rights, setRights] = useState<Rights>({ role: "viewer", permissions: givenBy("viewer", own) });
  const form = useForm<Words>({
    initialValues: { name: "", email: "", phone: "" },
    validate: {
      name: (name) => (name.trim() === "" ? t("people.name.missing") : null),
      email: (email, { phone }) => (email.trim() === "" && phone.trim() === "" ? t("people.address.missing") : null),
    },
  });
  const problem = (error: unknown) => {
    if (!(error instanceof ApiError)) {
      return;
    }
    const asked = error.fields.some(({ code }) => code === "ask_provider");
    const words = asked ? t("people.ask_provider", { provider: brand.name }) : undefined;
    form.setErrors(Object.fromEntries(error.fields.map(({ field, message }) => [field, words ?? message])));
  };
  const submit = form.onSubmit(({ name, email, phone }) =>
    invite.mutate(
      {
        name: name.trim(),
        ...rights,
        ...given("email", email),
        ...given("phone", phone),
      },
      { onSuccess: onClose, onError: problem },
    ),
  );
  const isMember = invite.error instanceof ApiError && invite.error.code === "already_member";
  const hasFields = invite.error instanceof ApiError && invite.error.fields.length > 0;
  return (
    <Dialog opened onClose={onClose} title={t("people.invite")} size="lg">
      <form className={classes.body} onSubmit={submit} noValidate>
        <div className={classes.fields}>
          <TextInput label={t("people.name")} autoComplete="off" data-autofocus {...form.getInputProps("name")} />
          <TextInput label={t("people.email")} type="email" autoComplete="off" {...form.getInputProps("email")} />
          <TextInput
            label={t("people.phone")}
            description={t("people.phone.hint")}
            type="tel"
            autoComplete="off"
            {...form.getInputProps("phone")}
            onChange={(event) => {
              form.setFieldValue("phone", event.currentTarget.value);
              // Either of the two addresses will do.
              form.clearFieldError("email");
            }}
          />
          <PermissionFields rights={rights} onChange={setRights} error={form.errors.permissions?.toString()} />
        </div>
        {invite.isError && !hasFields && (
          <Notice tone="bad" urgent title={isMember ? t("people.already") : errorText(invite.error)} />
        )}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t("people.cancel")}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {t("people.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
