//! The endpoints of contacts who manage their client's people.

use std::time::Duration;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    message::{Invited, invitation},
    model::{self, Granted},
    store::{self, Colleague, Sender},
};
use crate::{
    app::App,
    db::{FromJson, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        delivery,
        people::{
            clients,
            contacts::{self, ContactState},
            must_manage_people,
            permission::{ContactRole, Permission},
        },
        search,
    },
    kit::{
        clock::Time,
        event::Event,
        http::{Body, IdempotencyKey, Meta, NoContent, Params},
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        limit::{self, Rule},
        outbox,
    },
    scope::{Contact, Reach},
};

/// Nobody hires faster, and nobody finds out who else is known here by trying addresses.
const INVITATIONS: Rule = Rule {
    kind: "colleague_invitation",
    most: 30,
    window: Duration::from_secs(3_600),
};

/// Which colleague.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PersonPath {
    /// The contact.
    pub contact_id: Id,
}

/// A colleague to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePerson {
    /// Its name.
    #[schema(value_type = clients::Name)]
    pub name: String,
    /// E-mail. One of e-mail and phone is needed.
    #[schema(value_type = Option<crate::kit::email::Email>)]
    pub email: Option<String>,
    /// Phone, as written in the provider's country or with its own prefix.
    #[schema(value_type = Option<crate::kit::phone::Phone>)]
    pub phone: Option<String>,
    /// Its role.
    pub role: ContactRole,
    /// Exactly what it may do; left out: what the role grants, as far as one has it oneself.
    pub permissions: Option<Vec<Permission>>,
    /// BCP 47 language of its portal.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<String>,
}

/// What changes about a colleague; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePerson {
    /// Its role; without `permissions` it gets those of the role.
    pub role: Option<ContactRole>,
    /// Exactly what it may do.
    pub permissions: Option<Vec<Permission>>,
    /// On or off, for this client. Off ends its sessions at once.
    pub state: Option<ContactState>,
}

/// A colleague.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonRow {
    /// The contact.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its e-mail.
    pub email: Option<String>,
    /// Its phone.
    pub phone: Option<String>,
    /// Its role.
    pub role: ContactRole,
    /// What it may do.
    pub permissions: Vec<Permission>,
    /// `invited`, `active` or `off`.
    pub state: String,
    /// When it was first invited.
    pub invited_at: Option<Time>,
    /// When it first signed in.
    pub first_signed_in_at: Option<Time>,
    /// Whether it is oneself.
    pub is_self: bool,
    /// Whether one may change it: not oneself, and nobody who may do more.
    pub may_change: bool,
}

/// Everybody who acts for the client.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonList {
    /// The oldest first.
    pub items: Vec<PersonRow>,
}

/// Everybody who acts for the client, with roles and permissions.
pub async fn list_people(State(app): State<App>, contact: Contact) -> Result<Json<PersonList>> {
    must_manage_people(&contact)?;
    let read = app.db.read(&contact).await?;
    let people = store::list(&read).await?;
    let items = people.into_iter().map(|one| row(&contact, one)).collect();
    Ok(Json(PersonList { items }))
}

/// Invites a colleague by mail, or by SMS to somebody without a mailbox.
pub async fn create_person(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreatePerson>,
) -> Result<CreatedOnce<PersonRow>> {
    must_manage_people(&contact)?;
    let (now, wanted) = (app.clock.now(), body.value);
    contact.must_meet(contact.needs.managing_people, now)?;
    let write = app.db.write(&contact).await?;
    let request = idempotency::Request::new(
        "POST /api/client/people",
        contact.membership_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let subject = contact.membership_id.to_string();
    limit::take_as(&write, &INVITATIONS, &subject, now, app.ids.as_ref()).await?;
    let sender = store::find_sender(&write).await?;
    let granted = model::granted(&contact, sender.role, wanted.role, wanted.permissions)?;
    let new = contacts::NewContact {
        contact_id: app.ids.id(),
        name: clients::name("name", &wanted.name)?,
        email: wanted.email,
        phone: wanted.phone,
        language: wanted.language,
    };
    let person = new.checked(&sender.country, now)?;
    must_be_new(&write, &person).await?;
    contacts::add(&write, &person).await?;
    let colleague = Colleague {
        contact_id: person.contact_id,
        membership_id: app.ids.id(),
        name: person.name,
        email: person.email,
        phone: person.phone,
        language: person.language,
        state: person.state,
        role: granted.role,
        added: FromJson(granted.added),
        removed: FromJson(granted.removed),
        narrowed: contact.reach == Reach::Projects,
        switched_off_at: None,
        invited_at: Some(now),
        first_signed_in_at: None,
        foreign_projects: 0,
    };
    store::add(&write, now, &colleague, &granted).await?;
    search::note_membership(&write, colleague.membership_id).await?;
    invite(&app, &write, &colleague, &sender).await?;
    note(&app, &write, &meta, "colleague_invited", &colleague).await?;
    let answer = CreatedOnce::new(&row(&contact, colleague), None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// 409 for a colleague; somebody known from elsewhere is the provider's to add.
async fn must_be_new(write: &Write<'_, Contact>, person: &contacts::Contact) -> Result<()> {
    let (email, phone) = (person.email.as_deref(), person.phone.as_deref());
    let Some((holder_id, field)) = contacts::holder(write, email, phone, person.contact_id).await?
    else {
        return Ok(());
    };
    if store::find(write, holder_id).await?.is_some() {
        return Err(Error::conflict(
            "already_member",
            "This colleague is here already.",
        ));
    }
    Err(Error::invalid(
        field,
        "ask_provider",
        "This address can't be added here. Ask your contact at the provider to add it.",
    ))
}

/// Changes what a colleague may do, or switches it off or on. Its next request already has it.
pub async fn change_person(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(path): Params<PersonPath>,
    body: Body<ChangePerson>,
) -> Result<Json<PersonRow>> {
    let (now, wanted) = (app.clock.now(), body.value);
    must_reach(&app, &contact, path.contact_id).await?;
    let write = app.db.write(&contact).await?;
    let mut colleague = found(&write, path.contact_id).await?;
    must_be_below(&contact, &colleague)?;
    if wanted.role.is_some() || wanted.permissions.is_some() {
        let role = wanted.role.unwrap_or(colleague.role);
        let own_role = store::find_sender(&write).await?.role;
        let granted = model::granted(&contact, own_role, role, wanted.permissions)?;
        store::save_granted(&write, colleague.membership_id, &granted).await?;
        let Granted {
            role,
            added,
            removed,
        } = granted;
        colleague.role = role;
        colleague.added = FromJson(added);
        colleague.removed = FromJson(removed);
        note(&app, &write, &meta, "permissions_changed", &colleague).await?;
    }
    if let Some(state) = wanted.state {
        let is_off = state == ContactState::Off;
        colleague.switched_off_at = is_off.then_some(now);
        let switched_off_at = colleague.switched_off_at;
        store::save_switched_off(&write, colleague.membership_id, switched_off_at).await?;
        let act = if is_off {
            "colleague_switched_off"
        } else {
            "colleague_switched_on"
        };
        note(&app, &write, &meta, act, &colleague).await?;
    }
    write.commit().await?;
    Ok(Json(row(&contact, colleague)))
}

/// Sends a colleague who has not signed in yet the invitation again.
pub async fn create_invitation(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(path): Params<PersonPath>,
) -> Result<NoContent> {
    let now = app.clock.now();
    must_reach(&app, &contact, path.contact_id).await?;
    let write = app.db.write(&contact).await?;
    let colleague = found(&write, path.contact_id).await?;
    must_be_below(&contact, &colleague)?;
    if colleague.state_here() != "invited" {
        return Err(Error::conflict(
            "bad_status",
            "Only who has not signed in yet is invited.",
        ));
    }
    let subject = contact.membership_id.to_string();
    limit::take_as(&write, &INVITATIONS, &subject, now, app.ids.as_ref()).await?;
    let sender = store::find_sender(&write).await?;
    invite(&app, &write, &colleague, &sender).await?;
    note(&app, &write, &meta, "colleague_invited", &colleague).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// Whoever asks knows first whether there is such a colleague, then whether it may, then whether it is strong enough.
async fn must_reach(app: &App, contact: &Contact, contact_id: Id) -> Result<()> {
    let read = app.db.read(contact).await?;
    let colleague = store::find(&read, contact_id).await?;
    drop(read);
    colleague.ok_or_else(Error::not_found)?;
    must_manage_people(contact)?;
    contact.must_meet(contact.needs.managing_people, app.clock.now())
}

async fn found(write: &Write<'_, Contact>, contact_id: Id) -> Result<Colleague> {
    store::find(write, contact_id)
        .await?
        .ok_or_else(Error::not_found)
}

/// Refuses to change oneself, or somebody who may do or see more.
fn must_be_below(contact: &Contact, colleague: &Colleague) -> Result<()> {
    if is_below(contact, colleague) {
        Ok(())
    } else {
        Err(Error::conflict(
            "not_yours_to_change",
            "You can't change yourself, or somebody who may do more than you.",
        ))
    }
}

fn is_below(contact: &Contact, colleague: &Colleague) -> bool {
    colleague.membership_id != contact.membership_id
        && colleague.permissions().within(model::own(contact))
        && !colleague.sees_more(contact)
}

async fn invite(
    app: &App,
    write: &Write<'_, Contact>,
    colleague: &Colleague,
    sender: &Sender,
) -> Result<()> {
    let address = delivery::main_address(write).await?;
    let address = address
        .ok_or_else(|| Error::conflict("no_brand_domain", "The portal has no address yet."))?;
    let invited = Invited {
        contact_id: colleague.contact_id,
        name: &colleague.name,
        email: colleague.email.as_deref(),
        phone: colleague.phone.as_deref(),
        language: colleague.language.as_deref(),
    };
    let now = app.clock.now();
    if let Some(message) = invitation(&invited, sender, &format!("{address}/portal")) {
        outbox::send(write, app.ids.id(), now, &message).await?;
    }
    contacts::mark_invited(write, colleague.contact_id, now).await
}

/// Writes down what was done, tells staff, and lets the colleague's open pages look their session up again.
async fn note(
    app: &App,
    write: &Write<'_, Contact>,
    meta: &Meta,
    act: &'static str,
    colleague: &Colleague,
) -> Result<()> {
    let contact = write.who();
    let entry = Entry::done(act)
        .on("membership", colleague.membership_id)
        .of_client(contact.client_id)
        .detail(json!({
            "contact_id": colleague.contact_id, "role": colleague.role, "added": colleague.added.0,
            "removed": colleague.removed.0
        }));
    let actor = Actor::contact(contact, meta);
    audit::record(write, app.clock.now(), &actor, &entry).await?;
    for (client_id, kind, id) in [
        (None, "client", contact.client_id),
        (Some(contact.client_id), "session", colleague.membership_id),
    ] {
        write.notify(Event {
            provider_id: contact.provider_id,
            client_id,
            kind: kind.to_owned(),
            id,
        });
    }
    Ok(())
}

fn row(contact: &Contact, colleague: Colleague) -> PersonRow {
    PersonRow {
        is_self: colleague.membership_id == contact.membership_id,
        may_change: is_below(contact, &colleague),
        permissions: colleague.permissions().iter().collect(),
        state: colleague.state_here().to_owned(),
        id: colleague.contact_id,
        name: colleague.name,
        email: colleague.email,
        phone: colleague.phone,
        role: colleague.role,
        invited_at: colleague.invited_at,
        first_signed_in_at: colleague.first_signed_in_at,
    }
}
