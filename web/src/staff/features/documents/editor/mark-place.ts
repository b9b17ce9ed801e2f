/** Brings a place of the editor into sight and marks it for a moment; takes the focus there when it was lost. */

import { headOf } from "./block-places.ts";
import type { ChangedPlace } from "./changed-place.ts";

const MARKED_MS = 1_600;

const selectorOf = (place: ChangedPlace): string => {
  switch (place.kind) {
    case "block":
      return `[data-block="${place.id}"]`;
    case "field":
      return `[data-field="${place.name}"]`;
    case "settings":
      return "[data-settings]";
  }
};

/** Where one goes on from a place. After the last block is gone, that is where the next one is added. */
const focusOf = (place: ChangedPlace): string => {
  switch (place.kind) {
    case "block":
      return headOf(place.id);
    case "field":
      return `[data-field="${place.name}"]`;
    case "settings":
      return "[data-add-block]";
  }
};

export function markPlace(place: ChangedPlace): void {
  const element = document.querySelector<HTMLElement>(selectorOf(place));
  if (element !== null) {
    element.scrollIntoView({ block: "nearest" });
    element.toggleAttribute("data-marked", true);
    setTimeout(() => element.toggleAttribute("data-marked", false), MARKED_MS);
  }
  if (document.activeElement === document.body) {
    document.querySelector<HTMLElement>(focusOf(place))?.focus({ preventScroll: true });
  }
}
