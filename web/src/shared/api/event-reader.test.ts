import { expect, it, vi } from "vitest";
import { eventParser, readEvents } from "./event-reader.ts";

it("puts events together from pieces and passes over heartbeats and nonsense", () => {
  const seen = vi.fn();
  const parse = eventParser(seen);
  parse(': beat\n\nevent: changed\ndata: {"kind":"docu');
  expect(seen).not.toHaveBeenCalled();
  parse('ment","id":"1"}\r\n\r\ndata: no json\n\ndata: {"id":"2"}\n\n');
  expect(seen.mock.calls).toEqual([[{ kind: "document", id: "1" }]]);
});

function stream(): { body: ReadableStream<Uint8Array>; send: (text: string) => void } {
  let sink: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      sink = controller;
    },
  });
  return { body, send: (text) => sink?.enqueue(new TextEncoder().encode(text)) };
}

it("gives up a stream that has fallen silent", async () => {
  const { body, send } = stream();
  vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
    const cut = new ReadableStream<Uint8Array>({
      async start(controller) {
        signal?.addEventListener("abort", () => controller.error(signal.reason));
        for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
          controller.enqueue(piece);
        }
      },
    });
    return Promise.resolve(new Response(cut));
  });
  const seen = vi.fn();
  const opened = vi.fn();
  const end = readEvents("api/client/events", 60, new AbortController().signal, opened, seen);
  send('data: {"kind":"decision","id":"7"}\n\n');
  await expect(end).resolves.toBe("silent");
  expect(opened).toHaveBeenCalledOnce();
  expect(seen).toHaveBeenCalledWith({ kind: "decision", id: "7" });
  vi.unstubAllGlobals();
});

it("says when there is no session any more", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 401 })));
  const end = readEvents("api/client/events", 60, new AbortController().signal, vi.fn(), vi.fn());
  await expect(end).resolves.toBe("refused");
  vi.unstubAllGlobals();
});
