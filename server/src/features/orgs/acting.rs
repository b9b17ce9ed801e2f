//! For whom somebody acts: kept on the session, chosen in the header of the staff app.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    features::audit::{self, Actor, Entry},
    kit::{
        http::{body::Body, meta::Meta},
        id::Id,
    },
    scope::Staff,
};

/// For whom to act.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActFor {
    /// One of one's own orgs; null for none.
    pub org_id: Option<Id>,
}

/// For whom the session acts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActingOrg {
    /// The org; null for none.
    pub org_id: Option<Id>,
}

/// Chooses for whom this session acts.
pub async fn save_acting_org(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<ActFor>,
) -> Result<Json<ActingOrg>> {
    let (now, org_id) = (app.clock.now(), body.value.org_id);
    let write = app.db.write(&staff).await?;
    if !store::save_acting(&write, now, org_id).await? {
        return Err(Error::not_found());
    }
    let entry = Entry::done("org_chosen").detail(json!({ "org_id": org_id }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(Json(ActingOrg { org_id }))
}
