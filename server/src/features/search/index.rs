//! Keeping the index: each function writes the terms of one thing as it is now.

use std::collections::BTreeSet;

use super::store::{self, Kind, Place};
use crate::{
    db::{Statement, Write},
    error::Result,
    kit::{id::Id, terms::Terms},
    scope::{Audience, Job, Staff, SystemScope},
};

/// A document as staff know it: its title, number and client.
pub async fn note_document<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    document_id: Id,
) -> Result<()> {
    let Some(document) = store::find_document(write, document_id).await? else {
        return Ok(());
    };
    let terms = Terms::default()
        .number(document.number.as_deref().unwrap_or_default())
        .words(&document.title)
        .words(&document.client_name);
    let place = Place(document.project_id, document.org_id);
    save(write, Kind::Document, document_id, terms, place).await?;
    Ok(())
}

/// A document as its client knows it: what its published version is called.
pub async fn note_published(
    write: &Write<'_, Staff>,
    document_id: Id,
    (number, title): (&str, &str),
) -> Result<()> {
    let Some(document) = store::find_document(write, document_id).await? else {
        return Ok(());
    };
    let terms = Terms::default().number(number).words(title);
    let place = Place(document.project_id, document.org_id);
    save(write, Kind::Published, document_id, terms, place).await?;
    Ok(())
}

/// Takes a document that is thrown away out of the index.
pub async fn forget_document(write: &Write<'_, Staff>, document_id: Id) -> Result<()> {
    store::remove(write, Kind::Document, document_id).await
}

/// Something that is asked of a client, and what was said when it was decided.
pub async fn note_asked<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    action_item_id: Id,
) -> Result<()> {
    let Some(asked) = store::find_asked(write, action_item_id).await? else {
        return Ok(());
    };
    let terms = Terms::default()
        .number(asked.number.as_deref().unwrap_or_default())
        .words(&asked.title)
        .words(&asked.client_name)
        .words(asked.comment.as_deref().unwrap_or_default());
    let place = Place(asked.project_id, asked.org_id);
    save(write, Kind::Asked, action_item_id, terms, place).await?;
    Ok(())
}

/// A client, by its name.
pub async fn note_client<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    client_id: Id,
) -> Result<()> {
    let Some(name) = store::find_client(write, client_id).await? else {
        return Ok(());
    };
    let terms = Terms::default().words(&name);
    save(write, Kind::Client, client_id, terms, Place(None, None)).await?;
    Ok(())
}

/// A contact at one of its clients. Says whether it is found by other words now.
pub async fn note_membership<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    membership_id: Id,
) -> Result<bool> {
    let Some(person) = store::find_person(write, membership_id).await? else {
        return Ok(false);
    };
    let addresses = (person.email.as_deref(), person.phone.as_deref());
    let terms = person_terms(&person.name, addresses, &person.client_name);
    let place = Place(None, None);
    save(write, Kind::Contact, membership_id, terms, place).await
}

/// Takes a contact out of the index at a client that it no longer acts for.
pub async fn forget_membership(write: &Write<'_, Staff>, membership_id: Id) -> Result<()> {
    store::remove(write, Kind::Contact, membership_id).await
}

/// A contact at all of its clients that whoever writes sees.
pub(super) async fn note_contact<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    contact_id: Id,
) -> Result<bool> {
    let mut changed = false;
    for membership_id in store::list_memberships_of(write, contact_id).await? {
        changed |= note_membership(write, membership_id).await?;
    }
    Ok(changed)
}

/// A client of a provider that the transaction has just made.
pub async fn note_new_client(
    write: &Write<'_, SystemScope>,
    (provider_id, client_id): (Id, Id),
    name: &str,
) -> Result<()> {
    for term in Terms::default().words(name).into_set() {
        let subject = (Kind::Client, client_id);
        store::add_for(write, provider_id, client_id, subject, &term).await?;
    }
    Ok(())
}

/// A contact, by name, e-mail and phone, at a client of a provider that the transaction has just made.
pub async fn note_new_contact(
    write: &Write<'_, SystemScope>,
    (provider_id, client_id, membership_id): (Id, Id, Id),
    (name, email, phone): (&str, Option<&str>, Option<&str>),
    client_name: &str,
) -> Result<()> {
    let terms = person_terms(name, (email, phone), client_name);
    for term in terms.into_set() {
        let subject = (Kind::Contact, membership_id);
        store::add_for(write, provider_id, client_id, subject, &term).await?;
    }
    Ok(())
}

fn person_terms(name: &str, (email, phone): (Option<&str>, Option<&str>), client: &str) -> Terms {
    Terms::default()
        .phone(phone.unwrap_or_default())
        .words(name)
        .words(email.unwrap_or_default())
        .words(client)
}

/// Writes the terms of a thing where they or its place are other than before; whether they were.
async fn save<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: Kind,
    subject_id: Id,
    terms: Terms,
    place: Place,
) -> Result<bool> {
    let terms = terms.into_set();
    let known = store::list_terms(write, kind, subject_id).await?;
    let is_there = known.iter().all(|known| known.place() == place)
        && known
            .iter()
            .map(|known| &known.term)
            .collect::<BTreeSet<_>>()
            == terms.iter().collect::<BTreeSet<_>>();
    if is_there {
        return Ok(false);
    }
    store::remove(write, kind, subject_id).await?;
    store::add(write, kind, subject_id, &terms).await?;
    Ok(true)
}

/// What of a client's is written anew: so many rows in one transaction.
pub(super) async fn note_all(write: &Write<'_, Job>, kind: Kind, subject_ids: &[Id]) -> Result<()> {
    for subject_id in subject_ids {
        match kind {
            Kind::Document => note_document(write, *subject_id).await?,
            Kind::Asked => note_asked(write, *subject_id).await?,
            Kind::Contact => {
                note_membership(write, *subject_id).await?;
            }
            Kind::Client => note_client(write, *subject_id).await?,
            // The client's name does not stand in what it reads itself.
            Kind::Published => {}
        }
    }
    Ok(())
}
