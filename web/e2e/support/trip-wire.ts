/**
 * The wire that planted script would trip: which text was planted where, whether any of it ran or became part of a
 * page, and on which page it was read as text.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, expect, type Page } from "@playwright/test";

/** Ways of getting from a text into a page, each with the call that trips the wire. */
const WAYS: ((call: string) => string)[] = [
  (call) => `"><img src=x onerror=${call}>`,
  (call) => `<script>${call}</script>`,
  (call) => `</script><script>${call}</script>`,
  (call) => `</title></style><svg onload=${call}>`,
  (call) => `'-${call}-'`,
  (call) => `[x](javascript:${call}) ${call}`,
  (call) => `{{constructor.constructor("${call}")()}}`,
  (call) => `<iframe src="javascript:parent.${call}">`,
  (call) => `<base href=//evil.example>${call}`,
  (call) => `\u202e<details open ontoggle=${call}>`,
  (call) => `javascript:${call}`,
  (call) => `' autofocus onfocus=${call} x='`,
];
/** What a text of few letters can hold. */
const SHORT = 40;
/** A word that no line can hold, up to so many letters. */
const LONGEST = 2_000;

/** The narrowest phone of the design. */
const PHONE = { width: 390, height: 844 };

/** A call that trips the wire, by its number. */
const callOf = (mark: number): string => `tripped(${mark})`;

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

interface Contract {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema?: Schema }> } }>>;
  components: { schemas: Record<string, Schema> };
}

/** Every text that a request may bring: `POST /api/admin/clients name`. Formats and fixed words are none. */
export function textFields(): string[] {
  const file = join(import.meta.dirname, "..", "..", "..", "openapi.json");
  const contract = JSON.parse(readFileSync(file, "utf8")) as Contract;
  const found = new Set<string>();
  const walk = (schema: Schema, operation: string, at: string, passed: string[]): void => {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split("/").pop() ?? "";
      const named = contract.components.schemas[name];
      if (named !== undefined && !passed.includes(name)) {
        walk(named, operation, at, [...passed, name]);
      }
      return;
    }
    for (const each of [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) {
      walk(each, operation, at, passed);
    }
    if ([schema.type].flat().includes("string") && schema.enum === undefined && schema.format === undefined) {
      found.add(`${operation} ${at}`);
    }
    const kind = at.endsWith("[]") ? schema.properties?.type?.enum?.[0] : undefined;
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      walk(member, operation, under(at, kind, name), passed);
    }
    if (schema.items !== undefined) {
      walk(schema.items, operation, `${at}[]`, passed);
    }
  };
  for (const [path, operations] of Object.entries(contract.paths)) {
    for (const [method, { requestBody }] of Object.entries(operations)) {
      for (const { schema } of Object.values(requestBody?.content ?? {})) {
        // A picture is bytes.
        if (schema !== undefined) {
          walk(schema, `${method.toUpperCase()} ${path}`, "", []);
        }
      }
    }
  }
  return [...found];
}

/** The path of a member; in a list of several kinds with its kind: `content.blocks[]:heading.text`. */
function under(path: string, kind: string | undefined, name: string): string {
  return path === "" ? name : `${path}${kind === undefined ? "" : `:${kind}`}.${name}`;
}

/** What a page holds of what was planted. */
interface Found {
  /** Everything that can be read or heard on it. */
  text: string;
  /** Elements that nobody but a planted text can have made. */
  strangers: string[];
}

/** Plants texts that trip it when they are taken for anything but text. */
export class TripWire {
  /** Where each was planted. */
  readonly #fields = new Map<number, string>();
  readonly #seen = new Set<number>();
  readonly #faults: string[] = [];
  #last = 100;

  /** Lies in every page of the context, those opened later too. */
  async lay(context: BrowserContext): Promise<void> {
    await context.exposeFunction("tripped", (mark: unknown) => {
      this.#faults.push(`ran: ${String(mark)}`);
    });
    await context.addInitScript(() => {
      const wire = (word: string) => (window as unknown as { tripped: (mark: string) => void }).tripped(word);
      for (const name of ["alert", "confirm", "prompt"] as const) {
        Object.defineProperty(window, name, { value: (said: unknown) => wire(`${name} ${said}`) });
      }
    });
  }

  /** A text of at most `most` letters that nobody planted before; each third as long as it may be. */
  text(most = 200): string {
    return this.#text(most, () => true);
  }

  /** The same for the name of a file or a folder, which has no slashes. */
  name(most = 200): string {
    return this.#text(most, (way) => !/[/\\]/.test(way));
  }

  #text(most: number, fits: (way: string) => boolean): string {
    this.#last += 1;
    const call = callOf(this.#last);
    const ways = WAYS.map((way) => way(call)).filter((way) => way.length <= most && fits(way));
    const text = ways[this.#last % ways.length] ?? call;
    const room = Math.min(most, LONGEST) - text.length - 1;
    return most > SHORT && this.#last % 3 === 0 && room > 0 ? `${text} ${"W".repeat(room)}` : text;
  }

  /** Markdown that holds every way, in paragraphs and inside of what Markdown knows. */
  markdown(): string {
    this.#last += 1;
    const call = callOf(this.#last);
    const within = [`# ${call}`, `- <img src=x onerror=${call}>`, `> \`<script>${call}</script>\``];
    const links = [`![x](javascript:${call})`, `<javascript:${call}>`, `[x]: javascript:${call}`, `[y][x]`];
    return [call, ...within, ...links, ...WAYS.map((way) => way(call)), "W".repeat(LONGEST)].join("\n\n");
  }

  /** Notes where the texts of a request stand. `operation` is `POST /api/admin/clients`. */
  planted(operation: string, body: unknown, at = ""): void {
    if (typeof body === "string") {
      const mark = /tripped\((\d+)\)/.exec(body)?.[1];
      if (mark !== undefined) {
        this.#fields.set(Number(mark), `${operation} ${at}`);
      }
    } else if (Array.isArray(body)) {
      for (const each of body) {
        this.planted(operation, each, `${at}[]`);
      }
    } else if (typeof body === "object" && body !== null) {
      const { type } = body as { type?: unknown };
      const kind = at.endsWith("[]") && typeof type === "string" ? type : undefined;
      for (const [name, member] of Object.entries(body)) {
        this.planted(operation, member, under(at, kind, name));
      }
    }
  }

  /** Sends a request with planted texts from a page, with its session, and answers with what came back. */
  async plant<T>(page: Page, operation: string, places: (string | number)[], body: unknown): Promise<T> {
    const [method = "", path = ""] = operation.split(" ");
    this.planted(operation, body);
    const filled = places.reduce<string>((made, place) => made.replace(/\{\w+\}/, String(place)), path);
    const said = await page.evaluate(
      async ({ method, path, body }) => {
        const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
        const sent = body === undefined ? {} : { body };
        const answer = await fetch(new URL(path.slice(1), document.baseURI), { method, headers, ...sent });
        return { status: answer.status, text: await answer.text() };
      },
      { method, path: filled, body: body === undefined ? undefined : JSON.stringify(body) },
    );
    expect([200, 201, 204], `${operation}: ${said.status} ${said.text}`).toContain(said.status);
    return said.text === "" ? (undefined as T) : (JSON.parse(said.text) as T);
  }

  /** Opens a page and looks at it once it has settled; and until it shows the fields that it is known for. */
  async open(page: Page, url: string, shows: string[] = []): Promise<void> {
    await page.goto(url);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect(async () => {
      await this.look(page);
      expect(this.unseen().filter((field) => shows.includes(field))).toEqual([]);
    }).toPass();
    await this.#lookOnPhone(page);
  }

  /** No word is so long that a phone would have to scroll sideways for it. */
  async #lookOnPhone(page: Page): Promise<void> {
    const desktop = page.viewportSize();
    await page.setViewportSize(PHONE);
    // Charts follow the width a moment later.
    await expect(async () => expect(await page.evaluate(tooWide)).toEqual([]))
      .toPass({ timeout: 2_000 })
      .catch(async () => {
        const wide = await page.evaluate(tooWide);
        this.#faults.push(...wide.map((each) => `too wide for a phone on ${page.url()}: ${each}`));
      });
    await page.setViewportSize(desktop ?? PHONE);
  }

  /** Looks at the page: what can be read on it, and what does not belong there. */
  async look(page: Page): Promise<void> {
    await expect(page.locator("[aria-busy=true], [role=status][aria-label^=Loading]")).toHaveCount(0);
    const { text, strangers } = await page.evaluate(collect);
    for (const [, mark] of text.matchAll(/tripped\((\d+)\)/gi)) {
      this.#seen.add(Number(mark));
    }
    this.#faults.push(...strangers.map((stranger) => `on ${page.url()}: ${stranger}`));
  }

  /** What ran, or became part of a page. */
  faults(): string[] {
    return this.#faults.map((fault) => fault.replace(/\d{3,}/, (mark) => this.#fields.get(Number(mark)) ?? mark));
  }

  /** The fields that something was planted in. */
  fields(): string[] {
    return [...new Set(this.#fields.values())];
  }

  /** The fields of which nothing was read on any page. */
  unseen(): string[] {
    const seen = [...this.#fields].filter(([mark]) => this.#seen.has(mark)).map(([, field]) => field);
    return this.fields().filter((field) => !seen.includes(field));
  }
}

/** In the page: its words, its fields' values and its labels; and what only a planted text can have made. */
function collect(): Found {
  const every = [...document.querySelectorAll("*")];
  const words = every.flatMap((each) => [
    ...(each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement ? [each.value] : []),
    ...["aria-label", "alt", "title", "placeholder"].map((name) => each.getAttribute(name) ?? ""),
  ]);
  const leading = ["href", "src", "action", "formaction", "data", "srcdoc", "xlink:href"];
  const isBad = ({ name, value }: Attr) =>
    name.startsWith("on") ||
    name === "srcdoc" ||
    (leading.includes(name) && /^[\s\p{Cc}]*(javascript|vbscript|data:text)/iu.test(value));
  const made = "iframe, object, embed, base ~ base, base[href*='evil'], img[src='x'], details[open][ontoggle]";
  const inline = "script:not([src]):not([type='application/json'])";
  const strangers = every.filter((each) => each.matches(`${made}, ${inline}`) || [...each.attributes].some(isBad));
  return {
    text: [document.title, document.body.innerText, ...words].join("\n"),
    strangers: strangers.map((each) => each.outerHTML.slice(0, 200)),
  };
}

/** In the page: what reaches beyond its right edge, if the page can be scrolled there. */
function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) {
    return [];
  }
  const every = [...document.body.querySelectorAll("*")];
  const beyond = every.filter((each) => each.getBoundingClientRect().right > clientWidth + 1);
  const innermost = beyond.filter((each) => ![...each.children].some((child) => beyond.includes(child)));
  const named = innermost
    .slice(0, 5)
    .map((each) => `${each.localName}.${each.className} in ${each.parentElement?.className}`);
  return [`${scrollWidth} px: ${named.join("; ")}`];
}
