//! What staff do with memberships.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::store::{self, Membership};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::{
            client_changed, clients, contacts, must_invite,
            permission::{ContactRole, Permission, Permissions},
        },
        search,
    },
    kit::{
        event::Event,
        http::{Body, Meta, NoContent, Params, params::IdempotencyKey},
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    scope::Staff,
};

/// Address of one membership.
#[derive(Debug, Deserialize, IntoParams)]
pub struct MembershipPath {
    /// The membership.
    pub membership_id: Id,
}

/// A contact that exists joins a client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMembership {
    /// The client.
    pub client_id: Id,
    /// The contact.
    pub contact_id: Id,
    /// Its role there.
    pub role: ContactRole,
}

/// What changes about a membership. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMembership {
    /// Its role.
    pub role: Option<ContactRole>,
    /// Permissions beyond the role.
    pub added_permissions: Option<Vec<Permission>>,
    /// Permissions of the role that it lacks.
    pub removed_permissions: Option<Vec<Permission>>,
}

/// A membership.
#[derive(Debug, Serialize, ToSchema)]
pub struct MembershipRow {
    /// The membership.
    pub id: Id,
    /// The client.
    pub client_id: Id,
    /// The contact.
    pub contact_id: Id,
    /// Its role there.
    pub role: ContactRole,
    /// What role and membership grant.
    pub permissions: Vec<Permission>,
}

impl From<Membership> for MembershipRow {
    fn from(membership: Membership) -> Self {
        Self {
            id: membership.membership_id,
            client_id: membership.client_id,
            contact_id: membership.contact_id,
            role: membership.role,
            permissions: membership
                .role
                .granted(membership.added, membership.removed)
                .iter()
                .collect(),
        }
    }
}

/// Lets a contact of another client act for this one too.
pub async fn create_membership(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateMembership>,
) -> Result<CreatedOnce<MembershipRow>> {
    let wanted = body.value;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    if !clients::exists(&write, wanted.client_id).await? {
        return Err(Error::invalid(
            "client_id",
            "unknown",
            "There is no such client.",
        ));
    }
    if !contacts::exists(&write, wanted.contact_id).await? {
        return Err(Error::invalid(
            "contact_id",
            "unknown",
            "There is no such contact.",
        ));
    }
    must_invite(&staff)?;
    let request = idempotency::Request::new(
        "POST /api/admin/memberships",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    if store::is_member(&write, wanted.client_id, wanted.contact_id).await? {
        return Err(Error::conflict(
            "already_member",
            "This contact already acts for this client.",
        ));
    }
    let membership = Membership {
        membership_id: app.ids.id(),
        client_id: wanted.client_id,
        contact_id: wanted.contact_id,
        role: wanted.role,
        added: Permissions::default(),
        removed: Permissions::default(),
    };
    store::add(&write, &membership, now).await?;
    search::note_membership(&write, membership.membership_id).await?;
    let entry = Entry::done("membership_created")
        .on("membership", membership.membership_id)
        .of_client(membership.client_id)
        .detail(json!({ "role": membership.role, "contact_id": membership.contact_id }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(client_changed(&staff, membership.client_id));
    let answer = CreatedOnce::new(&MembershipRow::from(membership), None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Changes role and permissions; the contact's next request already has them.
pub async fn change_membership(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<MembershipPath>,
    body: Body<ChangeMembership>,
) -> Result<Json<MembershipRow>> {
    let wanted = body.value;
    let write = app.db.write(&staff).await?;
    let mut membership = store::find(&write, path.membership_id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_invite(&staff)?;
    membership.role = wanted.role.unwrap_or(membership.role);
    if let Some(added) = wanted.added_permissions {
        membership.added = added.into_iter().collect();
    }
    if let Some(removed) = wanted.removed_permissions {
        membership.removed = removed.into_iter().collect();
    }
    store::save(&write, &membership).await?;
    let entry = Entry::done("permissions_changed")
        .on("membership", membership.membership_id)
        .of_client(membership.client_id)
        .detail(json!({ "role": membership.role, "added": membership.added, "removed": membership.removed }));
    audit::record(
        &write,
        app.clock.now(),
        &Actor::staff(&staff, &meta),
        &entry,
    )
    .await?;
    write.notify(session_changed(&staff, &membership));
    write.commit().await?;
    Ok(Json(membership.into()))
}

/// A contact no longer acts for a client; its sessions there end at once. The last membership stays: a contact that
/// is to do nothing more is switched off. To limited staff the last is the last that they see: whether there is
/// another at a client of somebody else's is not told.
pub async fn remove_membership(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<MembershipPath>,
) -> Result<NoContent> {
    let write = app.db.write(&staff).await?;
    let membership = store::find(&write, path.membership_id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_invite(&staff)?;
    if !store::has_another(&write, &membership).await? {
        return Err(Error::conflict(
            "last_membership",
            "The contact acts for no other client that you see. Switch the contact off instead.",
        ));
    }
    store::remove(&write, membership.membership_id).await?;
    search::forget_membership(&write, membership.membership_id).await?;
    let entry = Entry::done("membership_removed")
        .on("membership", membership.membership_id)
        .of_client(membership.client_id)
        .detail(json!({ "contact_id": membership.contact_id }));
    audit::record(
        &write,
        app.clock.now(),
        &Actor::staff(&staff, &meta),
        &entry,
    )
    .await?;
    write.notify(client_changed(&staff, membership.client_id));
    write.notify(session_changed(&staff, &membership));
    write.commit().await?;
    Ok(NoContent)
}

/// Open pages of the client's contacts look their session up again.
pub(super) fn session_changed(staff: &Staff, membership: &Membership) -> Event {
    Event {
        provider_id: staff.provider_id,
        client_id: Some(membership.client_id),
        kind: "session".into(),
        id: membership.membership_id,
    }
}
