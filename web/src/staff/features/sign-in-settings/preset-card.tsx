/** What the preset of the business sets, and a way back to it. */
import { Button } from "@mantine/core";
import { Card } from "~/shared/ui/card.tsx";
import { hasText, useT } from "~/staff/i18n/en.ts";
import type { PresetSignIn } from "./queries.ts";
import classes from "./sign-in-settings-page.module.css";
import { useSpanText } from "./use-span-text.ts";

export function PresetCard({ preset, onUse }: { preset: PresetSignIn; onUse: () => void }) {
  const t = useT();
  const span = useSpanText();
  const key = `preset.${preset.preset}`;
  const ways = [
    preset.sign_in_by_sms ? t("sign_in_settings.sms") : "",
    preset.sign_in_by_email ? t("sign_in_settings.email") : "",
    preset.sign_in_by_password ? t("sign_in_settings.password") : "",
  ].filter((way) => way !== "");
  const lives = (idle: number, absolute: number) =>
    t("sign_in_settings.preset.lives", { idle: span(idle), absolute: span(absolute) });
  const rows = [
    [t("sign_in_settings.ways"), ways.join(", ")],
    [t("sign_in_settings.second_factor"), t(`sign_in_settings.setting.${preset.second_factor}`)],
    [t("sign_in_settings.staff_second_factor"), t(`sign_in_settings.setting.${preset.staff_second_factor}`)],
    [t("sign_in_settings.contacts.lifetime"), lives(preset.contact_idle_minutes, preset.contact_absolute_minutes)],
    [t("sign_in_settings.staff.lifetime"), lives(preset.staff_idle_minutes, preset.staff_absolute_minutes)],
  ] as const;
  return (
    <Card>
      <div className={classes.group}>
        <h2 className={classes.title}>
          {t("sign_in_settings.preset", { name: hasText(key) ? t(key) : preset.preset })}
        </h2>
        <dl className={classes.said}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div>
          <Button variant="default" size="sm" onClick={onUse}>
            {t("sign_in_settings.preset.use")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
