//! A document in the hand of one of the staff: held against everybody else, looked at, changed, told about.

use axum::Json;
use serde_json::Value;

use super::{
    approval_store::Approval,
    changed,
    show::{self, StaffDocument},
    standing,
    store::{self, Document},
    types::{self, DocumentType},
};
use crate::{
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        documents::{
            rights::{Act, Standing},
            settings::Settings,
        },
    },
    kit::{clock::Time, http::meta::Meta, id::Id},
    scope::Staff,
};

/// A document that an act may be done with.
pub(super) struct Held {
    pub(super) document: Document,
    pub(super) kind: DocumentType,
    pub(super) settings: Settings,
    pub(super) standing: Standing,
    pub(super) approval: Option<Approval>,
}

impl Held {
    /// Holds a document until the transaction ends. 404 when these staff don't see it, 403 or 409 when it can't be done.
    pub(super) async fn lock(
        write: &Write<'_, Staff>,
        now: Time,
        document_id: Id,
        act: Act,
    ) -> Result<Self> {
        let document = store::lock(write, now, document_id)
            .await?
            .ok_or_else(Error::not_found)?;
        let kind = types::of(write, &document.type_key).await?;
        let settings = Settings::load(write).await?;
        let (standing, approval) = standing::load(write, &settings, &document, &kind).await?;
        standing::allow(&standing, act)?;
        Ok(Self {
            document,
            kind,
            settings,
            standing,
            approval,
        })
    }

    /// 409 when the draft is not the one that was looked at.
    pub(super) fn must_be(&self, draft_revision: i64) -> Result<()> {
        if draft_revision == self.document.draft_revision {
            Ok(())
        } else {
            Err(draft_changed(self.document.draft_revision))
        }
    }
}

/// 409: another draft than the one that was looked at.
pub(super) fn draft_changed(draft_revision: i64) -> Error {
    Error::conflict("draft_changed", "Somebody else saved this draft meanwhile.")
        .with("draft_revision", draft_revision)
}

/// What was done with a document.
pub(super) struct Done<'a> {
    pub(super) act: &'static str,
    pub(super) document: &'a Document,
    pub(super) detail: Value,
    /// Whether its client's pages show something else now.
    pub(super) is_seen: bool,
}

/// Writes down what was done, tells the pages, and answers with the document as it is now.
pub(super) async fn finish(
    write: Write<'_, Staff>,
    meta: &Meta,
    now: Time,
    done: Done<'_>,
) -> Result<Json<StaffDocument>> {
    let (document_id, client_id) = (done.document.document_id, done.document.client_id);
    let entry = Entry::done(done.act)
        .on("document", document_id)
        .of_client(client_id)
        .detail(done.detail);
    audit::record(&write, now, &Actor::staff(write.who(), meta), &entry).await?;
    let told = changed(write.who(), done.is_seen.then_some(client_id), document_id);
    write.notify(told);
    let shown = show::load(&write, document_id).await?;
    write.commit().await?;
    Ok(Json(shown))
}
