/** The step that asks for the code of a message, and the link that does the same. */
import { ApiError } from "~/shared/api/api-error.ts";
import { codeOf } from "./address.ts";
import { back, goOn } from "./arrival.ts";
import { countDown } from "./countdown.ts";
import { type Asked, askForCode, hasCode, type Recipient, verify } from "./server.ts";
import { complain, hasComplaint, note, once, onSubmit, part, show } from "./view.ts";
import { waitForSms } from "./web-otp.ts";
import { say, textOf } from "./words.ts";

const field = part<HTMLInputElement>("code-field");
const send = part<HTMLButtonElement>("code-send");
const again = part<HTMLButtonElement>("code-again");
const hint = part("code-hint");

/** The token of the sign-in link that was opened, while it still needs a code. */
let linkToken: string | undefined;
/** Whom the last code went to. */
let recipient: Recipient | undefined;

function open(asked: Asked, to: Recipient): void {
  recipient = to;
  linkToken = undefined;
  hint.textContent = say(asked.channel === "sms" ? "code.hint_sms" : "code.hint_email", { masked: asked.masked });
  field.value = "";
  complain(field, "");
  countDown(again, asked.resend_at);
  show("code");
  if (asked.channel === "sms") {
    waitForSms((code) => {
      field.value = code;
      sendCode();
    });
  }
}

/** Asks for a code and opens the step that takes it; `fail` says what went wrong. */
export function sendTo(to: Recipient, button: HTMLButtonElement, fail: (error: unknown) => void): Promise<void> {
  return once(button, async () => {
    try {
      const asked = await askForCode(to, back);
      note("");
      open(asked, to);
    } catch (error) {
      fail(error);
    }
  });
}

function wrongCode(error: ApiError): string {
  if (hasCode(error, "expired_code")) {
    return say("code.expired");
  }
  const left = error.members.attempts_left;
  return typeof left === "number" ? say("code.wrong_left", { left }) : say("code.wrong");
}

function sendCode(): void {
  const code = codeOf(field.value);
  if (code === undefined) {
    complain(field, say("code.missing"));
    return;
  }
  void once(send, async () => {
    complain(field, "");
    try {
      await goOn(await verify(linkToken === undefined ? { code } : { token: linkToken, code }));
    } catch (error) {
      field.select();
      complain(field, error instanceof ApiError && error.status === 422 ? wrongCode(error) : textOf(error));
    }
  });
}

function sendAgain(): void {
  if (recipient !== undefined) {
    void sendTo(recipient, again, (error) => complain(field, textOf(error))).then(() => {
      if (!hasComplaint(field)) {
        note(say("code.sent_again"));
      }
    });
  }
}

/** P16: a link that is used or over is renewed in one click, for the address that it was sent to. */
function offerNewLink(token: string): void {
  const fail = (error: unknown) => {
    const unknown = error instanceof ApiError && error.status === 422;
    note(unknown ? say("link.dead") : textOf(error));
  };
  show("address");
  note(say("link.expired"), {
    label: say("link.expired_again"),
    run: () => void sendTo({ token }, part<HTMLButtonElement>("address-send"), fail),
  });
}

/** Signs in with the token of a link, or asks for the code that came with it. */
export async function openLink(token: string): Promise<void> {
  show("working");
  try {
    await goOn(await verify({ token }));
  } catch (error) {
    if (error instanceof ApiError && hasCode(error, "code_required")) {
      linkToken = token;
      // The server does not tell here whether the link is over; a new one can be asked for in any case.
      recipient = { token };
      hint.textContent = say("code.hint_link");
      show("code");
    } else if (error instanceof ApiError && error.status === 422) {
      offerNewLink(token);
    } else {
      show("address");
      note(textOf(error));
    }
  }
}

export function listenToCode(): void {
  onSubmit(part("code"), sendCode);
  field.addEventListener("input", () => {
    if (codeOf(field.value) !== undefined) {
      sendCode();
    }
  });
  again.addEventListener("click", sendAgain);
  part("code-back").addEventListener("click", () => {
    note("");
    linkToken = undefined;
    show("address");
  });
}
