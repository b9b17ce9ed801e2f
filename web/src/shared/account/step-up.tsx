/** Where the server wants a fresh code before it acts, asks for one; what was begun then goes on by itself. */
import { useEffect, useState } from "react";
import { onStepUp } from "../api/request.ts";
import { useSharedT } from "../i18n/shared-texts.ts";
import { Dialog } from "../ui/dialog.tsx";
import { CodePrompt } from "./code-prompt.tsx";
import { type FactorWay, useFactor } from "./factor.ts";

type Question = { ways: FactorWay[]; settle: (given: boolean) => void };

export function StepUp() {
  const t = useSharedT();
  const factor = useFactor();
  const [question, setQuestion] = useState<Question>();
  useEffect(() => {
    // Several requests that are refused at once wait for the same code.
    let answer: Promise<boolean> | undefined;
    const ask = async () => {
      const { ways } = await factor.show();
      return new Promise<boolean>((resolve) => {
        const settle = (given: boolean) => {
          answer = undefined;
          setQuestion(undefined);
          resolve(given);
        };
        setQuestion({ ways, settle });
      });
    };
    onStepUp(() => {
      answer ??= ask().catch(() => {
        answer = undefined;
        return false;
      });
      return answer;
    });
    return () => onStepUp(undefined);
  }, [factor]);
  return (
    <Dialog title={t("factor.step_up")} opened={question !== undefined} onClose={() => question?.settle(false)} above>
      {question !== undefined && (
        <CodePrompt ways={question.ways} submit={t("factor.go_on")} onDone={() => question.settle(true)} />
      )}
    </Dialog>
  );
}
