import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { TextsProvider } from "~/shared/i18n/texts.tsx";
import { english } from "~/staff/i18n/en.ts";
import { useLadderSentence } from "./use-ladder-sentence.ts";

const { result } = renderHook(useLadderSentence, {
  wrapper: ({ children }) => (
    <TextsProvider language="en" country="GB" catalogue={english}>
      {children}
    </TextsProvider>
  ),
});
const sentence = (days_after: number[], days_before_due: number[], reminds = true) =>
  result.current({ reminds, days_after, days_before_due });

it("says when clients are reminded", () => {
  expect(sentence([3, 7, 14], [2])).toBe("Reminds after 3, 7 and 14 days, and 2 days before the last.");
  expect(sentence([1], [])).toBe("Reminds after 1 day.");
  expect(sentence([], [1])).toBe("Reminds 1 day before the last.");
  expect(sentence([3, 7], [2, 0])).toBe("Reminds after 3 and 7 days, 2 days before the last and on the last day.");
});

it("says when nobody is reminded", () => {
  expect(sentence([], [])).toBe("No day is set, so that nobody is reminded.");
  expect(sentence([3], [2], false)).toBe("Nobody is reminded by itself. You can still nudge a client by hand.");
});
