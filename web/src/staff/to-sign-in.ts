/** Goes to the sign-in page when the session has ended, and remembers where one was. */
import type { QueryClient } from "@tanstack/react-query";
import type { makeRouter } from "./router.tsx";

export async function toSignIn(router: ReturnType<typeof makeRouter>, queries: QueryClient): Promise<void> {
  const { pathname, href } = router.state.location;
  if (pathname !== "/login") {
    await router.navigate({ to: "/login", search: pathname === "/" ? {} : { to: href }, replace: true });
  }
  queries.clear();
}
