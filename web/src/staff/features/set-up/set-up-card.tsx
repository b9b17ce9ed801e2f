/** What is left to do before clients can use the portal, each with where it is done; gone when all of it is. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Circle, CircleCheck } from "lucide-react";
import { Card } from "~/shared/ui/card.tsx";
import { useT } from "~/staff/i18n/en.ts";
import { paths } from "~/staff/paths.ts";
import { useSession } from "../session/index.ts";
import { type SetUpStep, setUpQuery } from "./queries.ts";
import classes from "./set-up-card.module.css";

const places = {
  brand: paths.branding(),
  domain: paths.brandDomains(),
  mail: paths.outbox(),
  sms: paths.apiKeys(),
  client: paths.clients(),
  document: paths.newDocument(),
} as const;

export function SetUpCard() {
  const { staff } = useSession();
  return staff.role === "owner" || staff.role === "admin" ? <Steps /> : null;
}

function Steps() {
  const t = useT();
  const { data } = useQuery(setUpQuery);
  if (data === undefined || data.done) {
    return null;
  }
  return (
    <Card className={classes.card}>
      <h2 className={classes.title}>{t("set_up.title")}</h2>
      <ol className={classes.steps}>
        {data.items.map(({ step, done }) => (
          <li key={step} className={classes.step} data-done={done || undefined}>
            {done ? <CircleCheck size={18} aria-hidden /> : <Circle size={18} aria-hidden />}
            <div>
              <StepLink step={step} />
              <span className={classes.state}>{done ? t("set_up.done") : t(`set_up.${step}.hint`)}</span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepLink({ step }: { step: SetUpStep }) {
  const t = useT();
  const { brands } = useSession();
  if (step !== "sign_in") {
    return <Link {...places[step]}>{t(`set_up.${step}`)}</Link>;
  }
  const [brand] = brands;
  return brand === undefined ? (
    <Link {...paths.brandDomains()}>{t("set_up.sign_in")}</Link>
  ) : (
    <a href={`${brand.origin}${brand.prefix}/`} target="_blank" rel="noreferrer">
      {t("set_up.sign_in")}
    </a>
  );
}
