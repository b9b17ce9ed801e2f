//! What staff see of the audit (T12, as far as searching by act and client goes).

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::store;
use crate::{
    app::App,
    error::Result,
    features::people::must_administer,
    kit::{
        clock::Time,
        http::Search,
        id::Id,
        page::{Page, Paging},
    },
    scope::Staff,
};

/// Which entries to list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AuditQuery {
    /// Only this act, such as `document_published`.
    pub act: Option<String>,
    /// Only entries that concern this client.
    pub client_id: Option<Id>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Who acted.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditActor {
    /// `contact`, `staff`, `operator`, `device`, `system` or `stranger`.
    pub kind: String,
    /// Its id, if it has one.
    pub id: Option<Id>,
    /// Its name, or the address that was given.
    pub name: Option<String>,
}

/// One entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditRow {
    /// Its place in the provider's audit, from 1.
    pub sequence: i64,
    /// When.
    pub at: Time,
    /// Who.
    pub actor: AuditActor,
    /// What.
    pub act: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// Kind of the thing acted on.
    pub subject_kind: Option<String>,
    /// The thing acted on.
    pub subject_id: Option<Id>,
    /// The client it concerns.
    pub client_id: Option<Id>,
    /// What else is known.
    pub detail: Value,
    /// From which address.
    pub ip: Option<String>,
    /// With which program.
    pub agent: Option<String>,
    /// In which request.
    pub request_id: Option<String>,
}

/// The audit, newest first. Owners and admins only.
pub async fn list_audit(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<AuditQuery>,
) -> Result<Page<AuditRow>> {
    must_administer(&staff)?;
    let paging = Paging::<i64>::read(query.cursor.as_deref(), query.limit)?;
    let read = app.db.read(&staff).await?;
    let rows = store::list(
        &read,
        query.act.as_deref(),
        query.client_id,
        paging.shown,
        paging.fetch(),
    )
    .await?;
    Ok(paging.page(rows, |row| row.sequence, Into::into))
}
