/** Reads server-sent events from a fetch, since `EventSource` hides the heartbeats that show a stream is alive. */

export type LiveEvent = { kind: string; id: string };

/** Collects text into events; call with each piece as it comes. Comments (heartbeats) give nothing. */
export function eventParser(onEvent: (event: LiveEvent) => void): (piece: string) => void {
  let rest = "";
  return (piece) => {
    rest += piece.replaceAll("\r\n", "\n");
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const data = rest
        .slice(0, end)
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice("data:".length).trim())
        .join("\n");
      rest = rest.slice(end + 2);
      const event = eventOf(data);
      if (event !== undefined) {
        onEvent(event);
      }
    }
  };
}

function eventOf(data: string): LiveEvent | undefined {
  if (data === "") {
    return undefined;
  }
  try {
    const value = JSON.parse(data) as Partial<LiveEvent>;
    return typeof value.kind === "string" ? { kind: value.kind, id: String(value.id ?? "") } : undefined;
  } catch {
    return undefined;
  }
}

export type StreamEnd = "closed" | "silent" | "refused";

/**
 * Reads the stream at `path` until it is closed or has been `silent` for `silenceMs`. `refused` means that there is no
 * session any more, so that trying again is useless.
 */
export async function readEvents(
  path: string,
  silenceMs: number,
  stop: AbortSignal,
  onOpen: () => void,
  onEvent: (event: LiveEvent) => void,
): Promise<StreamEnd> {
  const silence = new AbortController();
  const end = () => silence.abort();
  stop.addEventListener("abort", end);
  let timer = setTimeout(end, silenceMs);
  try {
    const response = await fetch(path, { headers: { accept: "text/event-stream" }, signal: silence.signal });
    if (response.status === 401 || response.status === 403) {
      return "refused";
    }
    if (!response.ok || response.body === null) {
      return "closed";
    }
    onOpen();
    const parse = eventParser(onEvent);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(end, silenceMs);
      parse(piece.value);
    }
  } catch {
    // Cut or silent: the caller polls and tries again.
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", end);
  }
  return silence.signal.aborted ? "silent" : "closed";
}
