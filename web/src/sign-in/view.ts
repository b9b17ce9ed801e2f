/** The parts of the page and which of them shows. */

function part<E extends HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`the page has no #${id}`);
  }
  return element as E;
}

export const parts = {
  note: part<HTMLDivElement>("note"),
  address: part<HTMLFormElement>("address"),
  addressHint: part("address-hint"),
  typed: part("typed"),
  addressLabel: part("address-label"),
  addressField: part<HTMLInputElement>("address-field"),
  known: part("known"),
  addressError: part("address-error"),
  addressSend: part<HTMLButtonElement>("address-send"),
  addressOther: part<HTMLButtonElement>("address-other"),
  code: part<HTMLFormElement>("code"),
  codeHint: part("code-hint"),
  codeField: part<HTMLInputElement>("code-field"),
  codeError: part("code-error"),
  codeSend: part<HTMLButtonElement>("code-send"),
  codeAgain: part<HTMLButtonElement>("code-again"),
  codeBack: part<HTMLButtonElement>("code-back"),
  working: part("working"),
};

export type View = "address" | "code" | "working";

/** Shows one view and puts the cursor where it is needed. */
export function show(view: View): void {
  for (const name of ["address", "code", "working"] as const) {
    parts[name].hidden = name !== view;
  }
  if (view === "code") {
    parts.codeField.focus();
  } else if (view === "address" && !parts.typed.hidden) {
    parts.addressField.focus();
  }
}

/** A message above the form; empty takes it away. A button may stand in it. */
export function note(text: string, action?: { label: string; run: () => void }): void {
  parts.note.hidden = text === "";
  parts.note.replaceChildren(text);
  if (action !== undefined) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.addEventListener("click", action.run);
    parts.note.append(button);
  }
}

/** The words at a field; empty takes them away. */
export function complain(field: "address" | "code", text: string): void {
  const input = field === "address" ? parts.addressField : parts.codeField;
  const error = field === "address" ? parts.addressError : parts.codeError;
  error.textContent = text;
  input.toggleAttribute("aria-invalid", text !== "");
  if (text !== "") {
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }
}

/** Keeps a form from being sent twice. */
export function busy(button: HTMLButtonElement, isBusy: boolean): void {
  button.setAttribute("aria-disabled", String(isBusy));
  button.toggleAttribute("data-busy", isBusy);
}
