/** What the client sets for itself: its logo, its primary contact, what new colleagues are told. */
import { Checkbox, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "~/client/features/sign-in/index.ts";
import { brand } from "~/shared/brand/brand.ts";
import { useErrorText } from "~/shared/i18n/error-text.ts";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { LogoField } from "~/shared/ui/logo-field.tsx";
import { Notice } from "~/shared/ui/notice.tsx";
import { useT } from "../../i18n/use-t.ts";
import classes from "./people-page.module.css";
import {
  type OwnSettings,
  ownSettingsQuery,
  type Person,
  useChangeOwnSettings,
  useRemoveLogo,
  useUploadLogo,
} from "./queries.ts";

const channels = ["email", "sms"] as const;

export function ClientSection({ people }: { people: Person[] }) {
  const t = useT();
  const { client } = useSession();
  const settings = useQuery(ownSettingsQuery);
  return (
    <section className={classes.group}>
      <h2 className={classes.title}>{t("people.client", { client: client.name })}</h2>
      {settings.isPending && <ListSkeleton rows={2} height={120} />}
      {settings.isError && settings.data === undefined && (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data !== undefined && (
        <>
          <Card>
            <Logo settings={settings.data} />
          </Card>
          <Card>
            <Choices settings={settings.data} people={people} />
          </Card>
        </>
      )}
    </section>
  );
}

function Logo({ settings }: { settings: OwnSettings }) {
  const t = useT();
  return (
    <div className={classes.group}>
      <p className={classes.hint}>{t("people.logo.hint", { provider: brand.name })}</p>
      <LogoField
        label={t("people.logo")}
        url={settings.logo_url ?? null}
        name={settings.name}
        words={{
          upload: t("people.logo.upload"),
          replace: t("people.logo.replace"),
          remove: t("people.logo.remove"),
        }}
        upload={useUploadLogo()}
        remove={useRemoveLogo()}
      />
    </div>
  );
}

function Choices({ settings, people }: { settings: OwnSettings; people: Person[] }) {
  const t = useT();
  const errorText = useErrorText();
  const change = useChangeOwnSettings();
  const primary = settings.primary_contact?.id ?? null;
  return (
    <div className={classes.group}>
      <Select
        label={t("people.primary")}
        description={t("people.primary.hint", { provider: brand.name })}
        placeholder={t("people.primary.none")}
        clearable
        clearButtonProps={{ "aria-label": t("people.primary.clear") }}
        disabled={change.isPending}
        data={people.filter(({ state }) => state !== "off").map(({ id, name }) => ({ value: id, label: name }))}
        value={primary}
        onChange={(id) => change.mutate({ primary_contact_id: id })}
      />
      <table className={classes.defaults}>
        <caption className={classes.hint}>{t("people.defaults")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("people.event")}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {t(`people.channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {settings.notification_defaults.map((own) => (
            <tr key={own.event}>
              <th scope="row">{t(`people.event.${own.event}`)}</th>
              {channels.map((channel) => (
                <td key={channel}>
                  <Checkbox
                    aria-label={`${t(`people.event.${own.event}`)}: ${t(`people.channel.${channel}`)}`}
                    checked={own[channel]}
                    disabled={change.isPending}
                    onChange={(event) =>
                      change.mutate({ notification_defaults: [{ ...own, [channel]: event.currentTarget.checked }] })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {change.isError && <Notice tone="bad" urgent title={errorText(change.error)} />}
    </div>
  );
}
