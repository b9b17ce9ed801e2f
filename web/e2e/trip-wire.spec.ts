/** Script in every text field: nothing of it runs on any page, and all of it is read as the text it is. */
import type { Page } from "@playwright/test";
import { ownerOf, signInContact, signInOperator, signInStaff } from "./support/acts";
import type { Demo } from "./support/demo";
import { bringAsStaff, pdfOf } from "./support/files";
import { pngOf } from "./support/png";
import { test as base, type DemoBrand, expect } from "./support/portico";
import { startDemo } from "./support/server";
import { TripWire, textFields } from "./support/trip-wire";

/** Fields that hold no free text, by the end of their path. */
const NO_TEXT: [RegExp, string][] = [
  [/[ .](email|phone)$/, "an address, refused in any other form"],
  [/[ .](currency|country|language|time_zone|colour|preset|key|series)$/, "a code, refused in any other form"],
  [/allowed_(actions|blocks)\[\]$/, "a word of a list"],
  [/[ .](password|code|token|delivery_token|refresh_token)$/, "a secret, never shown"],
  [/([ .]id|_id|_ids\[\]|sha256|version_hash)$/, "an id or a hash"],
  [/[ .](address|hosts\[\]|networks\[\]|qr\.(iban|bic|amount))$/, "refused in any other form"],
  [/[ .]return_to$/, "a path of the portal, refused in any other form"],
  [/documents type$/, "the key of a type"],
];

/** Fields that are shown on no page. */
const NOT_SHOWN: [RegExp, string][] = [
  [/ qr\.name$/, "in a picture of squares only, and in the dialog that changes it"],
  [/^POST .*\/providers (footer_text|clients\[\])/, "inside of the new portal, as what its staff would write"],
];
/** Fields that this test can't or doesn't fill. */
const NOT_PLANTED: [RegExp, string][] = [
  [
    /^POST .*\/documents content\.blocks\[\]:images/,
    "pictures are sent to a draft that is there: it is saved with them",
  ],
  [/^POST .*\/payment-codes qr\.name$/, "answered with a picture of squares only"],
  [/^POST .*\/device\/sms\/\{message_id\}\/report reason$/, "needs a device that has leased an SMS"],
];

/** A demo of its own: the others' would bear the planted names. */
const test = base.extend<{ wire: TripWire }, { demo: Demo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern.
    async ({}, use) => {
      const running = await startDemo(null);
      await use(running.demo);
      await running.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  wire: async ({ context }, use) => {
    const wire = new TripWire();
    await wire.lay(context);
    await use(wire);
  },
});

const AGENT = 'Mozilla/5.0 "><img src=x onerror=tripped(99)> <script>tripped(99)</script> Firefox/145.0';
test.use({ userAgent: AGENT });
test.skip(({ isMobile }) => isMobile, "what a text becomes does not depend on the screen");

const price = { tax_category: "S", tax_rate: 21_000 };

interface Image {
  id: string;
  sha256: string;
}

interface Written {
  id: string;
  draft_revision: number;
  year: number;
  slug: string;
  version_hash: string;
}

/** Every kind of block with a text in each of its fields. */
function blocks(wire: TripWire, image: Image | undefined, isDraft: boolean): object[] {
  const option = (id: string, recommended: boolean): object => ({
    ...{ id, name: wire.text(), description: wire.text(2_000), features: [wire.text()], unit: wire.text(40) },
    ...{ unit_price_minor: 12_000, min_quantity: 1, max_quantity: 3, recommended, ...price },
  });
  const group = (id: string, kind: string, options: object[]): object => ({
    ...{ type: "option_group", id, kind, title: wire.text(), description: wire.text(2_000), options },
    ...{ required: kind === "tiers", min: kind === "tiers" ? 1 : 0, max: kind === "tiers" ? 1 : null },
  });
  const line = { quantity_milli: 2_500, unit_price_minor: 4_000, ...price };
  const entry = { title: wire.text(), description: wire.text(2_000), time: isDraft ? wire.text(40) : "09:30" };
  return [
    { type: "heading", id: "heading", text: wire.text(), level: 2 },
    { type: "rich_text", id: "words", markdown: wire.markdown() },
    group("package", "tiers", [option("small", true), option("large", false)]),
    group("extras", "add_ons", [option("one", false)]),
    {
      ...{ type: "line_items", id: "lines", title: wire.text() },
      lines: [{ id: "line", description: wire.text(2_000), unit: wire.text(40), ...line }],
    },
    { type: "itinerary", id: "days", title: wire.text(), entries: [{ id: "day", date: "2027-03-01", ...entry }] },
    { type: "terms", id: "terms", title: wire.text(), markdown: wire.markdown() },
    { type: "payment_instructions", id: "pay", markdown: wire.markdown() },
    ...(image === undefined ? [] : [picture(wire, image)]),
    { type: "signature", id: "sign", label: wire.text(), signer: "client", name: wire.text() },
  ];
}

function picture(wire: TripWire, { id, sha256 }: Image): object {
  const images = [{ image_id: id, sha256, alt: wire.text(), caption: wire.text(2_000) }];
  return { type: "images", id: "pictures", title: wire.text(), layout: "grid", images };
}

/** A quote, or what is only read. */
function content(wire: TripWire, isQuote: boolean, isDraft: boolean, image?: Image): object {
  const all = blocks(wire, image, isDraft);
  return {
    blocks: isQuote ? all : all.filter((block) => !("options" in block)),
    ...{ currency: "EUR", intro: wire.text(2_000), valid_until: null, next_steps: wire.markdown() },
    deposit: isQuote ? { kind: "percent", rate: 30_000, due_in_days: 7 } : null,
    payment: { asks: isQuote, offers: isQuote ? ["deposit", "full"] : [], excluded_method_ids: [] },
  };
}

/** Sends a picture that is a page too. */
async function upload(page: Page, method: string, path: string, bytes: Buffer, type: string): Promise<unknown> {
  return page.evaluate(
    async ({ method, path, base64, type }) => {
      const body = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const answer = await fetch(path, { method, body, headers: { "content-type": type } });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      }
      return text === "" ? undefined : JSON.parse(text);
    },
    { method, path, base64: bytes.toString("base64"), type },
  );
}

const PAGE = Buffer.from("<!doctype html><script>tripped(98)</script><img src=x onerror=tripped(98)>");

/** Writes a document with texts everywhere, first when it is begun and again when it is saved. */
async function write(office: Page, wire: TripWire, clientId: string, type: string, isDraft = false): Promise<Written> {
  const begun = await wire.plant<Written>(office, "POST /api/admin/documents", [], {
    ...{ client_id: clientId, type, title: wire.text() },
    content: content(wire, type === "quote", isDraft),
  });
  const png = Buffer.concat([pngOf(60, 40, [30, 90, 140]), PAGE]);
  const image = (await upload(office, "POST", `/api/admin/documents/${begun.id}/images`, png, "image/png")) as Image;
  return wire.plant(office, "PUT /api/admin/documents/{document_id}/draft", [begun.id], {
    ...{ draft_revision: begun.draft_revision, title: wire.text() },
    content: content(wire, type === "quote", isDraft, image),
  });
}

const publish = (office: Page, wire: TripWire, { id }: Written): Promise<Written> =>
  wire.plant(office, "POST /api/admin/documents/{document_id}/publication", [id], {});

interface Planted {
  clientId: string;
  /** As it was begun; one in which everything was written. */
  projects: string[];
  contact: { email: string; phone: string };
  link: string;
  /** A draft; one that was approved; one that waits; one that will be accepted. */
  draft: Written;
  /** A draft that nobody saved since it was begun. */
  plain: Written;
  approved: Written;
  waiting: Written;
  accepted: Written;
  /** As it was brought; one whose name and folder were changed since. */
  files: { id: string; folder: string }[];
}

/** Everything that staff can write. */
async function plantAsStaff(office: Page, wire: TripWire, isBusiness: boolean): Promise<Planted> {
  const plant = <T>(operation: string, places: string[], body: unknown): Promise<T> =>
    wire.plant<T>(office, operation, places, body);
  await plant("PATCH /api/admin/branding", [], {
    ...{ name: wire.text(120), sender_name: wire.text(120), login_text: wire.text(1_000) },
    ...{ footer_text: wire.text(1_000), support_contact: wire.text(1_000) },
  });
  await plant("PATCH /api/admin/settings/sign-in", [], { read_by_delivery_link: true });
  const method = () => ({
    ...{ name: wire.text(70), instructions: wire.markdown(), currency: "EUR" },
    fields: [{ label: wire.text(70), value: wire.text(500) }],
    qr: { standard: "epc", name: wire.text(70), iban: "DE75512108001245126199" },
  });
  const made = await plant<{ id: string }>("POST /api/admin/payment-methods", [], { section: "transfer", ...method() });
  await plant("PATCH /api/admin/payment-methods/{payment_method_id}", [made.id], method());
  await plant("POST /api/admin/payment-methods", [], { section: "transfer", ...method() });
  for (const page of ["privacy", "imprint"]) {
    const operation = "PUT /api/admin/legal-texts/{page}/{language}";
    await plant(operation, [page, "en"], { markdown: wire.markdown() });
  }
  const kinds = ["heading", "rich_text", "option_group", "line_items", "itinerary", "terms", "payment_instructions"];
  const type = { allowed_blocks: [...kinds, "images", "signature"], requires_approval: true, series: "TW" };
  const read = type.allowed_blocks.filter((kind) => kind !== "option_group");
  await plant("POST /api/admin/document-types", [], {
    ...{ ...type, key: "wired", title: wire.text(80), allowed_actions: ["acknowledge"], allowed_blocks: read },
  });
  await plant("PATCH /api/admin/document-types/{type_key}", ["quote"], {
    ...{ title: wire.text(80), allowed_blocks: type.allowed_blocks },
  });
  const client = await plant<{ id: string }>("POST /api/admin/clients", [], { name: wire.text(), language: "en" });
  await plant("PATCH /api/admin/clients/{client_id}", [client.id], { name: wire.text() });
  const second = await plant<{ id: string }>("POST /api/admin/clients", [], { name: wire.text(), language: "en" });
  await plant("POST /api/admin/clients", [], { name: wire.text(), language: "en" });
  await plant("PATCH /api/admin/clients/{client_id}/settings", [second.id], { name: wire.text() });
  const contact = { email: "wire@trip.example", phone: "+4915199990001" };
  const person = await plant<{ id: string }>("POST /api/admin/contacts", [], {
    ...{ client_id: client.id, role: "executive", language: "en", name: wire.text(), ...contact },
  });
  const other = await plant<{ id: string }>("POST /api/admin/contacts", [], {
    ...{ client_id: client.id, role: "viewer", language: "en", name: wire.text(), email: "other@trip.example" },
  });
  await plant("PATCH /api/admin/contacts/{contact_id}", [other.id], { name: wire.text() });
  const staff = await plant<{ id: string }>("POST /api/admin/staff", [], {
    ...{ name: wire.text(), email: "new@trip.example", role: "member" },
  });
  await plant("PATCH /api/admin/staff/{staff_id}", [staff.id], { name: wire.text() });
  await plant("POST /api/admin/api-keys", [], { name: wire.text(80), scope: "sms" });
  if (isBusiness) {
    const org = await plant<{ id: string }>("POST /api/admin/orgs", [], { name: wire.text(120) });
    await plant("PATCH /api/admin/orgs/{org_id}", [org.id], { name: wire.text(120) });
    await plant("POST /api/admin/orgs", [], { name: wire.text(120) });
  }
  const projects = await plantProjects(office, wire, client.id, person.id);
  const draft = await write(office, wire, client.id, "quote", true);
  await plant("POST /api/admin/documents/{document_id}/duplication", [draft.id], { title: wire.text() });
  // A template holds no pictures.
  const begun = { client_id: client.id, type: "quote", title: wire.text() };
  const plain = await plant<Written>("POST /api/admin/documents", [], { ...begun, content: content(wire, true, true) });
  const kept = { document_id: plain.id, name: wire.text(80) };
  await plant("POST /api/admin/document-templates", [], kept);
  const template = await plant<{ id: string }>("POST /api/admin/document-templates", [], {
    ...kept,
    name: wire.text(80),
  });
  await plant("PATCH /api/admin/document-templates/{document_template_id}", [template.id], { name: wire.text(80) });
  const approved = await approve(office, wire, await write(office, wire, client.id, "wired"));
  const waiting = await publish(office, wire, await write(office, wire, client.id, "quote"));
  const accepted = await publish(office, wire, await write(office, wire, client.id, "quote"));
  const { url } = await plant<{ url: string }>("POST /api/admin/documents/{document_id}/delivery", [waiting.id], {
    ...{ contact_id: person.id, channel: "copy" },
  });
  const files = await plantFiles(office, wire, client.id);
  return { clientId: client.id, projects, contact, link: url, draft, plain, approved, waiting, accepted, files };
}

/** A file with texts in everything that is said of it, and one that was changed since. */
async function plantFiles(office: Page, wire: TripWire, clientId: string): Promise<Planted["files"]> {
  const bring = async (): Promise<Planted["files"][0]> => {
    const said = { folder: wire.name(), note: wire.text(500) };
    const { buffer } = pdfOf("", 3_000, 1);
    const file = { name: wire.name(), mimeType: "application/pdf", buffer };
    wire.planted("POST /api/admin/uploads", { ...said, filename: file.name });
    const id = await bringAsStaff(office, file, { client_id: clientId, ...said });
    return { id, folder: said.folder };
  };
  const [brought, { id }] = [await bring(), await bring()];
  const folder = wire.name();
  await wire.plant(office, "PATCH /api/admin/files/{file_id}", [id], { name: wire.name(), folder });
  for (const each of [brought.id, id]) {
    await wire.plant(office, "POST /api/admin/files/{file_id}/publication", [each], {});
  }
  return [brought, { id, folder }];
}

/** A project as it was begun, and one in which everything was written since. */
async function plantProjects(office: Page, wire: TripWire, clientId: string, contactId: string): Promise<string[]> {
  const plant = <T>(operation: string, places: string[], body: unknown): Promise<T> =>
    wire.plant<T>(office, operation, places, body);
  const texts = () => ({ code: wire.text(80), name: wire.text(), harvest_project_id: wire.text(80) });
  const begin = () => plant<{ id: string }>("POST /api/admin/projects", [], { client_id: clientId, ...texts() });
  const [begun, { id }] = [await begin(), await begin()];
  const one = "/api/admin/projects/{project_id}";
  await plant(`PATCH ${one}`, [id], { ...texts(), health: "amber", health_reason: wire.text(300) });
  const phase = { name: wire.text(), state: "active", percent: 10 };
  const { revision } = await plant<{ revision: number }>(`PUT ${one}/phases`, [id], { revision: 1, phases: [phase] });
  const contacts = [{ contact_id: contactId, what_for: wire.text(80) }];
  await plant(`PUT ${one}/contacts`, [id], { revision, contacts });
  const milestone = () => ({ name: wire.text(), baseline_date: "2099-01-01" });
  await plant(`POST ${one}/milestones`, [id], milestone());
  const second = await plant<{ id: string }>(`POST ${one}/milestones`, [id], milestone());
  await plant(`PATCH ${one}/milestones/{milestone_id}`, [id, second.id], { name: wire.text() });
  await plant(`POST ${one}/milestones/{milestone_id}/moves`, [id, second.id], {
    ...{ forecast_date: "2099-02-01", reason: wire.text(2_000) },
  });
  const action = () => ({ side: "client", description: wire.text(500) });
  await plant(`POST ${one}/next-actions`, [id], action());
  const next = await plant<{ id: string }>(`POST ${one}/next-actions`, [id], action());
  await plant(`PATCH ${one}/next-actions/{next_action_id}`, [id, next.id], { description: wire.text(500) });
  return [begun.id, id];
}

/** Sent back with a reason, then approved with a comment. */
async function approve(office: Page, wire: TripWire, { id }: Written): Promise<Written> {
  const at = [id];
  const act = (name: string, body: object): Promise<Written> =>
    wire.plant(office, `POST /api/admin/documents/{document_id}/${name}`, at, body);
  let { draft_revision } = await act("submission", {});
  await act("rejection", { draft_revision, reason: wire.text(2_000) });
  const shown = new URL(`/quotes/${id}`, office.url()).href;
  await wire.open(office, shown);
  await act("reopening", {});
  ({ draft_revision } = await act("submission", {}));
  await act("approval", { draft_revision, comment: wire.text(2_000) });
  await wire.open(office, shown);
  return act("publication", {});
}

/** What a contact can write. */
async function plantAsClient(page: Page, wire: TripWire, planted: Planted): Promise<void> {
  const places = [planted.accepted.year, planted.accepted.slug];
  const detail = await wire.plant<{ version_hash: string; payment_methods?: { id: string }[] }>(
    ...[page, "GET /api/client/documents/{year}/{slug}", places, undefined],
  );
  await wire.plant(page, "POST /api/client/documents/{year}/{slug}/response", places, {
    ...{ version_hash: detail.version_hash, options: [{ option_id: "small", quantity: 1 }], payment: "deposit" },
    ...{ comment: wire.text(2_000), purchase_order: wire.text(100) },
  });
  await wire.plant(page, "POST /api/client/people", [], {
    ...{ name: wire.text(), email: "third@trip.example", role: "viewer", language: "en" },
  });
  const { items } = await wire.plant<{ items: { id: string; version_hash: string; kind: string }[] }>(
    ...[page, "GET /api/client/action-items", [], undefined],
  );
  const [wired] = items.filter(({ kind }) => kind === "acknowledge");
  await wire.plant(page, "POST /api/client/decisions", [], {
    ...{ items: [{ action_item_id: wired?.id, version_hash: wired?.version_hash, outcome: "acknowledged" }] },
    comment: wire.text(2_000),
  });
  await wire.plant(page, "POST /api/client/token", [], { name: wire.text(80) });
}

/** What whoever runs the installation can write: a provider with all that it starts with. */
async function plantAsOperator(page: Page, wire: TripWire, demo: Demo): Promise<string> {
  const address = `http://trip.localhost:${new URL(demo.operator.url).port}`;
  const contact = { name: wire.text(), email: "first@trip.example", role: "executive" };
  const project = { code: "TW1", name: wire.text() };
  await wire.plant(page, "POST /api/admin/providers", [], {
    ...{ name: wire.text(120), hosts: [address], owner: { name: wire.text(), email: "owner@trip.example" } },
    ...{ login_text: wire.text(1_000), footer_text: wire.text(1_000), support_contact: wire.text(1_000) },
    clients: [{ name: wire.text(), contacts: [contact], projects: [project] }],
  });
  return address;
}

const STAFF_PAGES = [
  ...[
    "home",
    "waiting",
    "inbox",
    "quotes",
    "quotes/new",
    "quotes/templates",
    "projects",
    "files",
    "clients",
    "settings",
    "audit",
  ],
  ...["settings/document-types", "settings/approval", "settings/reminders", "settings/sign-in", "payment-methods"],
  ...["outgoing", "branding", "team", "account", "addresses", "legal-pages", "orgs", "api-keys"],
];

async function visitAsStaff(office: Page, wire: TripWire, url: string, planted: Planted): Promise<void> {
  const documents = [planted.draft, planted.plain, planted.approved, planted.waiting, planted.accepted];
  const projects = planted.projects.map((id) => `projects/${id}`);
  const at = `files?client=${planted.clientId}`;
  const folders = planted.files.map(({ folder }) => `${at}&folder=${encodeURIComponent(folder)}`);
  const files = [at, ...folders, ...planted.files.map(({ id }) => `files/${id}`)];
  const own = [`clients/${planted.clientId}`, `clients/${planted.clientId}/settings`, ...projects, ...files];
  for (const path of [...STAFF_PAGES, ...own, ...documents.map(({ id }) => `quotes/${id}`)]) {
    await wire.open(office, `${url}/${path}`, path === "orgs" ? ["POST /api/admin/orgs name"] : []);
  }
}

async function visitAsClient(page: Page, wire: TripWire, own: DemoBrand, planted: Planted): Promise<void> {
  const path = ({ year, slug }: Written): string => `/documents/${year}/${slug}`;
  const documents = [planted.approved, planted.waiting, planted.accepted].map(path);
  const pages = ["", "/documents", "/history", "/settings", "/people", "/projects"].map((each) => `/portal${each}`);
  for (const each of [...pages, ...documents, `${path(planted.accepted)}/confirmed`]) {
    await wire.open(page, own.url + each, each === "/portal/settings" ? ["POST /api/client/token name"] : []);
  }
  await page.emulateMedia({ media: "print" });
  await wire.look(page);
  await page.emulateMedia({ media: "screen" });
  const files = `${own.url}/portal/documents/files`;
  await wire.open(page, files);
  for (const { id, folder } of planted.files) {
    await wire.open(page, `${files}?folder=${encodeURIComponent(folder)}`);
    await wire.open(page, `${files}?file=${id}`);
  }
  for (const id of planted.projects) {
    await wire.open(page, `${own.url}/portal/projects/${id}`);
    await wire.open(page, `${own.url}/portal/projects/${id}/timeline`);
  }
  // The last one is that in which everything was written.
  await page.getByText("Table", { exact: true }).click();
  await wire.look(page);
}

test("script in every text field is read as text on every page", async ({
  page,
  browser,
  context,
  demo,
  brand,
  guard,
  message,
  wire,
}) => {
  test.setTimeout(420_000);
  const own = brand(2);
  const office = await context.newPage();
  await signInStaff(office, demo, guard, ownerOf(demo, own));
  const planted = await plantAsStaff(office, wire, true);

  await page.bringToFront();
  for (const path of ["/login", "/privacy", "/imprint"]) {
    await wire.open(page, own.url + path);
  }
  await wire.open(page, planted.link);
  await signInContact(page, own, planted.contact, message);
  await plantAsClient(page, wire, planted);
  await visitAsClient(page, wire, own, planted);
  await office.bringToFront();
  await visitAsStaff(office, wire, demo.staff.url, planted);

  await wire.plant(office, "POST /api/admin/documents/{document_id}/revision", [planted.accepted.id], {
    reason: wire.text(2_000),
  });
  await wire.open(office, `${demo.staff.url}/quotes/${planted.accepted.id}`);

  const theirs = await browser.newContext();
  await guard.watch(theirs);
  await wire.lay(theirs);
  const operator = await theirs.newPage();
  await signInOperator(operator, demo, guard);
  const address = await plantAsOperator(operator, wire, demo);
  for (const path of ["providers", "domain-claims", "jobs", "account"]) {
    await wire.open(operator, `${demo.operator.url}/${path}`);
  }
  await wire.open(operator, `${address}/login`);
  await wire.open(operator, new URL("/", demo.outbox).href);
  await theirs.close();

  expect(wire.faults()).toEqual([]);
  const isOf = (list: [RegExp, string][], field: string): boolean => list.some(([pattern]) => pattern.test(field));
  const left = textFields().filter((field) => !wire.fields().includes(field) && !isOf(NO_TEXT, field));
  expect(
    left.filter((field) => !isOf(NOT_PLANTED, field)),
    "texts that nothing was planted in",
  ).toEqual([]);
  expect(
    wire.unseen().filter((field) => !isOf(NOT_SHOWN, field)),
    "texts that no page showed",
  ).toEqual([]);
});

test("a text that is taken for anything but text trips the wire", async ({ page, brand, guard, wire }) => {
  // The browser's own complaints are foreseen: they are the second wire.
  guard.expect(/./);
  await page.goto(`${brand(0).url}/login`);
  await wire.look(page);
  expect(wire.faults()).toEqual([]);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", "<p><img src=x onerror=tripped(1)></p>");
  });
  await wire.look(page);
  expect(wire.faults().join()).toContain("onerror");
  await page.goto("about:blank");
  await page.setContent("<h1>A page without a policy</h1><img src=x onerror=tripped(2)>");
  await expect(() => expect(wire.faults()).toContain("ran: 2")).toPass({ timeout: 5_000 });
});
