import { cleanup, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { TextsProvider } from "~/shared/i18n/texts.tsx";
import { english } from "~/staff/i18n/en.ts";
import { EditingBar } from "./editing-bar.tsx";
import type { OtherEditor } from "./use-editing.ts";

let others: OtherEditor[] = [];
vi.mock("./use-editing.ts", () => ({ useEditing: () => others }));

const tab = (name: string, isMe = false): OtherEditor => ({
  staff_id: name,
  name,
  is_me: isMe,
  since: "2026-11-21T13:02:00Z",
});

const shown = (...tabs: OtherEditor[]): string => {
  others = tabs;
  render(
    <TextsProvider language="en" country="GB" catalogue={english}>
      <EditingBar documentId="d" />
    </TextsProvider>,
  );
  return screen.queryByRole("paragraph")?.textContent ?? "";
};

it("says nothing while nobody else is there", () => {
  expect(shown()).toBe("");
});

it("names one other person with the time, and a second tab as one's own", () => {
  expect(shown(tab("Olga Brandt"))).toMatch(/^Olga Brandt is writing here too, since \d\d:02$/);
  cleanup();
  expect(shown(tab("Ada", true))).toBe("You have this open in another tab");
});

it("counts people, not their tabs, and leaves out one's own where others are", () => {
  expect(shown(tab("Ada", true), tab("Olga Brandt"), tab("Olga Brandt"))).toMatch(/^Olga Brandt is writing/);
  cleanup();
  expect(shown(tab("Olga Brandt"), tab("Jon Weiss"))).toBe("Olga Brandt and Jon Weiss are writing here too");
});
