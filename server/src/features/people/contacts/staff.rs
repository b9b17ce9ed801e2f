//! What staff do with contacts.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    model::{NewContact, email, must_be_reachable, phone},
    store::{self, Contact},
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::{
            client_changed, clients,
            memberships::{self, Membership},
            must_invite,
            permission::{ContactRole, Permission, Permissions},
        },
        providers::language,
        search,
    },
    kit::{
        clock::Time,
        event::Event,
        http::{Body, IdempotencyKey, Meta, NoContent, Params, Search},
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        page::{Page, Paging},
    },
    scope::Staff,
};

/// Address of one contact.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ContactPath {
    /// The contact.
    pub contact_id: Id,
}

/// Whose contacts to list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ContactQuery {
    /// Only this client's.
    pub client_id: Option<Id>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A contact to be, with its first membership.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateContact {
    /// The client it signs in for.
    pub client_id: Id,
    /// Its name, at most 200 characters.
    #[schema(value_type = clients::Name)]
    pub name: String,
    /// E-mail address. One of e-mail and phone is needed.
    #[schema(value_type = Option<crate::kit::email::Email>)]
    pub email: Option<String>,
    /// Phone number, as written in the provider's country or with its own prefix.
    #[schema(value_type = Option<crate::kit::phone::Phone>)]
    pub phone: Option<String>,
    /// Its role.
    pub role: ContactRole,
    /// BCP 47 language of its portal.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<String>,
}

/// What changes about a contact. What is left out stays; an empty e-mail, phone or language takes it away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeContact {
    /// Its name.
    #[schema(value_type = Option<clients::Name>)]
    pub name: Option<String>,
    /// Its e-mail.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Its phone.
    #[schema(max_length = 60)]
    pub phone: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Switches it on or off. Off ends its sessions at once.
    pub state: Option<ContactState>,
}

/// What staff can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactState {
    /// May sign in.
    Active,
    /// May not.
    Off,
}

/// Where a contact stands, as the contract has it.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum ContactStanding {
    /// It may sign in and never did.
    Invited,
    /// It may sign in.
    Active,
    /// It may not.
    Off,
}

/// A contact in one of its memberships.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactRow {
    /// The contact.
    pub id: Id,
    /// Its membership.
    pub membership_id: Id,
    /// Of this client.
    pub client_id: Id,
    /// Its name.
    pub name: String,
    /// Its e-mail.
    pub email: Option<String>,
    /// Its phone, E.164.
    pub phone: Option<String>,
    /// BCP 47 language of its portal, if it has one of its own.
    pub language: Option<String>,
    /// Its role there.
    pub role: ContactRole,
    /// What role and membership grant.
    pub permissions: Vec<Permission>,
    /// Whether it may sign in.
    #[schema(value_type = ContactStanding)]
    pub state: String,
    /// When it was first invited.
    pub invited_at: Option<Time>,
    /// When it first signed in.
    pub first_signed_in_at: Option<Time>,
    /// Whether it set up a second factor.
    pub has_second_factor: bool,
}

impl Contact {
    /// The contact as it stands in one of its memberships, before anybody wrote to it.
    fn row(self, membership: &Membership) -> ContactRow {
        ContactRow {
            id: self.contact_id,
            membership_id: membership.membership_id,
            client_id: membership.client_id,
            name: self.name,
            email: self.email,
            phone: self.phone,
            language: self.language,
            role: membership.role,
            permissions: membership.role.permissions().iter().collect(),
            state: self.state,
            invited_at: None,
            first_signed_in_at: None,
            has_second_factor: false,
        }
    }
}

/// Contacts with their memberships, in the order in which these were added.
pub async fn list_contacts(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<ContactQuery>,
) -> Result<Page<ContactRow>> {
    let paging = Paging::<Id>::read(query.cursor.as_deref(), query.limit)?;
    let read = app.db.read(&staff).await?;
    let rows = store::list(&read, query.client_id, paging.after(), paging.fetch()).await?;
    Ok(paging.page(rows, |row| row.membership_id, |row| row))
}

/// Adds a contact to a client.
pub async fn create_contact(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateContact>,
) -> Result<CreatedOnce<ContactRow>> {
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
    must_invite(&staff)?;
    let request = idempotency::Request::new(
        "POST /api/admin/contacts",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let (client_id, role) = (wanted.client_id, wanted.role);
    let country = store::country(&write).await?;
    let new = NewContact {
        contact_id: app.ids.id(),
        name: wanted.name,
        email: wanted.email,
        phone: wanted.phone,
        language: wanted.language,
    };
    let contact = new.checked(&country, now)?;
    must_be_free(&write, &contact).await?;
    store::add(&write, &contact).await?;
    let membership = Membership {
        membership_id: app.ids.id(),
        client_id,
        contact_id: contact.contact_id,
        role,
        added: Permissions::default(),
        removed: Permissions::default(),
    };
    memberships::add(&write, &membership, now).await?;
    search::note_membership(&write, membership.membership_id).await?;
    let entry = Entry::done("contact_created")
        .on("contact", contact.contact_id)
        .of_client(client_id)
        .detail(json!({ "role": role }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(client_changed(&staff, client_id));
    let answer = CreatedOnce::new(&contact.row(&membership), None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Changes a contact, in all its memberships.
pub async fn change_contact(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ContactPath>,
    body: Body<ChangeContact>,
) -> Result<NoContent> {
    let wanted = body.value;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let mut contact = store::find(&write, path.contact_id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_invite(&staff)?;
    if let Some(typed) = &wanted.name {
        contact.name = clients::name("name", typed)?;
    }
    if let Some(typed) = &wanted.email {
        contact.email = if typed.trim().is_empty() {
            None
        } else {
            Some(email(typed)?)
        };
    }
    if let Some(typed) = &wanted.phone {
        let country = store::country(&write).await?;
        contact.phone = if typed.trim().is_empty() {
            None
        } else {
            Some(phone(typed, &country)?)
        };
    }
    if let Some(typed) = &wanted.language {
        contact.language = if typed.is_empty() {
            None
        } else {
            Some(language(typed)?)
        };
    }
    contact.state = match wanted.state {
        None => contact.state,
        Some(ContactState::Off) => "off".into(),
        Some(ContactState::Active) if contact.first_signed_in_at.is_some() => "active".into(),
        Some(ContactState::Active) => "invited".into(),
    };
    must_be_reachable(&contact)?;
    must_be_free(&write, &contact).await?;
    store::save(&write, &contact, now).await?;
    search::change_contact(&app, &write, contact.contact_id).await?;
    if contact.state == "off" {
        store::end_sessions(&write, contact.contact_id, now).await?;
    }
    let entry = Entry::done("contact_changed")
        .on("contact", contact.contact_id)
        .detail(json!({ "state": contact.state }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    for client_id in store::clients_of(&write, contact.contact_id).await? {
        write.notify(client_changed(&staff, client_id));
        write.notify(Event {
            provider_id: staff.provider_id,
            client_id: Some(client_id),
            kind: "session".into(),
            id: contact.contact_id,
        });
    }
    write.commit().await?;
    Ok(NoContent)
}

/// Addresses are unique within a provider; 409 says which one is taken and, as `contact_id`, by whom, if these staff
/// see that contact.
async fn must_be_free(read: &Read<'_, Staff>, contact: &Contact) -> Result<()> {
    let (email, phone) = (contact.email.as_deref(), contact.phone.as_deref());
    let Some((holder_id, field)) = store::holder(read, email, phone, contact.contact_id).await?
    else {
        return Ok(());
    };
    let taken = Error::conflict(
        "address_taken",
        format!("Another contact already has this {field}."),
    )
    .with("field", field);
    Err(match store::find(read, holder_id).await? {
        Some(_) => taken.with("contact_id", holder_id.to_string()),
        None => taken,
    })
}
