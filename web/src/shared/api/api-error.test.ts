import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ActKey } from "./act-key.ts";
import { ApiError, errorOf } from "./api-error.ts";
import { addressOf, api, onStepUp } from "./request.ts";

const problem = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

describe("errorOf", () => {
  it("reads a problem document with its extra members", async () => {
    const body = { title: "Conflict", status: 409, code: "already_decided", decided_by: "Tom", request_id: "r1" };
    const error = await errorOf(problem(409, body));
    expect([error.status, error.code, error.requestId]).toEqual([409, "already_decided", "r1"]);
    expect(error.text("decided_by")).toBe("Tom");
    expect(error.text("missing")).toBeUndefined();
    expect(error.isTransient).toBe(false);
  });

  it("reads how long to wait", async () => {
    expect((await errorOf(problem(429, {}, { "retry-after": "42" }))).retryAfterSeconds).toBe(42);
    expect((await errorOf(problem(429, {}))).retryAfterSeconds).toBeUndefined();
  });

  it("takes a proxy's page for what its status says", async () => {
    const error = await errorOf(new Response("<html>", { status: 502 }));
    expect([error.code, error.isTransient]).toEqual(["unknown", true]);
  });
});

describe("api", () => {
  const fetched = vi.fn();
  beforeEach(() => {
    vi.stubGlobal("fetch", fetched);
    fetched.mockReset();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("sends JSON with its key to a relative address", async () => {
    fetched.mockResolvedValue(new Response(`{"ok":true}`));
    await expect(api.post("api/client/delivery", { body: { token: "a b" }, idempotencyKey: "k" })).resolves.toEqual({
      ok: true,
    });
    const [address, init] = fetched.mock.calls[0] as [string, RequestInit];
    expect(address).toBe("api/client/delivery");
    expect(init).toMatchObject({ method: "POST", body: `{"token":"a b"}`, headers: { "idempotency-key": "k" } });
  });

  it("says when nothing was reached, but passes on that it was called off", async () => {
    fetched.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await expect(api.get("api/client/session")).rejects.toMatchObject({
      status: 0,
      code: "unreachable",
      isTransient: true,
    });
    fetched.mockRejectedValueOnce(new DOMException("", "AbortError"));
    await expect(api.get("api/client/session")).rejects.not.toBeInstanceOf(ApiError);
  });

  it("fills the names in an address", async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    await api.delete("api/client/sessions/{session_id}", { place: { session_id: "a/b" } });
    expect(fetched.mock.calls[0]?.[0]).toBe("api/client/sessions/a%2Fb");
  });

  it("asks for a fresh code where one is wanted, and sends the same again", async () => {
    const refused = () => problem(403, { code: "step_up_required" });
    const ask = vi.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
    onStepUp(ask);
    fetched.mockResolvedValueOnce(refused()).mockResolvedValueOnce(new Response(null, { status: 204 }));
    await api.delete("api/client/session");
    expect(fetched.mock.calls[1]).toEqual(fetched.mock.calls[0]);
    fetched.mockResolvedValueOnce(refused());
    await expect(api.delete("api/client/session")).rejects.toMatchObject({ code: "step_up_required" });
    expect([ask.mock.calls.length, fetched.mock.calls.length]).toEqual([2, 3]);
    onStepUp(undefined);
  });

  it("leaves empty parameters out", () => {
    expect(addressOf("api/x", { q: "a b", status: "", cursor: null, limit: 5 })).toBe("api/x?q=a+b&limit=5");
    expect(addressOf("api/x", { q: "" })).toBe("api/x");
  });
});

describe("ActKey", () => {
  it("stays the same for the same act, and only for it", () => {
    const key = new ActKey();
    const first = key.for({ outcome: "accepted" });
    expect(key.for({ outcome: "accepted" })).toBe(first);
    expect(key.for({ outcome: "declined" })).not.toBe(first);
    const again = key.for({ outcome: "accepted" });
    key.finish();
    expect(key.for({ outcome: "accepted" })).not.toBe(again);
  });
});
