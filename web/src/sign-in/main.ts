/** The sign-in page: an address, then a code; or a link that does both. No framework, a few kilobytes. */
import "~/shared/brand/scheme.ts";
import "~/shared/brand/tokens.css";
import "@fontsource-variable/inter";
import "./sign-in.css";
import { ApiError } from "~/shared/api/api-error.ts";
import { codeOf, problemOf, recipientOf, returnTo, type Ways } from "./address.ts";
import { readPage } from "./page.ts";
import { type Asked, askForCode, hasCode, openDelivery, type Recipient, verify } from "./server.ts";
import { type TextKey, textsOf } from "./texts.ts";
import { busy, complain, note, parts, show } from "./view.ts";
import { waitForSms } from "./web-otp.ts";

const page = readPage();
const say = textsOf(page.language);
const ways: Ways = page.sign_in;

/** The token of the sign-in link that was opened, while it still needs a code. */
let linkToken: string | undefined;
/** Whom the last code went to. */
let recipient: Recipient | undefined;
/** The delivery link that was opened, whose address the server knows. */
let deliveryToken: string | undefined;
const back = returnTo(location.search);
let countdown: ReturnType<typeof setInterval> | undefined;

function textOf(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return say("error.unknown");
  }
  if (error.status === 0) {
    return say("error.unreachable");
  }
  return error.status === 429
    ? say("error.limit", { minutes: Math.max(1, Math.ceil((error.retryAfterSeconds ?? 60) / 60)) })
    : say("error.unknown");
}

function enter(path: string): void {
  location.replace(new URL(path.replace(/^\/+/, ""), document.baseURI));
}

function startCountdown(until: string): void {
  clearInterval(countdown);
  const tick = () => {
    const seconds = Math.ceil((Date.parse(until) - Date.now()) / 1000);
    parts.codeAgain.disabled = seconds > 0;
    parts.codeAgain.textContent = seconds > 0 ? say("code.again_in", { seconds }) : say("code.again");
    if (seconds <= 0) {
      clearInterval(countdown);
    }
  };
  countdown = setInterval(tick, 1000);
  tick();
}

function showCodeForm(asked: Asked, to: Recipient): void {
  recipient = to;
  linkToken = undefined;
  parts.codeHint.textContent = say(asked.channel === "sms" ? "code.hint_sms" : "code.hint_email", {
    masked: asked.masked,
  });
  parts.codeField.value = "";
  complain("code", "");
  startCountdown(asked.resend_at);
  show("code");
  if (asked.channel === "sms") {
    waitForSms((code) => {
      parts.codeField.value = code;
      void sendCode();
    });
  }
}

async function sendTo(to: Recipient, button: HTMLButtonElement, fail: (error: unknown) => void): Promise<void> {
  if (button.hasAttribute("data-busy")) {
    return;
  }
  busy(button, true);
  try {
    const asked = await askForCode(to, back);
    note("");
    showCodeForm(asked, to);
  } catch (error) {
    fail(error);
  } finally {
    busy(button, false);
  }
}

function sendAddress(): void {
  complain("address", "");
  if (deliveryToken !== undefined) {
    void sendTo({ delivery_token: deliveryToken }, parts.addressSend, (error) => {
      if (error instanceof ApiError && error.status === 422) {
        forgetDelivery();
        note(say("link.dead"));
      } else {
        note(textOf(error));
      }
    });
    return;
  }
  const to = recipientOf(parts.addressField.value, ways);
  if (typeof to === "string") {
    complain("address", say(to));
    return;
  }
  void sendTo(to, parts.addressSend, (error) => {
    const refused = error instanceof ApiError && error.status === 422;
    complain("address", refused ? say(problemOf(ways)) : textOf(error));
  });
}

function wrongCode(error: ApiError): string {
  if (hasCode(error, "expired_code")) {
    return say("code.expired");
  }
  const left = error.members.attempts_left;
  return typeof left === "number" ? say("code.wrong_left", { left }) : say("code.wrong");
}

async function sendCode(): Promise<void> {
  const code = codeOf(parts.codeField.value);
  if (code === undefined) {
    complain("code", say("code.missing"));
    return;
  }
  if (parts.codeSend.hasAttribute("data-busy")) {
    return;
  }
  complain("code", "");
  busy(parts.codeSend, true);
  try {
    const { return_to } = await verify(linkToken === undefined ? { code } : { token: linkToken, code });
    enter(return_to);
  } catch (error) {
    busy(parts.codeSend, false);
    parts.codeField.select();
    complain("code", error instanceof ApiError && error.status === 422 ? wrongCode(error) : textOf(error));
  }
}

function sendAgain(): void {
  if (recipient !== undefined) {
    void sendTo(recipient, parts.codeAgain, (error) => complain("code", textOf(error))).then(() => {
      if (parts.codeError.textContent === "") {
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
    run: () => void sendTo({ token }, parts.addressSend, fail),
  });
}

async function openLink(token: string): Promise<void> {
  show("working");
  try {
    const { return_to } = await verify({ token });
    enter(return_to);
  } catch (error) {
    if (error instanceof ApiError && hasCode(error, "code_required")) {
      linkToken = token;
      // The server does not tell here whether the link is over; a new one can be asked for in any case.
      recipient = { token };
      parts.codeHint.textContent = say("code.hint_link");
      show("code");
    } else if (error instanceof ApiError && error.status === 422) {
      offerNewLink(token);
    } else {
      show("address");
      note(textOf(error));
    }
  }
}

function forgetDelivery(): void {
  deliveryToken = undefined;
  parts.typed.hidden = false;
  parts.known.hidden = true;
  parts.addressOther.hidden = true;
  nameAddress();
  parts.addressField.focus();
}

async function openDeliveryLink(token: string): Promise<void> {
  try {
    const delivery = await openDelivery(token);
    deliveryToken = token;
    parts.typed.hidden = true;
    parts.addressOther.hidden = false;
    parts.known.hidden = false;
    parts.known.textContent = say(delivery.channel === "sms" ? "address.known_sms" : "address.known_email", {
      masked: delivery.masked,
    });
    parts.addressHint.textContent = say("address.hint_known");
    parts.addressSend.focus();
  } catch (error) {
    note(error instanceof ApiError && error.status === 404 ? say("link.dead") : textOf(error));
  }
}

/** The address field asks for what the provider takes. */
function nameAddress(): void {
  const only = ways.sms === ways.email ? "" : ways.email ? "_email" : "_phone";
  parts.addressHint.textContent = say(`address.hint${only}`);
  parts.addressLabel.textContent = say(`address.label${only}`);
  if (only !== "") {
    parts.addressField.type = ways.email ? "email" : "tel";
    parts.addressField.autocomplete = ways.email ? "email" : "tel";
  }
}

function translate(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-t]")) {
    element.textContent = say(element.dataset.t as TextKey);
  }
}

function listen(): void {
  const on = (form: HTMLFormElement, act: () => void) =>
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act();
    });
  on(parts.address, sendAddress);
  on(parts.code, () => void sendCode());
  parts.codeField.addEventListener("input", () => {
    if (codeOf(parts.codeField.value) !== undefined) {
      void sendCode();
    }
  });
  parts.codeAgain.addEventListener("click", sendAgain);
  parts.codeBack.addEventListener("click", () => {
    note("");
    linkToken = undefined;
    show("address");
  });
  parts.addressOther.addEventListener("click", forgetDelivery);
}

function start(): void {
  translate();
  nameAddress();
  listen();
  const fragment = location.hash.slice(1);
  // The token leaves the address bar, so that nobody copies it along with the page.
  if (fragment !== "") {
    history.replaceState(null, "", location.pathname + location.search);
  }
  if (fragment.startsWith("d=")) {
    void openDeliveryLink(fragment.slice(2));
  } else if (location.pathname.endsWith("/s") && fragment !== "") {
    void openLink(fragment);
  } else {
    parts.addressField.focus();
  }
}

start();
