/** The cache of what the server said. */
import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

/** `onSignedOut` is called when the server no longer knows the session, or still wants its second factor. */
export function makeQueryClient(onSignedOut: (isHalfway: boolean) => void): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => error instanceof ApiError && error.isTransient && failures < 2,
        retryDelay: (failures) => Math.min(400 * 2 ** failures, 4_000),
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  const watch = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401) {
      onSignedOut(error.code === "second_factor_required");
    }
  };
  client.getQueryCache().config.onError = watch;
  client.getMutationCache().config.onError = watch;
  return client;
}
