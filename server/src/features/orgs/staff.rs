//! What owners and admins do with orgs and who belongs to them.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people,
    },
    kit::{
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
            reply::NoContent,
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        text,
    },
    scope::Staff,
};

/// Which org.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct OrgPath {
    /// The org.
    pub org_id: Id,
}

/// Whose membership of which org.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct OrgMemberPath {
    /// The org.
    pub org_id: Id,
    /// The person.
    pub staff_id: Id,
}

/// The orgs, and whom they can be made of.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrgList {
    /// By name.
    pub items: Vec<OrgRow>,
    /// Everybody of the staff, by name.
    pub staff: Vec<OrgMemberRow>,
}

/// An org.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrgRow {
    /// The org.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Who belongs to it.
    pub members: Vec<OrgMemberRow>,
}

/// Somebody of the staff.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrgMemberRow {
    /// The person.
    pub id: Id,
    /// Their name.
    pub name: String,
}

/// An org to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOrg {
    /// 1 to 120 characters.
    #[schema(value_type = text::BrandName)]
    pub name: String,
}

/// Another name for an org.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameOrg {
    /// 1 to 120 characters.
    #[schema(value_type = text::BrandName)]
    pub name: String,
}

/// The orgs and who belongs to them.
pub async fn list_orgs(State(app): State<App>, staff: Staff) -> Result<Json<OrgList>> {
    people::must_administer(&staff)?;
    let read = app.db.read(&staff).await?;
    let people = store::list_people(&read).await?;
    let member = |person: &store::Person| OrgMemberRow {
        id: person.staff_id,
        name: person.name.clone(),
    };
    let orgs = store::list(&read).await?.into_iter().map(|org| OrgRow {
        id: org.org_id,
        members: people
            .iter()
            .filter(|person| person.org_id == Some(org.org_id))
            .map(member)
            .collect(),
        name: org.name,
    });
    let mut everybody: Vec<OrgMemberRow> = people.iter().map(member).collect();
    everybody.dedup_by_key(|person| person.id);
    Ok(Json(OrgList {
        items: orgs.collect(),
        staff: everybody,
    }))
}

/// Adds an org without members.
pub async fn create_org(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateOrg>,
) -> Result<CreatedOnce<OrgRow>> {
    people::must_administer(&staff)?;
    let name = sound(&body.value.name)?;
    let (now, id) = (app.clock.now(), app.ids.id());
    let write = app.db.write(&staff).await?;
    let request = idempotency::Request::new(
        "POST /api/admin/orgs",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    if !store::add(&write, now, id, &name).await? {
        return Err(Error::conflict(
            "not_a_business",
            "A single person has no orgs.",
        ));
    }
    let entry = Entry::done("org_created")
        .on("org", id)
        .detail(json!({ "name": name }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    let members = Vec::new();
    let answer = CreatedOnce::new(&OrgRow { id, name, members }, None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Gives an org another name.
pub async fn rename_org(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<OrgPath>,
    body: Body<RenameOrg>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    if !store::exists(&write, path.org_id).await? {
        return Err(Error::not_found());
    }
    people::must_administer(&staff)?;
    let name = sound(&body.value.name)?;
    store::save_name(&write, path.org_id, &name).await?;
    let entry = Entry::done("org_renamed")
        .on("org", path.org_id)
        .detail(json!({ "name": name }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// Makes somebody of the staff a member of an org.
pub async fn add_org_member(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<OrgMemberPath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    if !store::has(&write, path.org_id, path.staff_id).await? {
        return Err(Error::not_found());
    }
    people::must_administer(&staff)?;
    store::add_member(&write, path.org_id, path.staff_id).await?;
    let entry = Entry::done("org_member_added")
        .on("org", path.org_id)
        .detail(json!({ "staff_id": path.staff_id }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// Takes somebody out of an org. What they made for it stays with it.
pub async fn remove_org_member(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<OrgMemberPath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    if !store::has(&write, path.org_id, path.staff_id).await? {
        return Err(Error::not_found());
    }
    people::must_administer(&staff)?;
    if !store::remove_member(&write, path.org_id, path.staff_id).await? {
        return Err(Error::not_found());
    }
    let entry = Entry::done("org_member_removed")
        .on("org", path.org_id)
        .detail(json!({ "staff_id": path.staff_id }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// A name, trimmed.
fn sound(name: &str) -> Result<String> {
    let name = text::line(name, 1..=text::BRAND);
    name.map(str::to_owned)
        .ok_or_else(|| Error::invalid("name", "invalid", "1 to 120 characters, on one line."))
}
