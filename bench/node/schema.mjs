// The tables of bench/src/seed/reference.sql, as Drizzle knows them.
import { bigint, customType, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const bytes = customType({ dataType: () => "bytea" });
const int = (name) => bigint(name, { mode: "number" });
const time = (name) => timestamp(name, { withTimezone: true });

export const session = pgTable("session", {
  tokenHash: bytes("token_hash").primaryKey(),
  providerId: uuid("provider_id").notNull(),
  clientId: uuid("client_id").notNull(),
  contactId: uuid("contact_id").notNull(),
  role: text("role").notNull(),
  expiresAt: time("expires_at").notNull(),
});

export const document = pgTable("document", {
  documentId: uuid("document_id").primaryKey(),
  providerId: uuid("provider_id").notNull(),
  clientId: uuid("client_id").notNull(),
  year: int("year").notNull(),
  slug: text("slug").notNull(),
  status: text("status").notNull(),
  typeKey: text("type_key").notNull(),
  number: text("number").notNull(),
  title: text("title").notNull(),
  version: int("version").notNull(),
  publishedAt: time("published_at").notNull(),
});

export const documentVersion = pgTable("document_version", {
  documentId: uuid("document_id").notNull(),
  version: int("version").notNull(),
  content: text("content").notNull(),
  versionHash: text("version_hash").notNull(),
});

export const setting = pgTable("setting", {
  providerId: uuid("provider_id").primaryKey(),
  timeZone: text("time_zone").notNull(),
  regulated: int("regulated").notNull(),
});

export const documentType = pgTable("document_type", {
  providerId: uuid("provider_id").notNull(),
  typeKey: text("type_key").notNull(),
  title: text("title").notNull(),
});

export const documentOpening = pgTable(
  "document_opening",
  {
    documentId: uuid("document_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    openedAt: time("opened_at").notNull(),
    lastOpenedAt: time("last_opened_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.contactId] })],
);

export const paymentMethod = pgTable("payment_method", {
  providerId: uuid("provider_id").notNull(),
  position: int("position").notNull(),
  paymentMethodId: uuid("payment_method_id").notNull(),
  section: text("section").notNull(),
  name: text("name").notNull(),
  fields: text("fields").notNull(),
});

export const response = pgTable("response", {
  documentId: uuid("document_id").primaryKey(),
  outcome: text("outcome").notNull(),
  createdAt: time("created_at").notNull(),
});

export const actionItem = pgTable("action_item", {
  actionItemId: uuid("action_item_id").primaryKey(),
  providerId: uuid("provider_id").notNull(),
  clientId: uuid("client_id").notNull(),
  documentId: uuid("document_id").notNull(),
  kind: text("kind").notNull(),
  versionHash: text("version_hash").notNull(),
  state: text("state").notNull(),
  closedAt: time("closed_at"),
});

export const decision = pgTable("decision", {
  decisionId: uuid("decision_id").primaryKey(),
  providerId: uuid("provider_id").notNull(),
  clientId: uuid("client_id").notNull(),
  actionItemId: uuid("action_item_id").notNull(),
  contactId: uuid("contact_id").notNull(),
  outcome: text("outcome").notNull(),
  versionHash: text("version_hash").notNull(),
  decidedAt: time("decided_at").notNull(),
});

export const auditHead = pgTable("audit_head", {
  providerId: uuid("provider_id").primaryKey(),
  lastSequence: int("last_sequence").notNull(),
});

export const auditEntry = pgTable("audit_entry", {
  providerId: uuid("provider_id").notNull(),
  sequence: int("sequence").notNull(),
  at: time("at").notNull(),
  actorId: uuid("actor_id").notNull(),
  clientId: uuid("client_id").notNull(),
  act: text("act").notNull(),
  subjectId: uuid("subject_id").notNull(),
  detail: text("detail").notNull(),
  ip: text("ip").notNull(),
  agent: text("agent").notNull(),
});

export const idempotencyKey = pgTable("idempotency_key", {
  contactId: uuid("contact_id").notNull(),
  key: text("key").notNull(),
  bodyHash: bytes("body_hash").notNull(),
  answer: text("answer").notNull(),
  createdAt: time("created_at").notNull(),
});
