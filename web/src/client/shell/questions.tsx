/** Whom to ask: the provider's contact for questions, where it names one. */
import { MessageCircleQuestionMark } from "lucide-react";
import { brand } from "~/shared/brand/brand.ts";
import { Card } from "~/shared/ui/card.tsx";
import { useT } from "../i18n/use-t.ts";
import { addressOf } from "./address-of.ts";
import classes from "./questions.module.css";

export function Questions() {
  const t = useT();
  const contact = brand.support_contact;
  if (contact === null || contact === "") {
    return null;
  }
  const address = addressOf(contact);
  return (
    <section aria-labelledby="questions">
      <Card className={classes.card}>
        <span className={classes.icon} aria-hidden="true">
          <MessageCircleQuestionMark size={20} />
        </span>
        <div className={classes.words}>
          <h2 id="questions" className={classes.title}>
            {t("home.questions")}
          </h2>
          <p className={classes.detail}>{t("home.questions_detail", { provider: brand.name })}</p>
          {address === undefined ? (
            <p className={classes.contact}>{contact}</p>
          ) : (
            <a href={address} className={classes.contact}>
              {contact}
            </a>
          )}
        </div>
      </Card>
    </section>
  );
}
