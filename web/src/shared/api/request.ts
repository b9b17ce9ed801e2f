/** Sends a request to the portal's own API. Addresses are relative, so that `<base href>` puts the brand's prefix
 * before them. */
import { ApiError, errorOf } from "./api-error.ts";
import type { AnswerOf, AnyPlaceOf, OptionsArgument, PathOf, Verb } from "./operation.ts";

export type Query = Record<string, string | number | boolean | null | undefined>;

export type RequestOptions = {
  place?: Record<string, string | number>;
  query?: Query;
  /** Sent as JSON; a file as it is, with its own content type. */
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
};

/** `path` with its `{names}` filled. */
const filled = (path: string, place: Record<string, string | number> = {}): string =>
  path.replace(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(String(place[name])));

/** The value of a parameter that is sent although it is empty: `?folder=`. */
export const EMPTY = "\0";

/** `path` with its query; parameters that are null, undefined or empty are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") {
      parameters.set(name, value === EMPTY ? "" : String(value));
    }
  }
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (options.body instanceof Blob) {
    headers["content-type"] = options.body.type;
    init.body = options.body;
  } else if (options.body !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(options.body);
  }
  if (options.idempotencyKey !== undefined) {
    headers["idempotency-key"] = options.idempotencyKey;
  }
  if (options.signal !== undefined) {
    init.signal = options.signal;
  }
  try {
    return await fetch(addressOf(filled(path, options.place), options.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(0, { title: "The server was not reached." });
  }
}

/** Gets a fresh code from whoever sits here; false when it is not given. */
type StepUp = () => Promise<boolean>;
let stepUp: StepUp | undefined;

/** What to do where the server wants a fresh code before it acts. The request is then sent again. */
export function onStepUp(ask: StepUp | undefined): void {
  stepUp = ask;
}

/** Asks for the fresh code that the server wants; for what sends its requests by itself. */
export const freshCode = (): Promise<boolean> => stepUp?.() ?? Promise.resolve(false);

/** Sends a request and reads its answer, whose type the caller knows. */
export async function exchange(verb: Verb, path: string, options: RequestOptions = {}): Promise<unknown> {
  const response = await send(verb.toUpperCase(), path, options);
  if (response.ok) {
    return response.status === 204 ? undefined : await response.json();
  }
  const error = await errorOf(response);
  if (error.code === "step_up_required" && (await freshCode())) {
    return exchange(verb, path, options);
  }
  throw error;
}

/** A request of `verb` to an address that the contract knows, typed by what it says of it. */
const requestOf =
  <V extends Verb>(verb: V) =>
  <P extends PathOf<V>>(path: P, ...[options]: OptionsArgument<V, P>): Promise<AnswerOf<V, P>> =>
    exchange(verb, path, (options ?? {}) as RequestOptions) as Promise<AnswerOf<V, P>>;

/** `api.get("api/client/documents", { query: { q } })`. Rejects with an `ApiError`. */
export const api = {
  get: requestOf("get"),
  post: requestOf("post"),
  put: requestOf("put"),
  patch: requestOf("patch"),
  delete: requestOf("delete"),
  /** Sends a file as it is, with its own content type. */
  async upload<P extends PathOf<"put">>(
    path: P,
    place: AnyPlaceOf<"put", P> & RequestOptions["place"],
    file: Blob,
  ): Promise<void> {
    const init: RequestInit = { method: "PUT", body: file, headers: { "content-type": file.type } };
    const response = await fetch(filled(path, place), init).catch(() => {
      throw new ApiError(0, { title: "The server was not reached." });
    });
    if (!response.ok) {
      throw await errorOf(response);
    }
  },
};
