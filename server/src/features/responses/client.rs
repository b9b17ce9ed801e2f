//! Answering a document, and reading what was agreed.

use axum::{Json, extract::State};

use super::{
    confirmation::{self, Confirmation},
    letter::{self, News},
    model::{self, Checked, CreateResponse},
    store::{self, NewResponse},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        decisions::{
            self, Verdict,
            limits::{self, Room},
        },
        documents::{
            figures::may_choose,
            naming::page_path,
            reading::{self, DocumentAddress, Published, version_changed},
            settings::Settings,
        },
        letters::Letterhead,
        payment_methods,
        people::clients,
    },
    kit::{
        clock::Time,
        event::Event,
        http::{
            body::Body,
            meta::Meta,
            params::{Params, RequiredKey},
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        money::Money,
        outbox,
    },
    scope::Contact,
};

/// Accepts or declines the version that was shown, once. Needs an `Idempotency-Key`.
pub async fn create_response(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(address): Params<DocumentAddress>,
    key: RequiredKey,
    body: Body<CreateResponse>,
) -> Result<CreatedOnce<Confirmation>> {
    let answered = limits::counted(&app, &contact, async |write, room| {
        answer_once(&app, write, room, &meta, &address, key, body).await
    });
    match answered.await {
        Ok(answer) => Ok(answer),
        Err(error) => Err(reading::or_elsewhere(&app, &contact, &meta, &address, error).await),
    }
}

/// Answers, or finds what was answered to this key before; with how many items that decided.
async fn answer_once(
    app: &App,
    write: &Write<'_, Contact>,
    room: &Room,
    meta: &Meta,
    address: &DocumentAddress,
    key: RequiredKey,
    body: Body<CreateResponse>,
) -> Result<(CreatedOnce<Confirmation>, usize)> {
    let contact = write.who();
    let before = reading::find_published(write, meta, address).await?;
    if !may_choose(contact) {
        return Err(Error::forbidden("permission_missing"));
    }
    contact.must_meet(contact.needs.approving, room.now)?;
    let page = page_path(before.year, &before.slug);
    let path = format!("POST /api/client{page}/response");
    let request = idempotency::Request {
        caller_id: contact.contact_id,
        path: &path,
        key: Some(&key.0),
        body: &body.bytes,
        now: room.now,
    };
    let fresh = match idempotency::claim(write, request).await? {
        Claim::Again(answer) => return Ok((answer, 0)),
        Claim::Fresh(fresh) => fresh,
    };
    let confirmation = respond(app, write, room, meta, address, body.value).await?;
    let location = format!("/api/client{page}/confirmation");
    let answer = CreatedOnce::new(&confirmation, Some(location))?;
    fresh.store(write, &answer).await?;
    Ok((answer, 1))
}

/// Everything that an answer changes, in one transaction.
async fn respond(
    app: &App,
    write: &Write<'_, Contact>,
    room: &Room,
    meta: &Meta,
    address: &DocumentAddress,
    wanted: CreateResponse,
) -> Result<Confirmation> {
    let now = room.now;
    let found = hold(write, meta, now, address).await?;
    let item_id = must_be_open(write, now, &found, &wanted.version_hash).await?;
    let outcome = wanted.outcome;
    let content = &found.frozen.content;
    let methods = payment_methods::choices(write, content).await?;
    let method_ids: Vec<Id> = methods.iter().map(|method| method.id).collect();
    let checked = model::check(content, &method_ids, wanted)?;
    room.must_hold(write, 1).await?;
    let verdict = Verdict {
        decision_id: app.ids.id(),
        action_item_id: item_id,
        outcome: outcome.decision(),
        comment: checked.comment.as_deref(),
        batch_id: None,
    };
    decisions::decide(write, now, meta, &verdict).await?;
    let new = NewResponse {
        response_id: app.ids.id(),
        decision_id: verdict.decision_id,
        document_id: found.document_id,
        outcome,
        currency: content.currency.code(),
        checked: &checked,
    };
    store::add(write, now, &new).await?;
    tell_staff(app, write, now, &found, &new).await?;
    if outcome == model::ResponseOutcome::Accepted {
        clients::activate_prospect(write, write.who().client_id, now).await?;
    }
    note(write, meta, now, &found, &new).await?;
    let stored = store::find(write, found.document_id, Some(new.response_id))
        .await?
        .ok_or_else(Error::not_found)?;
    confirmation::build(write, stored).await
}

/// The document, held until the transaction ends: whoever waited here sees what the one before it left.
async fn hold(
    write: &Write<'_, Contact>,
    meta: &Meta,
    now: Time,
    address: &DocumentAddress,
) -> Result<Published> {
    let before = reading::find_published(write, meta, address).await?;
    reading::lock(write, now, before.document_id).await?;
    reading::find_published(write, meta, address).await
}

/// The item that asks about this version; 409 when there is a newer one, it was answered, or its time is over.
async fn must_be_open(
    write: &Write<'_, Contact>,
    now: Time,
    found: &Published,
    version_hash: &str,
) -> Result<Id> {
    if version_hash != found.version_hash {
        return Err(version_changed(found.version_hash.clone()));
    }
    if let Some(first) = store::summary(write, found.document_id, found.frozen.version).await? {
        return Err(decisions::already_decided(
            &first.contact_name,
            first.created_at,
            &first.outcome,
        ));
    }
    if Settings::load(write)
        .await?
        .is_expired(found.valid_until, now)?
    {
        return Err(Error::conflict(
            "expired",
            "The time to accept this document is over.",
        ));
    }
    let nothing = || Error::conflict("bad_status", "Nothing is asked about this document.");
    let item = decisions::find_open_choice(write, found.document_id).await?;
    let item = item.ok_or_else(nothing)?;
    decisions::must_be_addressed(item.is_addressed)?;
    Ok(item.action_item_id)
}

/// Inbox entry and mail.
async fn tell_staff(
    app: &App,
    write: &Write<'_, Contact>,
    now: Time,
    found: &Published,
    new: &NewResponse<'_>,
) -> Result<()> {
    let inbox_entry_id = app.ids.id();
    store::add_inbox_entry(write, now, inbox_entry_id, new).await?;
    let provider_id = write.who().provider_id;
    write.notify(Event {
        provider_id,
        client_id: None,
        kind: "inbox".to_owned(),
        id: inbox_entry_id,
    });
    let Some(reader) = store::find_reader(write, found.document_id).await? else {
        return Ok(());
    };
    let Checked {
        calculation,
        comment,
        ..
    } = new.checked;
    let total = calculation
        .as_ref()
        .and_then(|sum| Money::new(sum.total_minor, sum.currency).ok());
    let contact = store::find_contact_name(write).await?;
    let staff_site = app.config.staff_site().map_err(Error::internal)?;
    let link = format!("{}/quotes/{}", staff_site.origin, found.document_id);
    let news = News {
        outcome: new.outcome,
        number: found.frozen.number.as_deref().unwrap_or_default(),
        title: &found.frozen.title,
        client: &found.frozen.client.name,
        contact: &contact,
        total,
        comment: comment.as_deref(),
        link: &link,
    };
    let letterhead = Letterhead::load(write).await?;
    let message = letter::write(&reader, &news, &letterhead)?;
    outbox::send(write, app.ids.id(), now, &message).await
}

/// Audit entry and news for the client's other pages.
async fn note(
    write: &Write<'_, Contact>,
    meta: &Meta,
    now: Time,
    found: &Published,
    new: &NewResponse<'_>,
) -> Result<()> {
    let contact = write.who();
    let act = match new.outcome {
        model::ResponseOutcome::Accepted => "document_accepted",
        model::ResponseOutcome::Declined => "document_declined",
    };
    let entry = Entry::done(act).on("document", found.document_id).of_client(contact.client_id).detail(serde_json::json!({
        "response_id": new.response_id, "decision_id": new.decision_id, "version": found.frozen.version,
        "version_hash": found.version_hash
    }));
    audit::record(write, now, &Actor::contact(contact, meta), &entry).await?;
    write.notify(Event {
        provider_id: contact.provider_id,
        client_id: Some(contact.client_id),
        kind: "document".to_owned(),
        id: found.document_id,
    });
    Ok(())
}

/// What was last accepted; 409 before that. Without the permission to see money: what was chosen and what comes next,
/// without amounts and without how to pay.
pub async fn show_confirmation(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(address): Params<DocumentAddress>,
) -> Result<Json<Confirmation>> {
    let (read, found) = reading::open_published(&app, &contact, &meta, &address).await?;
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    let stored = store::find(&read, found.document_id, None).await?;
    let stored = stored
        .ok_or_else(|| Error::conflict("not_answered", "This document has not been accepted."))?;
    let shown = confirmation::build(&read, stored).await?;
    drop(read);
    let entry = Entry::done("confirmation_viewed")
        .on("document", found.document_id)
        .of_client(contact.client_id)
        .detail(serde_json::json!({ "version": found.frozen.version }));
    audit::record_alone(&app, &contact, &Actor::contact(&contact, &meta), &entry).await?;
    Ok(Json(shown))
}
