import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { rendered } from "~/client/rendered.tsx";
import { DocumentBlocks } from "~/shared/document/document-blocks.tsx";
import { content } from "~/shared/document/sample-quote.ts";
import { type Selection, startingSelection } from "~/shared/document/selection.ts";

function Choosing() {
  const [selection, select] = useState<Selection>(startingSelection(content));
  return (
    <>
      <DocumentBlocks content={content} selection={selection} onSelect={select} />
      <output>{JSON.stringify(selection)}</output>
    </>
  );
}

const chosen = () => JSON.parse(screen.getByRole("status").textContent ?? "") as Selection;

it("chooses one tier and any add-ons, with their quantities", async () => {
  const user = userEvent.setup();
  rendered(<Choosing />);
  expect(screen.getByRole("radio", { name: "Option large" })).toHaveProperty("checked", true);
  await user.click(screen.getByRole("radio", { name: "Option small" }));
  await user.click(screen.getByRole("checkbox", { name: "Option drawer" }));
  await user.click(screen.getByRole("button", { name: "More of Option drawer" }));
  expect(chosen()).toEqual({ small: 1, drawer: 2 });
  const field = screen.getByRole("textbox", { name: "Quantity of Option drawer" });
  await user.clear(field);
  await user.type(field, "9{Enter}");
  expect(chosen()).toEqual({ small: 1, drawer: 4 });
  await user.click(screen.getByRole("checkbox", { name: "Option drawer" }));
  expect(chosen()).toEqual({ small: 1 });
});

it("shows a choice that can't be changed, and the rule that is broken", async () => {
  const problems = [{ groupId: "add-ons", kind: "choose_at_most", count: 2 } as const];
  rendered(<DocumentBlocks content={content} selection={{ large: 1 }} problems={problems} />);
  await userEvent.click(screen.getByRole("checkbox", { name: "Option tap" }));
  expect(screen.getByRole("checkbox", { name: "Option tap" })).toHaveProperty("checked", false);
  expect(screen.getByRole("group", { name: "Add to it" }).textContent).toContain("Choose at most 2");
});
