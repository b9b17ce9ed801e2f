/** Signing in with a password, and setting a new one by a link. */
import { ApiError } from "~/shared/api/api-error.ts";
import { back, goOn } from "./arrival.ts";
import { askForReset, completeReset, hasCode, signInByPassword } from "./server.ts";
import type { TextKey } from "./texts.ts";
import { complain, note, once, onSubmit, part, show } from "./view.ts";
import { page, say, textOf } from "./words.ts";

const email = part<HTMLInputElement>("password-email");
const password = part<HTMLInputElement>("password-field");
const send = part<HTMLButtonElement>("password-send");
const lostEmail = part<HTMLInputElement>("forgotten-email");
const newPassword = part<HTMLInputElement>("reset-field");

const isEmail = (typed: string): boolean => /^[^\s@]+@[^\s@]+$/.test(typed);

function sendPassword(): void {
  const address = email.value.trim();
  complain(password, password.value === "" ? say("password.missing") : "");
  complain(email, isEmail(address) ? "" : say("address.invalid_email"));
  if (!isEmail(address) || password.value === "") {
    return;
  }
  void once(send, async () => {
    try {
      note("");
      await goOn(await signInByPassword({ email: address, password: password.value, return_to: back }));
    } catch (error) {
      const wrong = error instanceof ApiError && error.status === 422;
      password.select();
      complain(password, wrong ? say("password.wrong") : textOf(error));
    }
  });
}

function askForLink(): void {
  const address = lostEmail.value.trim();
  complain(lostEmail, isEmail(address) ? "" : say("address.invalid_email"));
  if (!isEmail(address)) {
    return;
  }
  void once(part<HTMLButtonElement>("forgotten-send"), async () => {
    try {
      await askForReset(address);
      show("password");
      note(say("forgotten.sent", { email: address }));
    } catch (error) {
      complain(lostEmail, textOf(error));
    }
  });
}

/** What the server finds wrong with a new password. */
const faults: [code: string, text: TextKey][] = [
  ["too_short", "reset.short"],
  ["too_long", "reset.long"],
  ["too_common", "reset.common"],
];

function keepPassword(token: string): void {
  const value = newPassword.value;
  complain(newPassword, [...value].length < 12 ? say("reset.short") : "");
  if ([...value].length < 12) {
    return;
  }
  void once(part<HTMLButtonElement>("reset-send"), async () => {
    try {
      await completeReset({ token, password: value });
      newPassword.value = "";
      show("password");
      note(say("password.changed"));
    } catch (error) {
      if (error instanceof ApiError && hasCode(error, "expired_link")) {
        show("forgotten");
        note(say("reset.over"));
        return;
      }
      const fault = error instanceof ApiError ? faults.find(([code]) => hasCode(error, code)) : undefined;
      complain(newPassword, fault === undefined ? textOf(error) : say(fault[1]));
    }
  });
}

/** The link of the mail leads here. */
export function openReset(token: string): void {
  onSubmit(part("reset"), () => keepPassword(token));
  show("reset");
}

export function listenToPassword(): void {
  const byCode = page.sign_in.sms || page.sign_in.email;
  const lead = part("to-password");
  lead.hidden = page.sign_in.password !== true;
  part("password-back").hidden = !byCode;
  const leads: [id: string, to: "address" | "password" | "forgotten"][] = [
    ["to-password", "password"],
    ["password-back", "address"],
    ["password-forgotten", "forgotten"],
    ["forgotten-back", "password"],
  ];
  for (const [id, to] of leads) {
    part(id).addEventListener("click", () => {
      note("");
      if (to === "forgotten") {
        lostEmail.value = email.value;
      }
      show(to);
    });
  }
  onSubmit(part("password"), sendPassword);
  onSubmit(part("forgotten"), askForLink);
}
