/** Goes to the sign-in page when the session has ended or lacks its second factor, and remembers where one was. */
import type { QueryClient } from "@tanstack/react-query";
import type { makeRouter } from "./router.tsx";

export async function toSignIn(
  router: ReturnType<typeof makeRouter>,
  queries: QueryClient,
  isHalfway: boolean,
): Promise<void> {
  const { pathname, href } = router.state.location;
  if (pathname !== "/login") {
    const step = isHalfway ? ({ step: "second-factor" } as const) : {};
    const to = pathname === "/" ? {} : { to: href };
    await router.navigate({ to: "/login", search: { ...to, ...step }, replace: true });
  }
  // Half-way nothing was read yet, and the step that is shown now asks its own.
  if (!isHalfway) {
    queries.clear();
  }
}
