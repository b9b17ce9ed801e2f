/** The step between a first proof and the portal: a code from an app, by message, or one that was kept. */
import { ApiError } from "~/shared/api/api-error.ts";
import { codeOf } from "./address.ts";
import { back, enter } from "./arrival.ts";
import { countDown } from "./countdown.ts";
import {
  askForMessage,
  type FactorWay,
  giveFactor,
  hasCode,
  type SecondFactor,
  secondFactor,
  signOut,
} from "./server.ts";
import { openSetup } from "./setup-step.ts";
import type { TextKey } from "./texts.ts";
import { complain, focusIn, note, once, onSubmit, part, show } from "./view.ts";
import { say, textOf } from "./words.ts";

const form = part("second");
const field = part<HTMLInputElement>("second-field");
const send = part<HTMLButtonElement>("second-send");
const again = part<HTMLButtonElement>("second-again");

let known: SecondFactor | undefined;
let chosen: FactorWay | undefined;
/** Whether a message with a code is on its way. */
let isAsked = false;

const isMessage = (way: FactorWay): boolean => way.way === "sms" || way.way === "email";

/** Asks what the session lacks, and opens the step that gives it. */
export async function openSecondStep(): Promise<void> {
  show("working");
  try {
    known = await secondFactor();
  } catch (error) {
    startOver(error);
    return;
  }
  if (known.state === "satisfied") {
    enter(back ?? known.return_to);
  } else if (known.state === "setup_needed") {
    await openSetup();
  } else {
    choose(known.ways[0]);
  }
}

/** A session that is over begins again; anything else can be tried again where one is. */
export function startOver(error: unknown): void {
  const isOver = error instanceof ApiError && error.status === 401;
  show("address");
  note(isOver ? say("second.over") : textOf(error));
}

function choose(way: FactorWay | undefined): void {
  chosen = way;
  isAsked = false;
  field.value = "";
  complain(field, "");
  draw();
  show("second");
}

/** The step as the chosen way has it. */
function draw(): void {
  if (chosen === undefined) {
    return;
  }
  const { way } = chosen;
  const masked = chosen.masked ?? "";
  const waits = isMessage(chosen) && !isAsked;
  part("second-typed").hidden = waits;
  again.hidden = !isMessage(chosen) || waits;
  field.inputMode = way === "recovery_code" ? "text" : "numeric";
  field.autocomplete = way === "recovery_code" ? "off" : "one-time-code";
  part("second-label").textContent = say(way === "recovery_code" ? "second.recovery_label" : "second.label");
  const hints: Record<string, TextKey> = {
    totp: "second.totp",
    recovery_code: "second.recovery",
    sms: waits ? "second.ask_sms" : "second.sent_sms",
    email: waits ? "second.ask_email" : "second.sent_email",
  };
  part("second-hint").textContent = say(hints[way] ?? "second.totp", { masked });
  send.textContent = say(waits ? (way === "sms" ? "second.send_sms" : "second.send_email") : "second.send");
  drawOthers();
}

function drawOthers(): void {
  const others = known?.ways.filter((way) => way.way !== chosen?.way) ?? [];
  const buttons = others.map((way) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = say(`second.use_${way.way}` as TextKey, { masked: way.masked ?? "" });
    button.addEventListener("click", () => {
      note("");
      choose(way);
    });
    return button;
  });
  part("second-ways").replaceChildren(...buttons);
}

async function ask(way: FactorWay): Promise<void> {
  try {
    const asked = await askForMessage(way.way);
    isAsked = true;
    complain(field, "");
    draw();
    countDown(again, asked.resend_at);
    focusIn(form);
  } catch (error) {
    fail(error, way);
  }
}

function fail(error: unknown, { way }: FactorWay): void {
  if (error instanceof ApiError && error.status === 401) {
    startOver(error);
    return;
  }
  const isWrong = error instanceof ApiError && error.status === 422;
  const over = isWrong && hasCode(error, "expired_code");
  const wrong = way === "recovery_code" ? "second.wrong_recovery" : way === "totp" ? "second.wrong" : "code.wrong";
  field.select();
  complain(field, isWrong ? say(over ? "code.expired" : wrong) : textOf(error));
}

/** What was typed, as it is sent; undefined while it can't be a code. */
export const typedCode = (way: string, typed: string): string | undefined => {
  const trimmed = typed.trim();
  return way === "recovery_code" ? trimmed || undefined : codeOf(trimmed);
};

function submit(): void {
  const way = chosen;
  if (way === undefined) {
    return;
  }
  if (isMessage(way) && !isAsked) {
    void once(send, () => ask(way));
    return;
  }
  const code = typedCode(way.way, field.value);
  if (code === undefined) {
    complain(field, say(way.way === "recovery_code" ? "second.recovery_missing" : "code.missing"));
    return;
  }
  void once(send, async () => {
    complain(field, "");
    try {
      const { return_to } = await giveFactor({ way: way.way, code });
      enter(back ?? return_to);
    } catch (error) {
      fail(error, way);
    }
  });
}

/** Ends the half-way session, so that somebody else can begin. */
export async function leave(): Promise<void> {
  // Whether it is over already makes no difference here.
  await signOut().catch(() => {});
  note("");
  show("address");
}

export function listenToSecondStep(): void {
  onSubmit(form, submit);
  field.addEventListener("input", () => {
    if (chosen !== undefined && chosen.way !== "recovery_code" && codeOf(field.value) !== undefined) {
      submit();
    }
  });
  again.addEventListener("click", () => {
    const way = chosen;
    if (way !== undefined) {
      void once(again, () => ask(way));
    }
  });
  part("second-leave").addEventListener("click", () => void leave());
}
