/** What the staff endpoints answer and take, as the OpenAPI document has it. Times are RFC 3339, dates `YYYY-MM-DD`. */
import type { Content, PaymentChoice } from "./content.ts";

export type Page<T> = { items: T[]; next_cursor: string | null };

export type StaffSession = {
  staff: { id: string; name: string; email: string; role: string; language: string };
  provider: {
    id: string;
    name: string;
    kind: string;
    currency: string;
    language: string;
    time_zone: string;
    country: string;
    colour: string;
    logo_light_url: string | null;
  };
  brands: { origin: string; prefix: string }[];
  outbox_waiting: number;
};

export type DocumentStatus = "draft" | "pending" | "approved" | "rejected" | "published" | "withdrawn";
export type DocumentState = "open" | "accepted" | "declined" | "expired";
export type Named = { id: string; name: string };

export type DocumentRow = {
  id: string;
  type: string;
  title: string;
  number: string | null;
  status: DocumentStatus;
  client: Named;
  version: number | null;
  state: DocumentState | null;
  updated_at: string;
  published_at: string | null;
  valid_until: string | null;
  total_minor: number | null;
  currency: string;
  opened_at: string | null;
};

export type Chosen = { name: string; quantity: number };
export type Opening = { contact_id: string; name: string; opened_at: string };
export type DocumentResponse = {
  id: string;
  outcome: "accepted" | "declined";
  version: number;
  contact_name: string;
  created_at: string;
  total_minor: number | null;
  payment: PaymentChoice | null;
  payment_method_name: string | null;
  purchase_order: string | null;
  comment: string | null;
  chosen: Chosen[];
};
export type Channel = "sms" | "email" | "copy";
export type DeliveryLink = {
  id: string;
  contact_id: string;
  contact_name: string;
  channel: Channel;
  created_at: string;
  opened_at: string | null;
  revoked_at: string | null;
};

export type StaffDocument = {
  id: string;
  type: string;
  title: string;
  status: DocumentStatus;
  number: string | null;
  year: number | null;
  slug: string | null;
  client: Named;
  draft: Content;
  draft_revision: number;
  published_version: number | null;
  version_hash: string | null;
  has_unpublished_changes: boolean;
  valid_until: string | null;
  author_name: string | null;
  created_at: string;
  updated_at: string;
  published_at: string | null;
  withdrawn_at: string | null;
  portal_url: string | null;
  openings: Opening[];
  responses: DocumentResponse[];
  delivery_links: DeliveryLink[];
};

export type Delivery = { id: string; channel: Channel; url: string | null; qr_svg: string | null };

export type ClientStatus = "prospect" | "active" | "inactive";
export type ClientRow = {
  id: string;
  name: string;
  status: ClientStatus;
  portal_enabled: boolean;
  contacts_count: number;
  documents_count: number;
  created_at: string;
};
export type ContactState = "invited" | "active" | "off";
export type Role = "executive" | "manager" | "billing" | "viewer" | "guest";
export type ContactRow = {
  id: string;
  membership_id: string;
  client_id: string;
  name: string;
  email: string | null;
  phone: string | null;
  role: Role;
  state: ContactState;
  permissions: string[];
  invited_at: string | null;
  first_signed_in_at: string | null;
};
export type ClientDetail = {
  id: string;
  name: string;
  status: ClientStatus;
  portal_enabled: boolean;
  language: string | null;
  currency: string | null;
  created_at: string;
  contacts: ContactRow[];
};

export type Section = "crypto" | "cash_prepaid" | "transfer";
export type QrCode =
  | { standard: "epc"; name: string; iban: string; bic: string | null }
  | { standard: "bip21"; scheme: string; address: string; amount: string | null };
export type LabelledField = { label: string; value: string };
export type PaymentMethod = {
  id: string;
  section: Section;
  name: string;
  instructions: string;
  fields: LabelledField[];
  currency: string | null;
  qr: QrCode | null;
  position: number;
  switched_on: boolean;
};

export type InboxEntry = {
  id: string;
  kind: "accepted" | "declined";
  document: { id: string; number: string | null; title: string };
  client: Named;
  contact_name: string;
  total_minor: number | null;
  currency: string;
  payment: PaymentChoice | null;
  payment_method_name: string | null;
  purchase_order: string | null;
  comment: string | null;
  chosen: Chosen[];
  created_at: string;
  read_at: string | null;
};
export type InboxPage = Page<InboxEntry> & { unread: number };

export type AuditEntry = {
  sequence: number;
  at: string;
  actor: { kind: string; id: string | null; name: string | null };
  act: string;
  outcome: string;
  subject_kind: string | null;
  subject_id: string | null;
  client_id: string | null;
  detail: unknown;
  ip: string | null;
  agent: string | null;
  request_id: string | null;
};

export type OutgoingMessage = {
  id: string;
  channel: string;
  recipient: string;
  subject: string | null;
  kept_text: string | null;
  state: string;
  reason: string | null;
  created_at: string;
  sent_at: string | null;
};

export type Branding = {
  name: string;
  colour: string;
  login_text: string | null;
  footer_text: string | null;
  support_contact: string | null;
  sender_name: string | null;
  language: string;
  time_zone: string;
  country: string;
  currency: string;
  sign_in_by_sms: boolean;
  sign_in_by_email: boolean;
  offers_deposit: boolean;
  offers_full: boolean;
  logo_light_url: string | null;
};
