/** The first step: an address to send a code to, typed or known from a delivery link. */
import { ApiError } from "~/shared/api/api-error.ts";
import { problemOf, recipientOf } from "./address.ts";
import { enter } from "./arrival.ts";
import { sendTo } from "./code-step.ts";
import { openDelivery } from "./server.ts";
import { complain, note, onSubmit, part, show } from "./view.ts";
import { page, say, textOf } from "./words.ts";

const ways = page.sign_in;
const field = part<HTMLInputElement>("address-field");
const send = part<HTMLButtonElement>("address-send");
const typed = part("typed");
const known = part("known");
const other = part("address-other");

/** The delivery link that was opened, whose address the server knows. */
let deliveryToken: string | undefined;

function sendAddress(): void {
  complain(field, "");
  if (deliveryToken !== undefined) {
    void sendTo({ delivery_token: deliveryToken }, send, (error) => {
      if (error instanceof ApiError && error.status === 422) {
        forgetDelivery();
        note(say("link.dead"));
      } else {
        note(textOf(error));
      }
    });
    return;
  }
  const to = recipientOf(field.value, ways);
  if (typeof to === "string") {
    complain(field, say(to));
    return;
  }
  void sendTo(to, send, (error) => {
    const refused = error instanceof ApiError && error.status === 422;
    complain(field, refused ? say(problemOf(ways)) : textOf(error));
  });
}

function forgetDelivery(): void {
  deliveryToken = undefined;
  typed.hidden = false;
  known.hidden = true;
  other.hidden = true;
  nameAddress();
  field.focus();
}

/** Asks for the code of whom this browser reads as, by a delivery link. */
export async function askAsReader(): Promise<void> {
  // Loading the page again must not ask again.
  const query = new URLSearchParams(location.search);
  query.delete("step");
  history.replaceState(null, "", `${location.pathname}?${query}`);
  show("working");
  await sendTo({ reading: true }, send, (error) => {
    show("address");
    note(error instanceof ApiError && error.status === 422 ? say("link.dead") : textOf(error));
  });
}

/** Opens the document of a delivery link that shows it; else says where the link's code would go. Until that is known
 * there is nothing to press: a code asked for by then would have no address. */
export async function openDeliveryLink(token: string): Promise<void> {
  part("working-words").textContent = say("link.opening");
  show("working");
  try {
    const delivery = await openDelivery(token);
    if (delivery.readable) {
      enter(`/documents/${delivery.year}/${delivery.slug}`);
      return;
    }
    deliveryToken = token;
    typed.hidden = true;
    other.hidden = false;
    known.hidden = false;
    known.textContent = say(delivery.channel === "sms" ? "address.known_sms" : "address.known_email", {
      masked: delivery.masked,
    });
    part("address-hint").textContent = say("address.hint_known");
    show("address");
    send.focus();
  } catch (error) {
    show("address");
    note(error instanceof ApiError && error.status === 404 ? say("link.dead") : textOf(error));
  }
}

/** The address field asks for what the provider takes. */
export function nameAddress(): void {
  const only = ways.sms === ways.email ? "" : ways.email ? "_email" : "_phone";
  part("address-hint").textContent = say(`address.hint${only}`);
  part("address-label").textContent = say(`address.label${only}`);
  if (only !== "") {
    field.type = ways.email ? "email" : "tel";
    field.autocomplete = ways.email ? "email" : "tel";
  }
}

export function listenToAddress(): void {
  nameAddress();
  onSubmit(part("address"), sendAddress);
  other.addEventListener("click", forgetDelivery);
}
