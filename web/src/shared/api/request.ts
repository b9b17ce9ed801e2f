/** Sends a request to the portal's own API. Addresses are relative, so that `<base href>` puts the brand's prefix
 * before them. */
import { ApiError, errorOf } from "./api-error.ts";

export type Query = Record<string, string | number | boolean | null | undefined>;

export type RequestOptions = {
  query?: Query;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
};

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** `path` with its query; parameters that are null, undefined or empty are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (options.body !== undefined) {
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
    return await fetch(addressOf(path, options.query), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(0, { title: "The server was not reached." });
  }
}

async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (!response.ok) {
    throw await errorOf(response);
  }
  if (response.status === 204) {
    return undefined as T;
  }
  return (await response.json()) as T;
}

/** `api.get<Page<DocumentRow>>("api/client/documents", { query: { q } })`. Rejects with an `ApiError`. */
export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>("GET", path, options),
  post: <T>(path: string, options?: RequestOptions) => request<T>("POST", path, options),
  put: <T>(path: string, options?: RequestOptions) => request<T>("PUT", path, options),
  patch: <T>(path: string, options?: RequestOptions) => request<T>("PATCH", path, options),
  delete: (path: string, options?: RequestOptions) => request<void>("DELETE", path, options),
  /** Sends a file as it is, with its own content type. */
  async upload(path: string, file: Blob): Promise<void> {
    const init: RequestInit = { method: "PUT", body: file, headers: { "content-type": file.type } };
    const response = await fetch(path, init).catch(() => {
      throw new ApiError(0, { title: "The server was not reached." });
    });
    if (!response.ok) {
      throw await errorOf(response);
    }
  },
};
