/** One's own data, how the portal looks and speaks, and where one is signed in. */
import { FactorCard } from "~/shared/account/factor-card.tsx";
import { brand } from "~/shared/brand/brand.ts";
import { AppearanceChoice } from "~/shared/ui/appearance-choice.tsx";
import { Card } from "~/shared/ui/card.tsx";
import { type TextKey, useT } from "../../i18n/use-t.ts";
import { PageHeading } from "../../shell/page-heading.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { LanguageField } from "./language-field.tsx";
import { PasswordCard } from "./password-card.tsx";
import { useSession } from "./session.ts";
import { SessionList } from "./session-list.tsx";
import classes from "./settings-page.module.css";

const roles: Record<string, TextKey> = {
  executive: "role.executive",
  manager: "role.manager",
  billing: "role.billing",
  viewer: "role.viewer",
  guest: "role.guest",
};

export function SettingsPage() {
  const t = useT();
  usePageTitle(t("settings.title"));
  return (
    <>
      <PageHeading title={t("settings.title")} />
      <div className={classes.parts}>
        <section>
          <h2 className={classes.title}>{t("settings.you")}</h2>
          <OwnData />
        </section>
        <section>
          <h2 className={classes.title}>{t("settings.appearance")}</h2>
          <Card className={classes.choices}>
            <AppearanceChoice />
            <LanguageField />
          </Card>
        </section>
        <section>
          <h2 className={classes.title}>{t("settings.second_factor")}</h2>
          <FactorCard />
        </section>
        <PasswordCard />
        <section>
          <h2 className={classes.title}>{t("settings.sessions")}</h2>
          <p className={classes.detail}>{t("settings.sessions_detail")}</p>
          <SessionList />
        </section>
      </div>
    </>
  );
}

function OwnData() {
  const t = useT();
  const { contact, client, role } = useSession();
  const roleText = roles[role];
  const facts: [TextKey, string | null][] = [
    ["settings.name", contact.name],
    ["settings.email", contact.email],
    ["settings.phone", contact.phone],
    ["settings.client", client.name],
    ["settings.role", roleText === undefined ? role : t(roleText)],
  ];
  return (
    <Card>
      <dl className={classes.facts}>
        {facts.map(([key, value]) =>
          value === null || value === "" ? null : (
            <div key={key} className={classes.fact}>
              <dt>{t(key)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className={classes.wrong}>
        {brand.support_contact === null || brand.support_contact === ""
          ? t("settings.wrong_plain", { provider: brand.name })
          : t("settings.wrong", { contact: brand.support_contact })}
      </p>
    </Card>
  );
}
