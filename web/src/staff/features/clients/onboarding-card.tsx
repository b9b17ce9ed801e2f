/** How far each contact has come, from its invitation to its first answer. */
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useFormat } from "~/shared/i18n/format.ts";
import { Card } from "~/shared/ui/card.tsx";
import { ErrorState, ListSkeleton } from "~/shared/ui/list-states.tsx";
import { useT } from "~/staff/i18n/en.ts";
import classes from "./onboarding-card.module.css";
import { onboardingQuery } from "./queries.ts";

const steps = ["invited", "delivered", "opened", "signed_in", "responded"] as const;

export function OnboardingCard({ clientId }: { clientId: string }) {
  const t = useT();
  const format = useFormat();
  const onboarding = useQuery(onboardingQuery(clientId));
  if (onboarding.data?.items.length === 0) {
    return null;
  }
  return (
    <Card>
      <h2 className={classes.title}>{t("onboarding.title")}</h2>
      {onboarding.isPending && <ListSkeleton rows={1} height={64} />}
      {onboarding.isError && onboarding.data === undefined && (
        <ErrorState error={onboarding.error} onRetry={() => void onboarding.refetch()} />
      )}
      {onboarding.data !== undefined && (
        <ul className={classes.people}>
          {onboarding.data.items.map((person) => (
            <li key={person.contact_id}>
              <p className={classes.name}>{person.name}</p>
              <ol className={classes.steps}>
                {steps.map((step) => {
                  const at = person[`${step}_at`];
                  return (
                    <li key={step} className={at === null ? classes.open : classes.done}>
                      <span className={classes.mark} aria-hidden="true">
                        {at !== null && <Check size={13} strokeWidth={3} />}
                      </span>
                      <span className={classes.step}>{t(`onboarding.${step}`)}</span>
                      <span className={classes.at}>
                        {at === null ? (
                          t("time.unknown")
                        ) : (
                          <time dateTime={at} title={format.dateTime(at)}>
                            {format.relative(at)}
                          </time>
                        )}
                      </span>
                    </li>
                  );
                })}
              </ol>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
