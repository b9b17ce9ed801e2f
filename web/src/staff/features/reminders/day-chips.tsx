/** Days as chips: each can be taken away, and one more be written. */
import { ActionIcon, Button, Input, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { useT } from "~/staff/i18n/en.ts";
import { MOST_DAYS, withDay } from "./ladder.ts";
import classes from "./reminders-page.module.css";

type DayChipsProps = {
  kind: "after" | "before";
  days: number[];
  /** The nearest day that there can be. */
  least: number;
  /** What the server refused of them. */
  refused: ReactNode;
  onChange: (days: number[]) => void;
};

export function DayChips({ kind, days, least, refused, onChange }: DayChipsProps) {
  const t = useT();
  const label = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const words = (day: number) =>
    kind === "before" && day === 0 ? t("reminders.day.last") : t("reminders.day", { count: day });
  const add = () => {
    const next = withDay(days, typed, least);
    if (next === undefined) {
      setProblem(t("reminders.bad", { least }));
      field.current?.focus();
    } else if (next.length > MOST_DAYS) {
      setProblem(t("reminders.most"));
    } else {
      setProblem(undefined);
      setTyped("");
      onChange(next);
    }
  };
  return (
    <div className={classes.steps}>
      <Input.Label id={label} labelElement="div">
        {t(`reminders.${kind}`)}
      </Input.Label>
      {kind === "before" && <Input.Description>{t("reminders.before.hint")}</Input.Description>}
      {days.length === 0 ? (
        <p className={classes.none}>{t("reminders.none")}</p>
      ) : (
        <ul className={classes.chips} aria-labelledby={label}>
          {days.map((day) => (
            <li key={day} className={classes.chip}>
              {words(day)}
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                radius="xl"
                aria-label={t(`reminders.remove.${kind}`, { day: words(day) })}
                onClick={() => {
                  onChange(days.filter((each) => each !== day));
                  field.current?.focus();
                }}
              >
                <X size={15} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.add}>
        <TextInput
          ref={field}
          aria-label={t(`reminders.add.${kind}`)}
          placeholder={t("reminders.add")}
          inputMode="numeric"
          maxLength={3}
          value={typed}
          error={problem ?? refused}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setProblem(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              add();
            }
          }}
        />
        <Button
          variant="default"
          leftSection={<Plus size={16} aria-hidden="true" />}
          aria-label={`${t("act.add")}: ${t(`reminders.add.${kind}`)}`}
          onClick={add}
        >
          {t("act.add")}
        </Button>
      </div>
    </div>
  );
}
