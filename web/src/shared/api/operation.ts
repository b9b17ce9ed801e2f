/** What the contract says of each operation: its addresses, what it takes and what it answers. Types only. */
import type { paths } from "./schema.d.ts";

export type Verb = "get" | "post" | "put" | "patch" | "delete";

/** The addresses that take `V`, without the slash at their start, since they are relative to `<base href>`. */
export type PathOf<V extends Verb> = {
  [K in keyof paths]: K extends `/${infer P}` ? (paths[K][V] extends object ? P : never) : never;
}[keyof paths];

type Operation<V extends Verb, P extends PathOf<V>> = paths[`/${P}` & keyof paths][V];

type Json<R> = R extends { content: { "application/json": infer Body } } ? Body : undefined;
type Good = 200 | 201 | 202 | 204;

/** What comes back when all went well; nothing from an operation without an answer. */
export type AnswerOf<V extends Verb, P extends PathOf<V>> =
  Operation<V, P> extends { responses: infer R } ? Json<R[keyof R & Good]> : never;

/** The JSON that is sent. */
export type BodyOf<V extends Verb, P extends PathOf<V>> =
  Operation<V, P> extends { requestBody: { content: { "application/json": infer Body } } } ? Body : never;

type Parameters<V extends Verb, P extends PathOf<V>> =
  Operation<V, P> extends { parameters: infer Given } ? Given : never;

/** The values of the `{names}` in the address. */
export type PlaceOf<V extends Verb, P extends PathOf<V>> =
  Parameters<V, P> extends { path: infer Place extends object } ? { [K in keyof Place]: string | number } : never;

/** The same for an address that may have none. */
export type AnyPlaceOf<V extends Verb, P extends PathOf<V>> = [PlaceOf<V, P>] extends [never]
  ? Record<never, never>
  : PlaceOf<V, P>;

type QueryOf<T> = T extends { query?: infer Query }
  ? [NonNullable<Query>] extends [never]
    ? unknown
    : { query?: { [K in keyof Query]?: Query[K] | "" | null | undefined } }
  : unknown;
type PlacedOf<Place> = [Place] extends [never] ? unknown : { place: Place };
type SentOf<Body> = [Body] extends [never] ? unknown : { body: Body };

/** What a request needs beside its address: `place` for the `{names}` in it, the query, the JSON. */
export type OptionsOf<V extends Verb, P extends PathOf<V>> = PlacedOf<PlaceOf<V, P>> &
  QueryOf<Parameters<V, P>> &
  SentOf<BodyOf<V, P>> & { idempotencyKey?: string; signal?: AbortSignal };

/** May be left out where nothing is needed. */
export type OptionsArgument<V extends Verb, P extends PathOf<V>> =
  Record<never, never> extends OptionsOf<V, P> ? [options?: OptionsOf<V, P>] : [options: OptionsOf<V, P>];
