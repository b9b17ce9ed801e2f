/** The sign-in page: an address, then a code; or a link that does both; and a second step where one is asked for. No
 * framework, a few kilobytes. */
import "~/shared/brand/scheme.ts";
import "~/shared/brand/tokens.css";
import "@fontsource-variable/inter";
import "./sign-in.css";
import { askAsReader, listenToAddress, openDeliveryLink } from "./address-step.ts";
import { listenToCode, openLink } from "./code-step.ts";
import { listenToPassword, openReset } from "./password-step.ts";
import { listenToSecondStep, openSecondStep } from "./second-step.ts";
import { listenToSetup } from "./setup-step.ts";
import { part } from "./view.ts";
import { translate } from "./words.ts";

function start(): void {
  translate();
  listenToAddress();
  listenToCode();
  listenToPassword();
  listenToSecondStep();
  listenToSetup();
  const fragment = location.hash.slice(1);
  const step = new URLSearchParams(location.search).get("step");
  // The token leaves the address bar, so that nobody copies it along with the page.
  if (fragment !== "") {
    history.replaceState(null, "", location.pathname + location.search);
  }
  if (fragment.startsWith("d=")) {
    void openDeliveryLink(fragment.slice(2));
  } else if (fragment.startsWith("reset=")) {
    openReset(fragment.slice("reset=".length));
  } else if (location.pathname.endsWith("/s") && fragment !== "") {
    void openLink(fragment);
  } else if (step === "second-factor") {
    void openSecondStep();
  } else if (step === "reading") {
    void askAsReader();
  } else {
    part("address-field").focus();
  }
}

start();
