/** What new contacts of the client are told about, and how. */
import { Checkbox } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "~/staff/i18n/en.ts";
import type { SettingsValues } from "./form-values.ts";
import classes from "./settings-page.module.css";

const channels = ["email", "sms"] as const;

export function DefaultFields({ form }: { form: UseFormReturnType<SettingsValues> }) {
  const t = useT();
  return (
    <div className={classes.group}>
      <h2 className={classes.title} id="defaults">
        {t("client_settings.defaults")}
      </h2>
      <p className={classes.hint}>{t("client_settings.defaults.hint")}</p>
      <table className={classes.defaults} aria-labelledby="defaults">
        <thead>
          <tr>
            <th scope="col">{t("client_settings.event")}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col">
                {t(`client_settings.channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.values.defaults.map(({ event }, place) => (
            <tr key={event}>
              <th scope="row">{t(`client_settings.event.${event}`)}</th>
              {channels.map((channel) => (
                <td key={channel}>
                  <Checkbox
                    aria-label={`${t(`client_settings.event.${event}`)}: ${t(`client_settings.channel.${channel}`)}`}
                    {...form.getInputProps(`defaults.${place}.${channel}`, { type: "checkbox" })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
