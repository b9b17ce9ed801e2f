//! The handlers for contacts.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    images, open_published,
    store::{self, Filter, Published},
    views::View,
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry, Note},
        decisions::{self, Waits},
        documents::{
            acknowledgement,
            detail::{
                AcceptedVersion, Acknowledged, Asks, Circumstances, ClientState, DocumentDetail,
            },
            figures::{Figures, may_choose},
            pricing::{self, Calculation},
            selection::SelectedOption,
            settings::Settings,
        },
        payment_methods, responses,
        sessions::{Reader, Reading},
    },
    kit::{
        clock::Time,
        event::Event,
        http::{
            body::Body,
            meta::Meta,
            params::{Params, Search},
        },
        id::Id,
        page::{Page, Paging},
        terms::Sought,
    },
    scope::Contact,
};

/// The address of a document.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct DocumentAddress {
    /// The year it was issued in.
    pub year: i32,
    /// Its name within the year.
    pub slug: String,
}

/// What a list of documents is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DocumentFilter {
    /// Key of a type.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub type_key: Option<String>,
    /// `open`, `accepted`, `declined`, `expired`, `acknowledged` or `informative`.
    pub status: Option<ClientState>,
    /// Words of the title and number; the last may be the beginning of one.
    pub q: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// 1 to 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A document in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClientDocumentRow)]
pub struct DocumentRow {
    /// The document.
    pub id: Id,
    /// Key of its type.
    #[serde(rename = "type")]
    pub type_key: String,
    /// What its type is called.
    pub type_title: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Part of its address.
    pub year: i32,
    /// Part of its address.
    pub slug: String,
    /// When its version was published.
    pub published_at: Time,
    /// The last day on which it can be accepted.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// Where it stands.
    pub state: ClientState,
    /// The total that was accepted, or that nothing can change; empty while there is something to choose, and without
    /// the permission to see money.
    pub total_minor: Option<i64>,
    /// Its currency.
    pub currency: String,
}

/// What is being chosen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCalculation {
    /// The version that is shown.
    pub version_hash: String,
    /// The options chosen so far.
    pub options: Vec<SelectedOption>,
}

/// Documents published for this client, newest first.
pub async fn list_documents(
    State(app): State<App>,
    contact: Contact,
    Search(filter): Search<DocumentFilter>,
) -> Result<Page<DocumentRow>> {
    let paging = Paging::<(Time, Id)>::read(filter.cursor.as_deref(), filter.limit)?;
    let now = app.clock.now();
    contact.must_meet(contact.needs.reading, now)?;
    let read = app.db.read(&contact).await?;
    let today = Settings::load(&read).await?.today(now)?;
    let sought = Sought::read(filter.q.as_deref());
    let narrowed = Filter {
        type_key: filter.type_key.as_deref(),
        state: filter.status.map(ClientState::as_str),
        today,
        sought: sought.as_ref(),
        before: paging.before(),
        count: paging.fetch(),
    };
    let listed = store::list(&read, &narrowed).await?;
    Ok(paging.page(
        listed,
        |row| (row.published_at, row.document_id),
        |row| document_row(&contact, today, row),
    ))
}

fn document_row(contact: &Contact, today: Date, row: store::Listed) -> DocumentRow {
    let expired = row.valid_until.is_some_and(|date| date < today);
    let state = ClientState::of(row.asks, row.outcome.as_deref(), row.acknowledged, expired);
    let total = row
        .total_minor
        .filter(|_| state == ClientState::Accepted)
        .or(row.fixed_total_minor);
    DocumentRow {
        id: row.document_id,
        type_key: row.type_key,
        type_title: row.type_title,
        number: row.number,
        title: row.title,
        year: row.year,
        slug: row.slug,
        published_at: row.published_at,
        valid_until: row.valid_until,
        state,
        total_minor: Figures::of(contact).show(total).flatten(),
        currency: row.currency,
    }
}

/// One document as its client sees it; also for whoever holds a delivery link that shows it.
pub async fn show_document(
    State(app): State<App>,
    reader: Reader,
    meta: Meta,
    Params(address): Params<DocumentAddress>,
) -> Result<Json<DocumentDetail>> {
    let now = app.clock.now();
    let contact = reader.of_document(address.year, &address.slug)?;
    let (read, found) = open_published(&app, contact, &meta, &address).await?;
    let (detail, settings) = detail(&read, &found, now).await?;
    drop(read);
    if let Reader::Contact(contact) = &reader {
        contact.must_meet(contact.needs.reading, now)?;
    }
    let view = match &reader {
        Reader::Contact(contact) => view(contact, &meta, now, &found),
        Reader::Link(reading) => look(reading, &meta, now, &found),
    };
    let may_wait = !settings.is_regulated() && (found.is_known || view.opening.is_none());
    let view = if may_wait {
        app.views.add(view).err()
    } else {
        Some(Box::new(view))
    };
    if let Some(view) = view {
        note_view(&app, contact, &found, *view).await?;
    }
    Ok(Json(detail))
}

/// What a contact reads of a document, and the settings it depends on. The questions are asked at once: on PostgreSQL
/// they travel together.
async fn detail(
    read: &Read<'_, Contact>,
    found: &Published,
    now: Time,
) -> Result<(DocumentDetail, Settings)> {
    let (document_id, version) = (found.document_id, found.frozen.version);
    let (settings, payment_methods, response, accepted_before, acknowledged, open_item, pictures) =
        tokio::try_join!(
            Settings::load(read),
            payment_methods::choices(read, &found.frozen.content),
            responses::summary(read, document_id, version),
            accepted_before(read, document_id, version),
            acknowledged(read, found),
            open_item(read, found),
            images::pictures(read, found),
        )?;
    let may_answer = match found.asks {
        Some(Asks::Acknowledge) => read.who().may("acknowledge"),
        _ => may_choose(read.who()),
    };
    // What is addressed to others is theirs to answer.
    let permitted = may_answer && open_item.as_ref().is_none_or(|item| item.is_addressed);
    let action_item_id = open_item
        .filter(|_| response.is_none() && acknowledged.is_none())
        .map(|item| item.action_item_id);
    let about = Circumstances {
        type_title: found.type_title.clone(),
        asks: found.asks,
        action_item_id,
        acknowledged,
        accepted_before,
        pictures,
        document_id: found.document_id,
        year: found.year,
        slug: found.slug.clone(),
        version_hash: found.version_hash.clone(),
        published_at: Some(found.published_at),
        expired: settings.is_expired(found.valid_until, now)?,
        valid_until: found.valid_until,
        permitted,
        figures: Figures::of(read.who()),
        payment_methods,
        response,
    };
    Ok((DocumentDetail::new(&found.frozen, about), settings))
}

/// The acceptance of a version before this one.
async fn accepted_before(
    read: &Read<'_, Contact>,
    document_id: Id,
    version: i64,
) -> Result<Option<AcceptedVersion>> {
    match version {
        1 => Ok(None),
        _ => responses::find_accepted(read, document_id, Some(version)).await,
    }
}

/// What waits for an answer to the version.
async fn open_item(read: &Read<'_, Contact>, found: &Published) -> Result<Option<Waits>> {
    match found.asks {
        Some(_) => Ok(decisions::find_open_item(read, found.document_id).await?),
        None => Ok(None),
    }
}

/// Who acknowledged the version, if it asks for that.
async fn acknowledged(read: &Read<'_, Contact>, found: &Published) -> Result<Option<Acknowledged>> {
    if found.asks != Some(Asks::Acknowledge) {
        return Ok(None);
    }
    let all = acknowledgement::list(read, found.document_id).await?;
    let of_version = all
        .into_iter()
        .find(|made| made.version == found.frozen.version);
    Ok(of_version.map(|made| Acknowledged {
        contact_name: made.contact_name,
        at: made.acknowledged_at,
    }))
}

/// A contact's look at a document.
fn view(contact: &Contact, meta: &Meta, at: Time, found: &Published) -> View {
    let entry = Entry::done("document_viewed")
        .on("document", found.document_id)
        .of_client(contact.client_id)
        .detail(serde_json::json!({ "version": found.frozen.version }));
    View {
        provider_id: contact.provider_id,
        opening: Some((found.document_id, contact.contact_id)),
        note: Note {
            at,
            actor: Actor::contact(contact, meta),
            entry,
        },
    }
}

/// A look by a link is nobody's opening: whoever holds the link may have it from somebody else.
fn look(reading: &Reading, meta: &Meta, at: Time, found: &Published) -> View {
    let contact = &reading.contact;
    let entry = Entry::done("document_viewed_by_link")
        .on("document", found.document_id)
        .of_client(contact.client_id)
        .detail(serde_json::json!({
            "version": found.frozen.version, "delivery_link_id": reading.delivery_link_id,
            "contact_id": contact.contact_id, "session_id": contact.session_id
        }));
    View {
        provider_id: contact.provider_id,
        opening: None,
        note: Note {
            at,
            actor: Actor::stranger(meta),
            entry,
        },
    }
}

/// Writes a view down at once, and the opening that it is.
async fn note_view(app: &App, contact: &Contact, found: &Published, view: View) -> Result<()> {
    let Note { at, actor, entry } = view.note;
    let write = app.db.write(contact).await?;
    if view.opening.is_some() {
        store::save_opening(&write, at, found).await?;
        write.notify(Event {
            provider_id: contact.provider_id,
            client_id: None,
            kind: "document".to_owned(),
            id: found.document_id,
        });
    }
    audit::record(&write, at, &actor, &entry).await?;
    write.commit().await?;
    Ok(())
}

/// Prices a selection while it is being made. Stores nothing. 403 without the permission to see money.
pub async fn create_calculation(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    Params(address): Params<DocumentAddress>,
    body: Body<CreateCalculation>,
) -> Result<Json<Calculation>> {
    let (_, found) = open_published(&app, &contact, &meta, &address).await?;
    if !Figures::of(&contact).are_shown() {
        return Err(Error::forbidden("permission_missing"));
    }
    contact.must_meet(contact.needs.reading, app.clock.now())?;
    if body.value.version_hash != found.version_hash {
        return Err(version_changed(found.version_hash));
    }
    Ok(Json(pricing::calculate(
        &found.frozen.content,
        &body.value.options,
    )?))
}

/// 409: another version than the one shown is current.
pub fn version_changed(version_hash: String) -> Error {
    Error::conflict(
        "version_changed",
        "There is a newer version of this document.",
    )
    .with("version_hash", version_hash)
}
