/** A new provider: its name and address, its owner, and what it starts with. */
import { SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import { useLanguageOptions } from "~/staff/i18n/languages.ts";
import { FormDialog } from "~/staff/ui/form-dialog.tsx";
import { showProblems } from "~/staff/ui/form-problems.ts";
import { FirstClients } from "./first-clients.tsx";
import classes from "./operator.module.css";
import { emptyProvider, fieldOfProvider, hostsOf, type ProviderForm, presets, providerOf } from "./provider-form.ts";
import { type MadeProvider, useMakeProvider } from "./queries.ts";

type NewProviderDialogProps = { onClose: () => void; onMade: (made: MadeProvider) => void };

export function NewProviderDialog({ onClose, onMade }: NewProviderDialogProps) {
  const t = useT();
  const make = useMakeProvider();
  const languages = useLanguageOptions();
  const filled = (word: string) => (value: string) => (value.trim() === "" ? word : null);
  const form = useForm<ProviderForm>({
    name: "new-provider",
    initialValues: emptyProvider,
    validate: {
      name: filled(t("provider.name.missing")),
      hosts: (hosts) => (hostsOf(hosts).length === 0 ? t("provider.hosts.missing") : null),
      owner: { email: filled(t("provider.owner.email.missing")) },
      clients: {
        name: filled(t("client.name.missing")),
        contact: filled(t("contact.name.missing")),
        email: (email, { clients }, path) => {
          const phone = clients[Number(path.split(".")[1])]?.phone ?? "";
          return email.trim() === "" && phone.trim() === "" ? t("contact.address.missing") : null;
        },
      },
    },
  });
  const submit = (values: ProviderForm) =>
    make.mutate(providerOf(values), {
      onSuccess: (made) => {
        form.resetDirty();
        onMade(made);
      },
      onError: (error) => showProblems(form, error, fieldOfProvider),
    });
  return (
    <FormDialog
      title={t("providers.new")}
      form={form}
      onSubmit={submit}
      onClose={onClose}
      confirm={t("provider.create")}
      isSending={make.isPending}
      error={make.error}
      fieldOf={fieldOfProvider}
      size="lg"
    >
      <TextInput
        label={t("provider.name")}
        description={t("provider.name.hint")}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Textarea
        label={t("provider.hosts")}
        description={t("provider.hosts.hint")}
        autosize
        minRows={1}
        autoCapitalize="none"
        {...form.getInputProps("hosts")}
      />
      <div className={classes.pair}>
        <TextInput label={t("provider.owner.name")} autoComplete="off" {...form.getInputProps("owner.name")} />
        <TextInput
          label={t("provider.owner.email")}
          type="email"
          autoComplete="off"
          {...form.getInputProps("owner.email")}
        />
      </div>
      <SegmentedControl
        aria-label={t("provider.kind")}
        data={(["person", "business"] as const).map((value) => ({ value, label: t(`provider.kind.${value}`) }))}
        {...form.getInputProps("kind")}
      />
      <div className={classes.pair}>
        <Select
          label={t("provider.preset")}
          allowDeselect={false}
          data={presets.map((value) => ({ value, label: t(`provider.preset.${value}`) }))}
          {...form.getInputProps("preset")}
        />
        <Select
          label={t("provider.language")}
          allowDeselect={false}
          data={languages}
          {...form.getInputProps("language")}
        />
        <TextInput label={t("provider.time_zone")} {...form.getInputProps("time_zone")} />
        <TextInput label={t("provider.country")} maxLength={2} {...form.getInputProps("country")} />
        <TextInput label={t("provider.currency")} maxLength={3} {...form.getInputProps("currency")} />
        <TextInput label={t("provider.colour")} maxLength={7} {...form.getInputProps("colour")} />
      </div>
      <FirstClients form={form} />
    </FormDialog>
  );
}
