//! Staff, or the command line, take the second factor of a contact away, who lost phone and recovery codes. The contact
//! is told.

use axum::extract::State;
use serde_json::json;

use super::{
    letter::{self, Words},
    store::{self, Factor, Owner},
};
use crate::{
    app::App,
    db::{Db, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        letters::Letterhead,
        people::{
            client_changed,
            contacts::{self, ContactPath},
            must_invite,
        },
        providers, sessions,
    },
    kit::{
        clock::Time,
        http::{NoContent, Params, meta::Meta},
        id::{Id, Ids},
        outbox,
    },
    scope::{Job, Staff},
};

const ACT: &str = "second_factor_reset";

/// Takes the app, its recovery codes and the code at the other address away, and ends the contact's sessions. The
/// contact sets a new one up where it is forced to. Asks for a fresh code.
pub async fn reset_second_factor(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ContactPath>,
) -> Result<NoContent> {
    let (now, contact_id) = (app.clock.now(), path.contact_id);
    let read = app.db.read(&staff).await?;
    let clients = contacts::clients_of(&read, contact_id).await?;
    drop(read);
    if clients.is_empty() {
        return Err(Error::not_found());
    }
    must_invite(&staff)?;
    let (owner, actor) = (Owner::Contact(contact_id), Actor::staff(&staff, &meta));
    let job = Job::of(staff.provider_id);
    let write = app.db.write(&job).await?;
    let factor = store::find(&write, owner).await?;
    let Some(factor) = factor.filter(Factor::is_set_up) else {
        let refusal = Error::conflict("not_set_up", "There is no second factor to take away.");
        return refuse(write, now, &actor, &path, (refusal, "not_set_up")).await;
    };
    if let Err(refusal) = staff.must_be_fresh(now) {
        return refuse(write, now, &actor, &path, (refusal, "step_up_required")).await;
    }
    take_away(&write, app.ids.as_ref(), now, contact_id, &factor).await?;
    let entry = Entry::done(ACT).on("contact", contact_id);
    audit::record(&write, now, &actor, &entry).await?;
    for client_id in clients {
        write.notify(client_changed(&staff, client_id));
    }
    write.commit().await?;
    Ok(NoContent)
}

/// The same from the machine. False when the contact has none.
///
/// # Errors
/// Those of the database.
pub async fn reset_contact(
    db: &Db,
    ids: &dyn Ids,
    now: Time,
    provider_id: Id,
    contact_id: Id,
) -> Result<bool> {
    let job = Job::of(provider_id);
    let write = db.write(&job).await?;
    let factor = store::find(&write, Owner::Contact(contact_id)).await?;
    let Some(factor) = factor.filter(Factor::is_set_up) else {
        return Ok(false);
    };
    take_away(&write, ids, now, contact_id, &factor).await?;
    let entry = Entry::done(ACT).on("contact", contact_id);
    audit::record(&write, now, &Actor::command_line(), &entry).await?;
    write.commit().await?;
    Ok(true)
}

/// Takes all of it away, ends the contact's sessions and tells it.
async fn take_away(
    write: &Write<'_, Job>,
    ids: &dyn Ids,
    now: Time,
    contact_id: Id,
    factor: &Factor,
) -> Result<()> {
    store::remove(write, Owner::Contact(contact_id)).await?;
    store::save_by_message(write, factor.second_factor_id, None).await?;
    sessions::end_all(write, contact_id, None, now).await?;
    tell(write, ids, contact_id, now).await
}

/// Writes a refusal down and answers it.
async fn refuse(
    write: Write<'_, Job>,
    now: Time,
    actor: &Actor,
    path: &ContactPath,
    (refusal, reason): (Error, &str),
) -> Result<NoContent> {
    let entry = Entry::refused(ACT)
        .on("contact", path.contact_id)
        .detail(json!({ "reason": reason }));
    audit::record(&write, now, actor, &entry).await?;
    write.commit().await?;
    Err(refusal)
}

/// Tells the contact, by mail or, without a mailbox, by SMS.
async fn tell(write: &Write<'_, Job>, ids: &dyn Ids, contact_id: Id, now: Time) -> Result<()> {
    let person = sessions::find_person(write, contact_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let portal = providers::find_portal(write).await?;
    let words = Words {
        language: person
            .language
            .as_deref()
            .unwrap_or(&person.provider_language),
        name: &person.name,
        brand: &portal.name,
        support: portal.support_contact.as_deref(),
        email: person.email.as_deref(),
        phone: person.phone.as_deref(),
    };
    let letterhead = Letterhead::load(write).await?;
    if let Some(message) = letter::write(contact_id, &words, &letterhead)? {
        outbox::send(write, ids.id(), now, &message).await?;
    }
    Ok(())
}
