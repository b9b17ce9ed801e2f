/** Where one goes when a step of signing in is done. */
import { returnTo } from "./address.ts";
import { openSecondStep } from "./second-step.ts";

/** The page that one came from, as the address of this one has it. */
export const back = returnTo(location.search);

/** Leaves for a path of the portal. */
export function enter(path: string): void {
  location.replace(new URL(path.replace(/^\/+/, ""), document.baseURI));
}

export type SignedIn = { return_to: string; next: "portal" | "second_factor" | "setup" };

/** Signed in, or one step further towards it. */
export async function goOn({ return_to, next }: SignedIn): Promise<void> {
  if (next === "portal") {
    enter(return_to);
    return;
  }
  // Loading the page again stays at this step.
  const query = new URLSearchParams({ to: return_to, step: "second-factor" });
  history.replaceState(null, "", `${new URL("login", document.baseURI).pathname}?${query}`);
  await openSecondStep();
}
