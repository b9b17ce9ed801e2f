/**
 * Sends what makes something, with a key. Sent again after an answer that was lost on the way, with the same body, it
 * is still the same act: nothing is made twice.
 */
import { useActKey } from "~/shared/api/act-key.ts";

export function useKeyed<Body, Answer>(
  send: (body: Body, idempotencyKey: string) => Promise<Answer>,
): (body: Body) => Promise<Answer> {
  const key = useActKey();
  return async (body) => {
    const answer = await send(body, key.for(body));
    key.finish();
    return answer;
  };
}
