//! Who is at work on a draft: each open page says so while it is looked at, and learns who else is. It changes nothing,
//! so that nothing is written down about it.

use std::time::Duration;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    draft::DocumentPath,
    presence_store::{self, Editor},
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    kit::{
        clock::Time,
        event::Event,
        http::{body::Body, params::Params, reply::NoContent},
        id::Id,
        limit::{self, Rule},
        sweep::BATCH,
    },
    scope::{Job, Staff},
};

/// How long a page counts after it was heard of last.
const LIFE: Duration = Duration::from_secs(45);

/// The most pages that count for one document.
const MOST: usize = 20;

/// Pages ask every 20 seconds; ten tabs may.
const REQUESTS: Rule = Rule {
    kind: "document_editing",
    most: 30,
    window: Duration::from_secs(60),
};

/// A page on which a draft is open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveEditing {
    /// Made up by the page, new for each tab.
    pub editor_id: Id,
}

/// Who else is there.
#[derive(Debug, Serialize, ToSchema)]
pub struct EditingState {
    /// The other pages, those that came first first.
    pub others: Vec<EditorRow>,
}

/// Another page on which the draft is open.
#[derive(Debug, Serialize, ToSchema)]
pub struct EditorRow {
    /// Who looks at it.
    pub staff_id: Id,
    /// Its name.
    pub name: String,
    /// Whether that is the asker, in another tab.
    pub is_me: bool,
    /// Since when.
    pub since: Time,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
pub struct EditingPath {
    /// The document.
    pub document_id: Id,
    /// The page.
    pub editor_id: Id,
}

/// Says that a page is open on a draft; to be said again every 20 seconds. Who else is there.
pub async fn save_editing(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<DocumentPath>,
    body: Body<SaveEditing>,
) -> Result<Json<EditingState>> {
    let (now, document_id) = (app.clock.now(), path.document_id);
    let write = app.db.write(&staff).await?;
    store::find(&write, document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let session = staff.session_id.to_string();
    limit::take_as(&write, &REQUESTS, &session, now, app.ids.as_ref()).await?;
    let gone = presence_store::forget(&write, document_id, now.minus(LIFE)).await?;
    let before = presence_store::list(&write, document_id).await?;
    let editor_id = body.value.editor_id;
    let is_known = before.iter().any(|editor| editor.editor_id == editor_id);
    if is_known || before.len() < MOST {
        presence_store::save(&write, now, document_id, editor_id).await?;
    }
    if gone > 0 || !is_known {
        write.notify(came_or_went(&staff, document_id));
    }
    write.commit().await?;
    let others = before
        .into_iter()
        .filter(|editor| editor.editor_id != editor_id);
    let row = |editor: Editor| EditorRow {
        is_me: editor.staff_id == staff.staff_id,
        staff_id: editor.staff_id,
        name: editor.name,
        since: editor.since,
    };
    Ok(Json(EditingState {
        others: others.map(row).collect(),
    }))
}

/// Says that a page was left.
pub async fn delete_editing(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<EditingPath>,
) -> Result<NoContent> {
    let write = app.db.write(&staff).await?;
    store::find(&write, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    if presence_store::remove(&write, path.document_id, path.editor_id).await? {
        write.notify(came_or_went(&staff, path.document_id));
    }
    write.commit().await?;
    Ok(NoContent)
}

fn came_or_went(staff: &Staff, document_id: Id) -> Event {
    Event {
        provider_id: staff.provider_id,
        client_id: None,
        kind: "editing".to_owned(),
        id: document_id,
    }
}

/// Forgets pages that were not heard of for long.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App, who: &Job) -> Result<u64> {
    presence_store::sweep(&app.db, who, app.clock.now().minus(LIFE), BATCH).await
}
