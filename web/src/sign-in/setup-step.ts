/** Setting up an authenticator app where one is asked for, and the recovery codes that come with it. */

import { codesFile, groupsOf } from "~/shared/account/codes.ts";
import { ApiError } from "~/shared/api/api-error.ts";
import { copyText } from "~/shared/ui/copy-text.ts";
import { codeOf } from "./address.ts";
import { back, enter } from "./arrival.ts";
import { leave, startOver } from "./second-step.ts";
import { beginTotp, confirmTotp } from "./server.ts";
import { complain, once, onSubmit, part, show } from "./view.ts";
import { say, textOf } from "./words.ts";

const field = part<HTMLInputElement>("setup-field");
const picture = part<HTMLImageElement>("setup-picture");

/** What to do once the codes are kept. */
let goesTo = "/";
let codes: string[] = [];
let secret = "";

export async function openSetup(): Promise<void> {
  try {
    const drawn = await beginTotp();
    secret = drawn.secret;
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.qr_svg)}`;
    picture.alt = say("setup.picture");
    part("setup-secret").textContent = groupsOf(secret);
    part<HTMLAnchorElement>("setup-open").href = drawn.uri;
    show("setup");
  } catch (error) {
    startOver(error);
  }
}

function confirm(): void {
  const code = codeOf(field.value);
  if (code === undefined) {
    complain(field, say("code.missing"));
    return;
  }
  void once(part<HTMLButtonElement>("setup-send"), async () => {
    complain(field, "");
    try {
      const { recovery_codes, return_to } = await confirmTotp(code);
      goesTo = back ?? return_to;
      showCodes(recovery_codes);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        startOver(error);
        return;
      }
      const isWrong = error instanceof ApiError && error.status === 422;
      field.select();
      complain(field, isWrong ? say("second.wrong") : textOf(error));
    }
  });
}

function showCodes(drawn: string[]): void {
  codes = drawn;
  const items = codes.map((code) => {
    const item = document.createElement("li");
    const text = document.createElement("code");
    text.textContent = code;
    item.append(text);
    return item;
  });
  part("codes-list").replaceChildren(...items);
  const save = part<HTMLAnchorElement>("codes-save");
  save.href = URL.createObjectURL(codesFile(location.host, codes));
  save.download = `${say("codes.file")}.txt`;
  show("codes");
}

export function listenToSetup(): void {
  onSubmit(part("setup"), confirm);
  onSubmit(part("codes"), () => enter(goesTo));
  part("setup-leave").addEventListener("click", () => void leave());
  const copy = part("setup-copy");
  copy.addEventListener("click", async () => {
    copy.textContent = say((await copyText(secret)) ? "setup.copied" : "setup.copy");
  });
  part("codes-copy").addEventListener("click", async () => {
    part("codes-said").textContent = (await copyText(codes.join("\n"))) ? say("codes.copied") : "";
  });
  part("codes-print").addEventListener("click", () => print());
}
