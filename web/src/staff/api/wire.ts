/** Short names for what the contract calls its schemas, as staff see them. */
import type { Schemas } from "~/shared/api/types.ts";

export type { DocumentState, Named, Page } from "~/shared/api/types.ts";

export type StaffSession = Schemas["StaffSession"];

export type DocumentStatus = Schemas["DocumentStatus"];
export type DocumentRow = Schemas["StaffDocumentRow"];
export type StaffDocument = Schemas["StaffDocument"];
export type DocumentResponse = Schemas["StaffResponse"];
export type Channel = Schemas["DeliveryChannel"];
export type DeliveryLink = Schemas["DeliveryLinkRow"];
export type Delivery = Schemas["Delivery"];

export type ClientStatus = Schemas["ClientStatus"];
export type ClientRow = Schemas["ClientRow"];
export type ClientDetail = Schemas["ClientDetail"];
export type ContactState = Schemas["ContactStanding"];
export type ContactRow = Schemas["ContactRow"];
export type Role = Schemas["ContactRole"];
export type Permission = Schemas["Permission"];
export type RoleTable = Schemas["RoleTable"];

export type Section = Schemas["PaymentSection"];
export type QrCode = Schemas["PaymentQr"];
export type Coin = Schemas["CoinScheme"];
export type LabelledField = Schemas["PaymentField"];
export type PaymentMethod = Schemas["PaymentMethodRow"];

export type ProjectStatus = Schemas["ProjectStatus"];
export type ProjectHealth = Schemas["ProjectHealth"];
export type ProjectRow = Schemas["StaffProjectRow"];
export type StaffProject = Schemas["StaffProject"];
export type Phase = Schemas["StaffPhase"];
export type PhaseState = Schemas["PhaseState"];
export type Milestone = Schemas["StaffMilestone"];
export type NextAction = Schemas["StaffNextAction"];
export type ActionSide = Schemas["ActionSide"];
export type KeyContact = Schemas["StaffKeyContact"];

export type FileRow = Schemas["StaffFileRow"];
export type StaffFile = Schemas["StaffFile"];
export type FileVersion = Schemas["StaffFileVersion"];

export type WaitingRow = Schemas["WaitingRow"];
export type QuoteFigures = Schemas["QuoteFigures"];
export type InboxEntry = Schemas["InboxEntryRow"];
export type InboxPage = Schemas["InboxPage"];
export type AuditEntry = Schemas["AuditRow"];
export type OutgoingMessage = Schemas["OutboxRow"];
export type Branding = Schemas["Branding"];
