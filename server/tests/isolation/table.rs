//! How a rightful caller calls each operation: one row per operation of the route table.

use serde_json::{Value, json};

use super::{
    call::{CREATION, Ids, PART},
    files, quote,
    world::CONTACT_ROLES,
};

/// Who may call an operation.
#[derive(Debug, Clone, Copy)]
pub enum Callers {
    /// Anybody at a brand.
    Visitors,
    /// Anybody at the staff host.
    StaffVisitors,
    /// Contacts of these roles.
    Contacts(&'static [&'static str]),
    /// Staff of these roles.
    Staff(&'static [&'static str]),
    /// A program of the provider's, by its key.
    Devices,
    /// Whoever runs the installation.
    Operators,
}

/// What is made anew for each rightful call, since the call uses it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fresh {
    Nothing,
    DocumentType,
    Image,
    Template,
    Draft,
    Pending,
    Rejected,
    Published,
    Accepted,
    Revised,
    /// A published quote, by what it asks.
    Asked,
    Link,
    ApiKey,
    PaymentMethod,
    Contact,
    Membership,
    Session,
    Logo,
    BrandDomain,
    OrgMember,
    ClientLogo,
    StaffAccount,
    /// A project with a phase, a milestone and a next action.
    Project,
    /// An upload of the caller's own, of which nothing has come yet.
    Upload,
    /// A file that its client does not see.
    File,
    /// One that it sees.
    PublishedFile,
    /// An address at which the caller may read a file.
    Download,
}

/// One operation.
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub callers: Callers,
    /// The status of a rightful call.
    pub ok: u16,
    /// The JSON that it sends, from what stands for the names; null for none.
    pub body: fn(&Ids) -> Value,
    /// Path parameters that another name of the side stands for.
    pub alias: &'static [(&'static str, &'static str)],
    pub fresh: Fresh,
    /// Whether the answer never ends.
    pub is_stream: bool,
}

impl Row {
    pub const fn new(method: &'static str, path: &'static str, callers: Callers, ok: u16) -> Self {
        Self {
            method,
            path,
            callers,
            ok,
            body: |_| Value::Null,
            alias: &[],
            fresh: Fresh::Nothing,
            is_stream: false,
        }
    }

    pub const fn body(mut self, body: fn(&Ids) -> Value) -> Self {
        self.body = body;
        self
    }

    pub const fn alias(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.alias = pairs;
        self
    }

    pub const fn fresh(mut self, fresh: Fresh) -> Self {
        self.fresh = fresh;
        self
    }

    const fn stream(mut self) -> Self {
        self.is_stream = true;
        self
    }

    /// Whether it takes a picture.
    pub fn takes_picture(&self) -> bool {
        self.method == "PUT" && (self.path.ends_with("/logo") || self.path.ends_with("/{kind}"))
            || self.method == "POST" && self.path.ends_with("/images")
    }

    /// What it sends, with its type: a picture where it takes one.
    pub fn sent(&self, json: &Value) -> Option<(&'static str, Vec<u8>)> {
        if self.path.ends_with("/uploads") {
            return Some((CREATION, json.to_string().into_bytes()));
        }
        if self.path.ends_with("/uploads/{upload_id}") && self.method == "PATCH" {
            return Some((PART, b"canary".to_vec()));
        }
        if self.takes_picture() {
            return Some(("image/png", super::rightful::LOGO.to_vec()));
        }
        (!json.is_null()).then(|| ("application/json", json.to_string().into_bytes()))
    }

    /// Whether a session of this kind and role may call it.
    pub fn allows(&self, is_staff: bool, role: &str) -> bool {
        match self.callers {
            Callers::Contacts(roles) => !is_staff && roles.contains(&role),
            // A limited lead is a lead.
            Callers::Staff(roles) => {
                is_staff && roles.contains(&if role == "limited" { "lead" } else { role })
            }
            Callers::Visitors | Callers::StaffVisitors | Callers::Devices | Callers::Operators => {
                true
            }
        }
    }

    /// Whether it is for this kind of session at all.
    pub fn is_for(&self, is_staff: bool) -> bool {
        match self.callers {
            Callers::Contacts(_) => !is_staff,
            Callers::Staff(_) => is_staff,
            Callers::Visitors | Callers::StaffVisitors | Callers::Devices | Callers::Operators => {
                false
            }
        }
    }

    /// Whether its path or its body names a document, what is asked about one, or a project.
    pub fn names_a_document_or_project(&self) -> bool {
        self.path.contains("{slug}")
            || self.path.contains("{project_id}")
            || self.path.contains("{file_id}")
            || self.path.contains("{upload_id}")
            || self.path.contains("{decision_id}")
            || self.path == "/api/client/decisions" && self.method == "POST"
    }

    /// The names that its path stands on, after the aliases.
    pub fn resolved(&self, ids: &Ids) -> Ids {
        let mut resolved = ids.clone();
        for (name, alias) in self.alias {
            resolved.insert(name, ids[alias].clone());
        }
        resolved
    }
}

const ANY: Callers = Callers::Contacts(&CONTACT_ROLES);
/// A guest has no documents: nothing can be marked for it yet.
const READERS: Callers = Callers::Contacts(&["executive", "manager", "billing", "viewer"]);
const SEE_MONEY: Callers = Callers::Contacts(&["executive", "manager", "billing"]);
/// Who reads projects. A guest has none: nothing is marked for it yet.
pub const FOLLOWERS: Callers = Callers::Contacts(&["executive", "manager", "viewer"]);
pub const DECIDERS: Callers = Callers::Contacts(&["executive", "manager"]);
const EXECUTIVES: Callers = Callers::Contacts(&["executive"]);
pub const TEAM: Callers = Callers::Staff(&["owner", "admin", "lead", "member"]);
pub const INVITERS: Callers = Callers::Staff(&["owner", "admin", "lead"]);
const ADMINS: Callers = Callers::Staff(&["owner", "admin"]);

/// The rows of what is public.
fn public() -> Vec<Row> {
    vec![
        Row::new("GET", "/api/client/portal", Callers::Visitors, 200),
        Row::new("POST", "/api/client/delivery", Callers::Visitors, 200)
            .body(|ids| json!({ "token": ids["delivery_token"] })),
        Row::new("POST", "/api/client/sign-in", Callers::Visitors, 202)
            .body(|ids| json!({ "delivery_token": ids["delivery_token"] })),
        Row::new(
            "POST",
            "/api/client/sign-in/verification",
            Callers::Visitors,
            422,
        )
        .body(|_| json!({ "token": "of-nobody" })),
        Row::new("POST", "/api/client/token/refresh", Callers::Visitors, 401)
            .body(|_| json!({ "refresh_token": "of-nobody" })),
        Row::new(
            "POST",
            "/api/admin/session/invitation",
            Callers::StaffVisitors,
            422,
        )
        .body(|_| json!({ "token": "of-nobody" })),
        Row::new(
            "POST",
            "/api/admin/session/invitation/acceptance",
            Callers::StaffVisitors,
            422,
        )
        .body(|_| json!({ "token": "of-nobody", "password": "a long enough password" })),
        Row::new(
            "POST",
            "/api/client/sign-in/password",
            Callers::Visitors,
            422,
        )
        .body(|_| json!({ "email": "nobody@north.example", "password": "not the password" })),
        Row::new(
            "POST",
            "/api/client/sign-in/password-reset",
            Callers::Visitors,
            422,
        )
        .body(|_| json!({ "email": "nobody@north.example" })),
        Row::new(
            "POST",
            "/api/client/sign-in/password-reset/completion",
            Callers::Visitors,
            422,
        )
        .body(|_| json!({ "token": "of-nobody", "password": "a long enough password" })),
        Row::new(
            "POST",
            "/api/admin/session/password-reset",
            Callers::StaffVisitors,
            202,
        )
        .body(|_| json!({ "email": "nobody@north.example" })),
        Row::new(
            "POST",
            "/api/admin/session/password-reset/completion",
            Callers::StaffVisitors,
            422,
        )
        .body(|_| json!({ "token": "of-nobody", "password": "a long enough password" })),
        Row::new("POST", "/api/admin/session", Callers::StaffVisitors, 422)
            .body(|_| json!({ "email": "nobody@north.example", "password": "not the password" })),
    ]
}

/// The rows of second factors, of contacts and staff. Nobody has one: a code is refused with words.
fn second_factors() -> Vec<Row> {
    let mut rows = Vec::new();
    for (callers, paths) in [
        (
            ANY,
            [
                "/api/client/second-factor",
                "/api/client/second-factor/totp",
                "/api/client/second-factor/totp/confirmation",
                "/api/client/second-factor/recovery-codes",
            ],
        ),
        (
            TEAM,
            [
                "/api/admin/second-factor",
                "/api/admin/second-factor/totp",
                "/api/admin/second-factor/totp/confirmation",
                "/api/admin/second-factor/recovery-codes",
            ],
        ),
    ] {
        let [own, totp, confirmation, recovery] = paths;
        rows.extend([
            Row::new("GET", own, callers, 200),
            Row::new("POST", own, callers, 422)
                .body(|_| json!({ "way": "recovery_code", "code": "abcde-fgh23" })),
            Row::new("POST", totp, callers, 201),
            Row::new("POST", confirmation, callers, 422).body(|_| json!({ "code": "000000" })),
            Row::new("POST", recovery, callers, 409),
            Row::new("DELETE", totp, callers, 409),
        ]);
    }
    rows.extend([
        Row::new("POST", "/api/client/second-factor/message", ANY, 202)
            .body(|_| json!({ "way": "email" })),
        Row::new("PUT", "/api/client/second-factor/by-message", ANY, 204)
            .body(|_| json!({ "on": false })),
        Row::new("POST", "/api/client/token", ANY, 200).body(|_| json!({ "name": "Sync" })),
        Row::new("GET", "/api/client/password", ANY, 200),
        Row::new("PUT", "/api/client/password", ANY, 409)
            .body(|_| json!({ "password": "a long enough password" })),
        Row::new("DELETE", "/api/client/password", ANY, 204),
        Row::new("PUT", "/api/admin/password", TEAM, 204)
            .body(|_| json!({ "password": "a long enough password" })),
        Row::new("GET", "/api/admin/sessions", TEAM, 200),
        Row::new("DELETE", "/api/admin/sessions/{session_id}", TEAM, 404)
            .alias(&[("session_id", "client_id")]),
        Row::new("GET", "/api/admin/settings/sign-in", ADMINS, 200),
        Row::new("PATCH", "/api/admin/settings/sign-in", ADMINS, 200)
            .body(|_| json!({ "contact_idle_minutes": 600 })),
        Row::new("GET", "/api/admin/settings/set-up", ADMINS, 200),
    ]);
    rows
}

/// The rows of contacts.
fn contacts() -> Vec<Row> {
    const DONE: &[(&str, &str)] = &[("slug", "done_slug")];
    vec![
        Row::new("GET", "/api/client/session", ANY, 200),
        Row::new("PUT", "/api/client/session", ANY, 200)
            .body(|ids| json!({ "client_id": ids["client_id"] })),
        Row::new("PATCH", "/api/client/session", ANY, 200).body(|_| json!({ "language": "en" })),
        Row::new("DELETE", "/api/client/session", ANY, 204).fresh(Fresh::Session),
        Row::new("GET", "/api/client/sessions", ANY, 200),
        Row::new("DELETE", "/api/client/sessions/{session_id}", ANY, 204).fresh(Fresh::Session),
        Row::new("GET", "/api/client/action-items", ANY, 200),
        Row::new("GET", "/api/client/decisions", ANY, 200),
        Row::new("GET", "/api/client/decisions/{decision_id}", READERS, 200),
        // A choice is made at its document: what is asked here is refused with its address, but only to those who
        // may choose.
        Row::new("POST", "/api/client/decisions", DECIDERS, 422)
            .body(|ids| {
                let (id, hash) = (&ids["action_item_id"], &ids["version_hash"]);
                json!({ "items": [{ "action_item_id": id, "outcome": "accepted", "version_hash": hash }] })
            }),
        Row::new("GET", "/api/client/document-types", ANY, 200),
        Row::new("GET", "/api/client/documents", ANY, 200),
        Row::new("GET", "/api/client/documents/{year}/{slug}", READERS, 200),
        Row::new("GET", "/api/client/documents/{year}/{slug}/images/{image_id}", READERS, 200),
        Row::new("POST", "/api/client/documents/{year}/{slug}/calculation", SEE_MONEY, 200)
            .body(|ids| {
                json!({ "version_hash": ids["version_hash"],
                        "options": [{ "option_id": "small", "quantity": 1 }] })
            }),
        Row::new("POST", "/api/client/documents/{year}/{slug}/response", DECIDERS, 201)
            .body(|ids| quote::response(&ids["version_hash"], &ids["payment_method_id"], "fresh"))
            .fresh(Fresh::Published),
        Row::new("GET", "/api/client/documents/{year}/{slug}/confirmation", READERS, 200).alias(DONE),
        Row::new("GET", "/api/client/events", ANY, 200).stream(),
        Row::new("GET", "/api/client/people", EXECUTIVES, 200),
        Row::new("POST", "/api/client/people", EXECUTIVES, 201).body(|ids| {
            json!({ "name": "New", "role": "viewer", "email": format!("{}@new.example", ids["unique"]) })
        }),
        Row::new("PATCH", "/api/client/people/{contact_id}", EXECUTIVES, 200)
            .body(|_| json!({ "role": "billing" }))
            .fresh(Fresh::Contact),
        Row::new("POST", "/api/client/people/{contact_id}/invitation", EXECUTIVES, 204)
            .fresh(Fresh::Contact),
        Row::new("GET", "/api/client/settings", ANY, 200),
        Row::new("PATCH", "/api/client/settings", EXECUTIVES, 200)
            .body(|ids| json!({ "primary_contact_id": ids["contact_id"] })),
        Row::new("GET", "/api/client/settings/logo", ANY, 200).fresh(Fresh::ClientLogo),
        Row::new("PUT", "/api/client/settings/logo", EXECUTIVES, 200),
        Row::new("DELETE", "/api/client/settings/logo", EXECUTIVES, 204).fresh(Fresh::ClientLogo),
    ]
}

/// The rows of staff about people.
fn people() -> Vec<Row> {
    vec![
        Row::new("GET", "/api/admin/session", TEAM, 200),
        Row::new("DELETE", "/api/admin/session", TEAM, 204).fresh(Fresh::Session),
        Row::new("GET", "/api/admin/clients", TEAM, 200),
        Row::new("POST", "/api/admin/clients", INVITERS, 201)
            .body(|_| json!({ "name": "canary-north new client" })),
        Row::new("GET", "/api/admin/clients/{client_id}", TEAM, 200),
        Row::new("PATCH", "/api/admin/clients/{client_id}", INVITERS, 200)
            .body(|_| json!({ "language": "de" })),
        Row::new("GET", "/api/admin/staff", ADMINS, 200),
        Row::new("POST", "/api/admin/staff", ADMINS, 201)
            .body(|ids| {
                json!({ "name": "New", "role": "member", "email": format!("{}@new.example", ids["unique"]),
                        "client_ids": [ids["client_id"]] })
            }),
        Row::new("PATCH", "/api/admin/staff/{staff_id}", ADMINS, 200)
            .body(|_| json!({ "language": "de" })),
        Row::new("POST", "/api/admin/staff/{staff_id}/invitation", ADMINS, 204)
            .fresh(Fresh::StaffAccount),
        Row::new("GET", "/api/admin/clients/{client_id}/onboarding", TEAM, 200),
        Row::new("GET", "/api/admin/clients/{client_id}/settings", TEAM, 200),
        Row::new("PATCH", "/api/admin/clients/{client_id}/settings", INVITERS, 200)
            .body(|ids| json!({ "primary_contact_id": ids["contact_id"] })),
        Row::new("GET", "/api/admin/clients/{client_id}/logo", TEAM, 200).fresh(Fresh::ClientLogo),
        Row::new("PUT", "/api/admin/clients/{client_id}/logo", INVITERS, 200),
        Row::new("DELETE", "/api/admin/clients/{client_id}/logo", INVITERS, 204)
            .fresh(Fresh::ClientLogo),
        Row::new("GET", "/api/admin/contacts", TEAM, 200),
        Row::new("POST", "/api/admin/contacts", INVITERS, 201)
            .body(|ids| {
                json!({ "client_id": ids["client_id"], "name": "New", "role": "viewer",
                        "email": format!("{}@new.example", ids["unique"]) })
            }),
        Row::new("PATCH", "/api/admin/contacts/{contact_id}", INVITERS, 204)
            .body(|_| json!({ "language": "de" })),
        Row::new("DELETE", "/api/admin/contacts/{contact_id}/second-factor", INVITERS, 409),
        Row::new("POST", "/api/admin/memberships", INVITERS, 409)
            .body(|ids| {
                json!({ "client_id": ids["client_id"], "contact_id": ids["contact_id"], "role": "viewer" })
            }),
        Row::new("PATCH", "/api/admin/memberships/{membership_id}", INVITERS, 200)
            .body(|_| json!({ "role": "viewer" }))
            .fresh(Fresh::Contact),
        Row::new("DELETE", "/api/admin/memberships/{membership_id}", INVITERS, 204)
            .fresh(Fresh::Membership),
        Row::new("GET", "/api/admin/memberships/{membership_id}/projects", TEAM, 200),
        Row::new("PUT", "/api/admin/memberships/{membership_id}/projects", INVITERS, 200)
            .body(|ids| json!({ "project_ids": [ids["project_id"]] }))
            .fresh(Fresh::Contact),
        Row::new("GET", "/api/admin/roles", TEAM, 200),
        Row::new("GET", "/api/admin/audit", ADMINS, 200),
        Row::new("GET", "/api/admin/outbox", ADMINS, 200),
        Row::new("GET", "/api/admin/events", TEAM, 200).stream(),
        Row::new("GET", "/api/admin/branding", TEAM, 200),
        Row::new("PATCH", "/api/admin/branding", ADMINS, 200)
            .body(|_| json!({ "footer_text": "canary-north footer" })),
        Row::new("GET", "/api/admin/branding/{kind}", TEAM, 200).fresh(Fresh::Logo),
        Row::new("PUT", "/api/admin/branding/{kind}", ADMINS, 200),
        Row::new("DELETE", "/api/admin/branding/{kind}", ADMINS, 204).fresh(Fresh::Logo),
        Row::new("PUT", "/api/admin/session", TEAM, 200).body(|_| json!({ "org_id": null })),
        Row::new("GET", "/api/admin/orgs", ADMINS, 200),
        Row::new("POST", "/api/admin/orgs", ADMINS, 201)
            .body(|_| json!({ "name": "canary-north org" })),
        Row::new("PATCH", "/api/admin/orgs/{org_id}", ADMINS, 204)
            .body(|_| json!({ "name": "canary-of-an-org" })),
        Row::new("PUT", "/api/admin/orgs/{org_id}/members/{staff_id}", ADMINS, 204),
        Row::new("DELETE", "/api/admin/orgs/{org_id}/members/{staff_id}", ADMINS, 204)
            .fresh(Fresh::OrgMember),
        Row::new("GET", "/api/admin/brand-domains", TEAM, 200),
        Row::new("POST", "/api/admin/brand-domains", ADMINS, 201)
            .body(|ids| json!({ "address": format!("https://{}.canary-north.example", ids["unique"]) })),
        Row::new("PATCH", "/api/admin/brand-domains/{brand_domain_id}", ADMINS, 200)
            .body(|_| json!({ "main_brand_domain_id": null, "cookie_scope": "host" })),
        Row::new("DELETE", "/api/admin/brand-domains/{brand_domain_id}", ADMINS, 204)
            .fresh(Fresh::BrandDomain),
        Row::new("POST", "/api/admin/brand-domains/{brand_domain_id}/proof", ADMINS, 200),
        Row::new("GET", "/api/admin/legal-texts", TEAM, 200),
        Row::new("PUT", "/api/admin/legal-texts/{page}/{language}", ADMINS, 200)
            .body(|_| json!({ "markdown": "canary-north words" })),
    ]
}

/// The rows of staff about documents.
fn documents() -> Vec<Row> {
    const DRAFT: &[(&str, &str)] = &[("document_id", "draft_id")];
    vec![
        Row::new("GET", "/api/admin/document-types", TEAM, 200),
        Row::new("POST", "/api/admin/document-types", ADMINS, 201).body(|ids| {
            json!({ "key": format!("t{}", ids["unique"].replace('-', "")), "title": "canary-north type",
                    "series": "T", "requires_approval": false, "allowed_actions": [], "allowed_blocks": ["heading"] })
        }),
        Row::new("PATCH", "/api/admin/document-types/{type_key}", ADMINS, 200)
            .body(|_| json!({ "watermark": true })),
        Row::new("DELETE", "/api/admin/document-types/{type_key}", ADMINS, 204)
            .fresh(Fresh::DocumentType),
        Row::new("GET", "/api/admin/document-types/{type_key}/schema", TEAM, 200),
        Row::new("GET", "/api/admin/documents", TEAM, 200),
        Row::new("POST", "/api/admin/documents", TEAM, 201)
            .body(|ids| {
                json!({ "client_id": ids["client_id"], "type": "quote", "title": "New",
                        "project_id": ids["project_id"] })
            }),
        Row::new("GET", "/api/admin/documents/{document_id}", TEAM, 200),
        Row::new("DELETE", "/api/admin/documents/{document_id}", TEAM, 204)
            .alias(DRAFT)
            .fresh(Fresh::Draft),
        Row::new("PUT", "/api/admin/documents/{document_id}/draft", TEAM, 200)
            .body(|ids| {
                json!({ "draft_revision": ids["draft_revision"].parse::<i64>().unwrap(), "title": "Saved",
                        "content": quote::content("saved") })
            })
            .fresh(Fresh::Draft)
            .alias(DRAFT),
        Row::new("GET", "/api/admin/documents/{document_id}/preview", TEAM, 200),
        Row::new("POST", "/api/admin/documents/{document_id}/preview/calculation", TEAM, 200)
            .body(|_| json!({ "options": [{ "option_id": "small", "quantity": 1 }] })),
        Row::new("POST", "/api/admin/documents/{document_id}/publication", TEAM, 200)
            .body(|_| json!({}))
            .alias(DRAFT)
            .fresh(Fresh::Draft),
        Row::new("POST", "/api/admin/documents/{document_id}/withdrawal", TEAM, 200)
            .fresh(Fresh::Published),
        Row::new("POST", "/api/admin/documents/{document_id}/extension", TEAM, 200)
            .body(|_| json!({ "valid_until": "2027-01-31" }))
            .fresh(Fresh::Published),
        Row::new("POST", "/api/admin/documents/{document_id}/images", TEAM, 201).alias(DRAFT),
        Row::new("GET", "/api/admin/documents/{document_id}/images/{image_id}", TEAM, 200),
        Row::new("DELETE", "/api/admin/documents/{document_id}/images/{image_id}", TEAM, 204)
            .fresh(Fresh::Image),
        Row::new("PUT", "/api/admin/documents/{document_id}/editing", TEAM, 200)
            .body(|ids| json!({ "editor_id": ids["editor_id"] }))
            .alias(DRAFT),
        Row::new("DELETE", "/api/admin/documents/{document_id}/editing/{editor_id}", TEAM, 204)
            .alias(DRAFT),
        Row::new("POST", "/api/admin/documents/{document_id}/duplication", TEAM, 201)
            .body(|ids| json!({ "client_id": ids["client_id"], "title": "canary-north copy" })),
        Row::new("GET", "/api/admin/document-templates", TEAM, 200),
        Row::new("POST", "/api/admin/document-templates", TEAM, 201)
            .body(|ids| json!({ "document_id": ids["document_id"], "name": ids["unique"] }))
            .alias(DRAFT),
        Row::new("PATCH", "/api/admin/document-templates/{document_template_id}", TEAM, 200)
            .body(|ids| json!({ "name": ids["unique"] }))
            .fresh(Fresh::Template),
        Row::new("DELETE", "/api/admin/document-templates/{document_template_id}", INVITERS, 204)
            .fresh(Fresh::Template),
        Row::new("POST", "/api/admin/documents/{document_id}/revision", TEAM, 200)
            .body(|_| json!({ "reason": "canary-north reason" }))
            .fresh(Fresh::Accepted),
        Row::new("DELETE", "/api/admin/documents/{document_id}/revision", TEAM, 200)
            .fresh(Fresh::Revised),
        Row::new("POST", "/api/admin/documents/{document_id}/submission", TEAM, 200)
            .body(|_| json!({}))
            .alias(DRAFT)
            .fresh(Fresh::Draft),
        Row::new("POST", "/api/admin/documents/{document_id}/approval", INVITERS, 200)
            .body(|_| json!({ "draft_revision": 1 }))
            .fresh(Fresh::Pending),
        Row::new("POST", "/api/admin/documents/{document_id}/rejection", INVITERS, 200)
            .body(|_| json!({ "draft_revision": 1, "reason": "canary-north reason" }))
            .fresh(Fresh::Pending),
        Row::new("POST", "/api/admin/documents/{document_id}/reopening", TEAM, 200)
            .body(|_| json!({}))
            .fresh(Fresh::Rejected),
        Row::new("GET", "/api/admin/settings/documents", TEAM, 200),
        Row::new("PATCH", "/api/admin/settings/documents", ADMINS, 200)
            .body(|_| json!({ "four_eyes": false })),
        Row::new("POST", "/api/admin/documents/{document_id}/delivery", INVITERS, 201)
            .body(|ids| json!({ "contact_id": ids["contact_id"], "channel": "copy" })),
        Row::new("DELETE", "/api/admin/delivery-links/{delivery_link_id}", INVITERS, 204)
            .fresh(Fresh::Link),
        Row::new("POST", "/api/admin/delivery-links/{delivery_link_id}/renewal", INVITERS, 201)
            .fresh(Fresh::Link),
        Row::new("GET", "/api/admin/action-items", TEAM, 200),
        Row::new("POST", "/api/admin/action-items/{action_item_id}/reminder", TEAM, 201)
            .body(|_| json!({}))
            .fresh(Fresh::Asked),
        Row::new("GET", "/api/admin/figures/quotes", TEAM, 200),
        Row::new("GET", "/api/admin/search", TEAM, 200),
        Row::new("GET", "/api/admin/settings/reminders", TEAM, 200),
        Row::new("PATCH", "/api/admin/settings/reminders", ADMINS, 200)
            .body(|_| json!({ "days_after": [3, 7, 14] })),
        Row::new("GET", "/api/admin/inbox", TEAM, 200),
        Row::new("POST", "/api/admin/inbox/{inbox_entry_id}/reading", TEAM, 204),
        Row::new("DELETE", "/api/admin/inbox/{inbox_entry_id}/reading", TEAM, 204),
        Row::new("GET", "/api/admin/payment-methods", TEAM, 200),
        Row::new("POST", "/api/admin/payment-methods", ADMINS, 201)
            .body(|_| json!({ "section": "transfer", "name": "canary-north new", "instructions": "" })),
        Row::new("POST", "/api/admin/payment-codes", TEAM, 200)
            .body(|_| json!({ "qr": { "standard": "epc", "name": "canary", "iban": "DE02120300000000202051" } })),
        Row::new("PATCH", "/api/admin/payment-methods/{payment_method_id}", ADMINS, 200)
            .body(|_| json!({ "position": 7 })),
        Row::new("DELETE", "/api/admin/payment-methods/{payment_method_id}", ADMINS, 204)
            .fresh(Fresh::PaymentMethod),
    ]
}

/// The rows of projects, of both sides.
fn projects() -> Vec<Row> {
    const LISTS: Callers = Callers::Contacts(&["executive", "manager", "viewer", "guest"]);
    vec![
        Row::new("GET", "/api/client/projects", LISTS, 200),
        Row::new("GET", "/api/client/projects/{project_id}", FOLLOWERS, 200),
        Row::new("GET", "/api/client/progress", LISTS, 200),
        Row::new("GET", "/api/admin/projects", TEAM, 200),
        Row::new("POST", "/api/admin/projects", INVITERS, 201).body(|ids| {
            json!({ "client_id": ids["client_id"], "code": ids["unique"], "name": "canary-north new project" })
        }),
        Row::new("GET", "/api/admin/projects/{project_id}", TEAM, 200),
        Row::new("PATCH", "/api/admin/projects/{project_id}", INVITERS, 200)
            .body(|_| json!({ "health": "amber" }))
            .fresh(Fresh::Project),
        Row::new("PUT", "/api/admin/projects/{project_id}/phases", INVITERS, 200)
            .body(|ids| {
                json!({ "revision": revision(ids), "phases": [
                    { "id": ids["phase_id"], "name": "canary-north phase", "state": "active", "percent": 40 }] })
            })
            .fresh(Fresh::Project),
        Row::new("GET", "/api/admin/projects/{project_id}/candidates", INVITERS, 200),
        Row::new("PUT", "/api/admin/projects/{project_id}/contacts", INVITERS, 200)
            .body(|ids| {
                json!({ "revision": revision(ids), "contacts": [
                    { "contact_id": ids["contact_id"], "what_for": "Keys" },
                    { "staff_id": ids["staff_id"], "what_for": "Everything else" }] })
            })
            .fresh(Fresh::Project),
        Row::new("POST", "/api/admin/projects/{project_id}/milestones", INVITERS, 201)
            .body(|_| json!({ "name": "canary-north milestone", "baseline_date": "2026-12-01" }))
            .fresh(Fresh::Project),
        Row::new("PATCH", "/api/admin/projects/{project_id}/milestones/{milestone_id}", INVITERS, 200)
            .body(|_| json!({ "is_reached": true }))
            .fresh(Fresh::Project),
        Row::new("POST", "/api/admin/projects/{project_id}/milestones/{milestone_id}/moves", INVITERS, 201)
            .body(|_| json!({ "forecast_date": "2026-12-24", "reason": "canary-north reason" }))
            .fresh(Fresh::Project),
        Row::new("POST", "/api/admin/projects/{project_id}/next-actions", INVITERS, 201)
            .body(|_| json!({ "side": "client", "description": "canary-north action" }))
            .fresh(Fresh::Project),
        Row::new("PATCH", "/api/admin/projects/{project_id}/next-actions/{next_action_id}", INVITERS, 200)
            .body(|_| json!({ "is_done": true }))
            .fresh(Fresh::Project),
        Row::new("DELETE", "/api/admin/projects/{project_id}/next-actions/{next_action_id}", INVITERS, 204)
            .fresh(Fresh::Project),
    ]
}

/// The revision that a list of a project is saved at.
fn revision(ids: &Ids) -> i64 {
    ids["project_revision"].parse().unwrap()
}

/// The rows of keys for programs, and of what programs do with them.
fn programs() -> Vec<Row> {
    vec![
        Row::new("GET", "/api/admin/api-keys", ADMINS, 200),
        Row::new("POST", "/api/admin/api-keys", ADMINS, 201)
            .body(|_| json!({ "name": "canary-north new", "scope": "sms" })),
        Row::new("DELETE", "/api/admin/api-keys/{api_key_id}", ADMINS, 204).fresh(Fresh::ApiKey),
        Row::new("GET", "/api/device/sms", Callers::Devices, 200),
        Row::new(
            "POST",
            "/api/device/sms/{message_id}/report",
            Callers::Devices,
            204,
        )
        .body(|_| json!({ "state": "sent" })),
    ]
}

/// The rows of whoever runs the installation.
fn operators() -> Vec<Row> {
    use Callers::Operators;
    vec![
        Row::new("GET", "/api/admin/providers", Operators, 200),
        Row::new("POST", "/api/admin/providers", Operators, 201).body(|ids| {
            json!({ "name": "New", "hosts": [format!("{}.example", ids["unique"])],
                    "owner": { "name": "Olga", "email": format!("{}@new.example", ids["unique"]) },
                    "preset": "client-area", "language": "en", "time_zone": "Europe/Berlin", "country": "DE",
                    "currency": "EUR", "colour": "#3355aa", "login_text": "Hello", "footer_text": "Bye",
                    "support_contact": "desk@new.example", "business": true,
                    "clients": [{ "name": "First", "status": "active", "language": "de", "currency": "EUR",
                                  "contacts": [{ "name": "Ada", "email": "ada@first.example", "phone": "+4915112345601",
                                                 "role": "executive", "language": "de" }],
                                  "projects": [{ "code": "P-1", "name": "Kitchen" }] }] })
        }),
        Row::new("GET", "/api/admin/domain-claims", Operators, 200),
        Row::new(
            "POST",
            "/api/admin/domain-claims/{brand_domain_id}/confirmation",
            Operators,
            204,
        )
        .alias(&[("brand_domain_id", "claim_id")]),
        Row::new("GET", "/api/admin/installation", Operators, 200),
        Row::new("GET", "/api/admin/dead-jobs", Operators, 200),
        Row::new("POST", "/api/admin/dead-jobs/retry", Operators, 200),
        Row::new("POST", "/api/admin/dead-jobs/{job_id}/retry", Operators, 200),
    ]
}

/// Every operation.
pub fn rows() -> Vec<Row> {
    let mut rows = public();
    rows.extend(contacts());
    rows.extend(second_factors());
    rows.extend(people());
    rows.extend(documents());
    rows.extend(projects());
    rows.extend(files::rows());
    rows.extend(programs());
    rows.extend(operators());
    rows
}
