/** The parts of the page and which of them shows. */

export function part<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`the page has no #${id}`);
  }
  return element as E;
}

export type View = "address" | "code" | "password" | "forgotten" | "reset" | "second" | "setup" | "codes" | "working";

const seen = (element: HTMLElement): boolean => element.closest("[hidden]") === null;

/** Shows one view and puts the cursor where it is needed. */
export function show(view: View): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-view]")) {
    element.hidden = element.id !== view;
  }
  focusIn(part(view));
}

/** On the first field that has nothing in it, else on the heading, which says where one is. */
export function focusIn(view: HTMLElement): void {
  const fields = [...view.querySelectorAll<HTMLInputElement>("input")].filter(seen);
  const heading = view.querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  (fields.find((field) => field.value === "") ?? fields[0] ?? heading)?.focus();
}

/** A message above the form; empty takes it away. A button may stand in it. */
export function note(text: string, action?: { label: string; run: () => void }): void {
  const box = part("note");
  box.hidden = text === "";
  box.replaceChildren(text);
  if (action !== undefined) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.addEventListener("click", action.run);
    box.append(button);
  }
}

/** The words at a field; empty takes them away. */
export function complain(field: HTMLInputElement, text: string): void {
  part(`${field.id}-error`).textContent = text;
  field.toggleAttribute("aria-invalid", text !== "");
  if (text !== "") {
    field.setAttribute("aria-invalid", "true");
    if (seen(field)) {
      field.focus();
    }
  }
}

/** Whether the words at a field say that something is wrong. */
export const hasComplaint = (field: HTMLInputElement): boolean => part(`${field.id}-error`).textContent !== "";

/** Keeps a form from being sent twice: does `act` unless the button is still busy with the last one. */
export async function once(button: HTMLButtonElement, act: () => Promise<void>): Promise<void> {
  if (button.hasAttribute("data-busy")) {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  button.toggleAttribute("data-busy", true);
  try {
    await act();
  } finally {
    button.setAttribute("aria-disabled", "false");
    button.toggleAttribute("data-busy", false);
  }
}

/** Does `act` when the form is sent, in place of what browsers do. */
export function onSubmit(form: HTMLElement, act: () => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
}
