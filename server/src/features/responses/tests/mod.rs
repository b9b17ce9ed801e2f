//! Answering documents through HTTP, on whichever database the run is for.

mod answering;
mod rules;

use serde_json::{Value, json};

use crate::{
    features::documents::tests::{client_path, content, published},
    testing::{Answer, Office},
};

/// A published quote and the address of its response.
pub(super) async fn quote(office: &Office) -> (Value, String) {
    let document = published(office, "Kitchen", &content()).await;
    let path = format!("{}/response", client_path(&document));
    (document, path)
}

/// Takes the small tier and two photos, to be paid in full.
pub(super) fn acceptance(document: &Value) -> Value {
    json!({ "version_hash": document["version_hash"], "payment": "full", "purchase_order": " PO 7 ",
            "options": [{ "option_id": "small", "quantity": 1 }, { "option_id": "photos", "quantity": 2 }] })
}

pub(super) fn code(answer: &Answer) -> (u16, String) {
    (
        answer.code(),
        answer.json()["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

pub(super) fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// How many of something there are.
pub(super) async fn count(office: &Office, what: &str) -> i64 {
    use crate::{params, scoped};
    let statement = match what {
        "mails" => scoped!(
            "select count(*) from outbox_message m where {provider:m} and m.staff_id is not null"
        ),
        "active clients" => {
            scoped!("select count(*) from client c where {client:c} and c.status = 'active'")
        }
        "decisions" => scoped!("select count(*) from decision e where {project:e}"),
        "responses" => scoped!("select count(*) from response r where {project:r} and {org:r}"),
        "inbox entries" => {
            scoped!("select count(*) from inbox_entry i where {client:i} and {org:i}")
        }
        _ => scoped!(
            "select count(*) from audit_entry a where {provider:a} and a.act = 'document_accepted'"
        ),
    };
    office
        .app()
        .db
        .read(&office.ada)
        .await
        .unwrap()
        .one(statement, params![])
        .await
        .unwrap()
}
