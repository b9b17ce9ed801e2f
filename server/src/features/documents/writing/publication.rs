//! Publishing, extending, withdrawing.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    addressing, approval_store,
    draft::{DocumentPath, title_faults},
    draft_store,
    held::{Done, Held, finish},
    images, preview,
    show::{self, StaffDocument},
    store::{self, Document, Issued},
};
use crate::{
    app::App,
    db::{Read, Write},
    error::{Error, Result},
    features::{
        decisions::{
            self, Question,
            model::{Kind, State as ItemState},
        },
        documents::{
            detail::Asks,
            naming,
            rights::Act,
            settings::Settings,
            validation,
            version::{Frozen, Sealed},
        },
        search,
    },
    kit::{
        clock::Time,
        day,
        field::FieldErrors,
        http::{body::Body, meta::Meta, params::Params},
        id::Id,
    },
    scope::Staff,
};

/// What is published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePublication {
    /// The draft that was looked at; the present one when left out.
    #[serde(default)]
    pub draft_revision: Option<i64>,
    /// The contacts who are asked; everybody who may answer where nobody is named.
    #[serde(default)]
    pub contact_ids: Vec<Id>,
}

/// For how much longer a document can be accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateExtension {
    /// The new last day, in the provider's time zone.
    #[serde(deserialize_with = "day::read")]
    #[schema(value_type = String, format = Date)]
    pub valid_until: Date,
}

/// Shows the draft to its client as a new version. The first time it is issued: number and address are drawn. What the
/// version before asked is taken back, and the client is asked anew. After an acceptance only a revision: 409.
pub async fn create_publication(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreatePublication>,
) -> Result<Json<StaffDocument>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Publish).await?;
    if let Some(draft_revision) = body.value.draft_revision {
        held.must_be(draft_revision)?;
    }
    check_complete(&write, &held, now).await?;
    let named = &body.value.contact_ids;
    let contact_ids = addressing::check(&write, path.document_id, held.kind.asks(), named).await?;
    let (frozen, sealed) = issue(&write, now, &held).await?;
    approval_store::use_up(&write, path.document_id, frozen.version).await?;
    decisions::withdraw_of_document(&write, now, path.document_id, ItemState::Withdrawn).await?;
    if let Some(asks) = held.kind.asks() {
        let asked = Asked {
            document_id: path.document_id,
            asks,
            frozen: &frozen,
            version_hash: &sealed.hash,
            contact_ids: &contact_ids,
        };
        ask(&write, &app, now, &held.settings, &asked).await?;
    }
    let done = Done {
        act: "document_published",
        document: &held.document,
        detail: json!({
            "number": frozen.number, "version": frozen.version, "version_hash": sealed.hash,
            "contact_ids": contact_ids
        }),
        is_seen: true,
    };
    finish(write, &meta, now, done).await
}

/// Refuses a draft that could not be shown to a client.
pub(super) async fn check_complete(read: &Read<'_, Staff>, held: &Held, now: Time) -> Result<()> {
    let (settings, document) = (&held.settings, &held.document);
    let content = settings.allowed(document.draft.0.clone());
    let mut faults = title_faults(&document.title, true);
    let admission = held.kind.admission();
    for checked in [
        validation::check_complete(&content),
        admission.check(&content),
    ] {
        if let Err(errors) = checked {
            faults.0.extend(errors.under("content").0);
        }
    }
    let unknown = images::unknown(read, document.document_id, &content).await?;
    faults.0.extend(unknown.under("content").0);
    faults.or(())?;
    if settings.is_expired(content.valid_until, now)? {
        let message = "This day has passed: nobody could accept the document.";
        return Err(FieldErrors::one("content.valid_until", "in_the_past", message).into());
    }
    Ok(())
}

/// Draws the number if there is none, freezes the draft and makes it the version that clients see.
async fn issue(write: &Write<'_, Staff>, now: Time, held: &Held) -> Result<(Frozen, Sealed)> {
    let Held {
        document,
        kind,
        settings,
        ..
    } = held;
    let (number, year, slug) = match (
        document.number.clone(),
        document.year,
        document.slug.clone(),
    ) {
        (Some(number), Some(year), Some(slug)) => (number, year, slug),
        _ => {
            let year = i32::from(settings.today(now)?.year());
            let count = store::draw_number(write, &kind.series, year).await?;
            let slug = naming::slug(&document.title, &kind.series, count);
            (naming::number(&kind.series, year, count), year, slug)
        }
    };
    let client = show::client_of(write, document).await?;
    let frozen = preview::freeze(document, settings, client, Some(number.clone()));
    let sealed = frozen.seal()?;
    store::add_version(write, now, document.document_id, &frozen, &sealed).await?;
    let issued = Issued {
        number: &number,
        year,
        slug: &slug,
    };
    let shown = (frozen.content.valid_until, kind.asks());
    store::save_published(
        write,
        now,
        document.document_id,
        frozen.version,
        &issued,
        shown,
    )
    .await?;
    search::note_document(write, document.document_id).await?;
    let called = (number.as_str(), frozen.title.as_str());
    search::note_published(write, document.document_id, called).await?;
    Ok((frozen, sealed))
}

/// A version and what it asks.
struct Asked<'a> {
    document_id: Id,
    asks: Asks,
    frozen: &'a Frozen,
    version_hash: &'a str,
    contact_ids: &'a [Id],
}

/// Asks the client for what a version wants to know.
async fn ask(
    write: &Write<'_, Staff>,
    app: &App,
    now: Time,
    settings: &Settings,
    asked: &Asked<'_>,
) -> Result<()> {
    let (kind, permission) = match asked.asks {
        Asks::Choose => (Kind::Choose, "choose_options"),
        Asks::Acknowledge => (Kind::Acknowledge, "acknowledge"),
    };
    let question = Question {
        action_item_id: app.ids.id(),
        kind,
        title: &asked.frozen.title,
        document_id: asked.document_id,
        version: asked.frozen.version,
        version_hash: asked.version_hash,
        permission,
        due_at: settings.ends_at(asked.frozen.content.valid_until)?,
        contact_ids: asked.contact_ids,
    };
    decisions::open(write, now, &question).await
}

/// Takes a published document back. Contacts that had opened it read its title and that it is gone.
pub async fn create_withdrawal(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
) -> Result<Json<StaffDocument>> {
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Withdraw).await?;
    store::save_withdrawn(&write, now, path.document_id).await?;
    decisions::withdraw_of_document(&write, now, path.document_id, ItemState::Withdrawn).await?;
    let done = Done {
        act: "document_withdrawn",
        document: &held.document,
        detail: json!({}),
        is_seen: true,
    };
    finish(write, &meta, now, done).await
}

/// Lets a published document be accepted for longer. One that had expired is asked about anew.
pub async fn create_extension(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreateExtension>,
) -> Result<Json<StaffDocument>> {
    let (until, now) = (body.value.valid_until, app.clock.now());
    let write = app.db.write(&staff).await?;
    let held = Held::lock(&write, now, path.document_id, Act::Extend).await?;
    let (settings, document) = (&held.settings, &held.document);
    if document.valid_until.is_some_and(|before| until <= before)
        || settings.is_expired(Some(until), now)?
    {
        return Err(Error::invalid(
            "valid_until",
            "out_of_range",
            "Choose a day after the present one.",
        ));
    }
    let mut content = document.draft.0.clone();
    content.valid_until = Some(until);
    draft_store::save_extended(&write, now, path.document_id, until, &content).await?;
    if let Some(asks) = document.asks {
        ask_for_longer(&write, &app, now, settings, (document, asks), until).await?;
    }
    let done = Done {
        act: "document_extended",
        document,
        detail: json!({ "valid_until": until }),
        is_seen: true,
    };
    finish(write, &meta, now, done).await
}

/// Moves the due time of what is asked, or asks anew when that time had passed, whether that was noticed or not.
async fn ask_for_longer(
    write: &Write<'_, Staff>,
    app: &App,
    now: Time,
    settings: &Settings,
    (document, asks): (&Document, Asks),
    until: Date,
) -> Result<()> {
    let document_id = document.document_id;
    let open = decisions::open_item_of(write, document_id).await?;
    if let Some((item_id, _)) = open.filter(|(_, due_at)| due_at.is_none_or(|due_at| due_at > now))
    {
        return decisions::put_off(write, now, item_id, settings.ends_at(Some(until))?).await;
    }
    // The same are asked as before.
    let contact_ids = decisions::list_addressees(write, document_id).await?;
    decisions::withdraw_of_document(write, now, document_id, ItemState::Expired).await?;
    let version = document.published_version.unwrap_or_default();
    let (bytes, hash, _) = store::find_version(write, document_id, version)
        .await?
        .ok_or_else(Error::not_found)?;
    let mut frozen = Frozen::open(&bytes)?;
    frozen.content.valid_until = Some(until);
    let asked = Asked {
        document_id,
        asks,
        frozen: &frozen,
        version_hash: &hash,
        contact_ids: &contact_ids,
    };
    ask(write, app, now, settings, &asked).await
}
