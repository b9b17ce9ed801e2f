//! Which projects of its client a membership covers: all of them, or some (P30: a manager has those assigned to it).

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    staff::{MembershipPath, session_changed},
    store::{self, Membership},
};
use crate::{
    app::App,
    db::{Read, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::must_invite,
    },
    kit::{
        field::FieldErrors,
        http::{Body, Meta, Params},
        id::Id,
    },
    params,
    scope::Staff,
    scoped,
};

/// Projects that one membership can name.
const MOST_PROJECTS: usize = 500;

/// What a membership covers.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MembershipProjects {
    /// These projects of its client; null for all of them, also those to come.
    #[schema(max_items = 500)]
    pub project_ids: Option<Vec<Id>>,
}

/// The projects that a membership covers.
pub async fn show_membership_projects(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<MembershipPath>,
) -> Result<Json<MembershipProjects>> {
    let read = app.db.read(&staff).await?;
    store::find(&read, path.membership_id)
        .await?
        .ok_or_else(Error::not_found)?;
    Ok(Json(load(&read, path.membership_id).await?))
}

/// Says which projects a membership covers; the contact's next request already has it.
pub async fn save_membership_projects(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<MembershipPath>,
    body: Body<MembershipProjects>,
) -> Result<Json<MembershipProjects>> {
    let (mut wanted, now) = (body.value.project_ids, app.clock.now());
    let write = app.db.write(&staff).await?;
    let membership = store::find(&write, path.membership_id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_invite(&staff)?;
    if let Some(ids) = &mut wanted {
        check(&write, &membership, ids).await?;
        ids.sort_unstable();
        ids.dedup();
    }
    save(&write, &membership, wanted.as_deref()).await?;
    let entry = Entry::done("projects_assigned")
        .on("membership", membership.membership_id)
        .of_client(membership.client_id)
        .detail(json!({ "project_ids": wanted }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(session_changed(&staff, &membership));
    let saved = load(&write, membership.membership_id).await?;
    write.commit().await?;
    Ok(Json(saved))
}

/// Every id that is no project of the membership's client.
async fn check(write: &Write<'_, Staff>, membership: &Membership, ids: &[Id]) -> Result<()> {
    let mut errors = FieldErrors::new();
    if ids.len() > MOST_PROJECTS {
        let allowed = format!("At most {MOST_PROJECTS} projects.");
        errors.add("project_ids", "too_many", allowed);
        return Ok(errors.or(())?);
    }
    let own: Vec<Id> = write
        .list(
            scoped!("select p.project_id from project p where {project:p} and p.client_id = $4"),
            params![membership.client_id],
        )
        .await?;
    for (place, id) in ids.iter().enumerate() {
        if !own.contains(id) {
            let message = "No project of this client.";
            errors.add(format!("project_ids[{place}]"), "unknown", message);
        }
    }
    Ok(errors.or(())?)
}

async fn load(read: &Read<'_, Staff>, membership_id: Id) -> Result<MembershipProjects> {
    let narrowed =
        scoped!("select m.narrowed from membership m where {client:m} and m.membership_id = $4");
    let narrowed: Option<bool> = read.find(narrowed, params![membership_id]).await?;
    if narrowed != Some(true) {
        return Ok(MembershipProjects { project_ids: None });
    }
    let ids = scoped!(
        "select p.project_id from membership_project p where {client:p} and p.membership_id = $4
         order by p.project_id"
    );
    Ok(MembershipProjects {
        project_ids: Some(read.list(ids, params![membership_id]).await?),
    })
}

async fn save(
    write: &Write<'_, Staff>,
    membership: &Membership,
    project_ids: Option<&[Id]>,
) -> Result<()> {
    let id = membership.membership_id;
    let narrow = scoped!(
        "update membership as m set narrowed = $5 where {client:m} and m.membership_id = $4"
    );
    write
        .exec(narrow, params![id, project_ids.is_some()])
        .await?;
    let clear =
        scoped!("delete from membership_project as p where {client:p} and p.membership_id = $4");
    write.exec(clear, params![id]).await?;
    let add = scoped!(
        "insert into membership_project (provider_id, membership_id, client_id, project_id)
         select m.provider_id, m.membership_id, m.client_id, $5 from membership m
         where {client:m} and m.membership_id = $4"
    );
    for project_id in project_ids.unwrap_or_default() {
        write.exec(add, params![id, *project_id]).await?;
    }
    Ok(())
}
