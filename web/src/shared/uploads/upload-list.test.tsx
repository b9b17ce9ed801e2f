import { MantineProvider } from "@mantine/core";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ApiError } from "../api/api-error.ts";
import { en } from "../i18n/en.ts";
import { TextsProvider } from "../i18n/texts.tsx";
import { ChooseFiles } from "./choose-files.tsx";
import type { Told } from "./transport.ts";
import { UploadList } from "./upload-list.tsx";
import { UploadQueue } from "./upload-queue.ts";
import { useUploads } from "./use-uploads.ts";

let told: Told[] = [];
let queue: UploadQueue;

function Uploads() {
  const uploads = useUploads("api/client/uploads", { client_id: "one" }, queue);
  return (
    <>
      <ChooseFiles onFiles={(files) => uploads.add(files)} />
      <UploadList uploads={uploads} />
    </>
  );
}

const fileOf = (name: string, size: number) => new File(["x".repeat(size)], name);
const tell = (index: number, what: (told: Told) => void) =>
  act(async () => {
    const one = told[index];
    if (one !== undefined) {
      what(one);
    }
  });

beforeEach(() => {
  told = [];
  localStorage.clear();
  const start = (_: unknown, to: Told) => {
    told.push(to);
    return { stop: () => {} };
  };
  queue = new UploadQueue("api/client/uploads", { start, end: () => Promise.resolve() });
  render(
    <MantineProvider env="test">
      <TextsProvider language="en" country="GB" catalogue={en}>
        <Uploads />
      </TextsProvider>
    </MantineProvider>,
  );
});
afterEach(() => queue.close());

async function choose(...files: File[]): Promise<void> {
  const field = document.querySelector<HTMLInputElement>("input[type=file]");
  await userEvent.upload(field as HTMLInputElement, files);
}

it("shows how far each file is, in words and as a bar, and what can be done with it", async () => {
  await choose(fileOf("plan.pdf", 4_000), fileOf("photo.jpg", 2_000));
  await tell(0, ({ onSent }) => onSent(3_000));
  expect(screen.getByRole("progressbar", { name: "Progress of plan.pdf" }).getAttribute("aria-valuenow")).toBe("75");
  expect(screen.getByText("3 kB of 4 kB")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Pause plan.pdf" }));
  expect(screen.getByText("Paused at 3 kB of 4 kB")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Go on with plan.pdf" }));
  await userEvent.click(screen.getByRole("button", { name: "Give up photo.jpg" }));
  expect(screen.queryByText("photo.jpg")).toBeNull();
});

it("reads out what came to an end, and why something was not taken", async () => {
  await choose(fileOf("plan.pdf", 4_000), fileOf("film.mov", 9_000));
  await tell(0, ({ onSent }) => onSent(3_000));
  expect(screen.getByRole("status").textContent).toBe("");
  await tell(0, ({ onDone }) => onDone());
  expect(screen.getByRole("status").textContent).toBe("plan.pdf has arrived.");
  await tell(1, ({ onFailed }) => onFailed(new ApiError(413, { code: "too_large" })));
  expect(screen.getByRole("status").textContent).toBe("film.mov was not taken. It is larger than a file may be here.");
  expect(screen.getByRole("button", { name: "Try film.mov again" })).toBeTruthy();
  expect(screen.getByText("1 of 2 files have arrived")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Clear the list" }));
  expect(screen.queryByText("plan.pdf")).toBeNull();
  expect(screen.getByText("film.mov")).toBeTruthy();
});

it("shows what says the same only", async () => {
  act(() => queue.add([fileOf("theirs.pdf", 10)], { client_id: "other" }));
  expect(screen.queryByText("theirs.pdf")).toBeNull();
});
