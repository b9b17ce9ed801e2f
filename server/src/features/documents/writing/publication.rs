//! Publishing, extending, withdrawing.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    changed,
    draft::{DocumentPath, bad_status, title_faults},
    preview,
    show::{self, StaffDocument},
    store::{self, Document, Issued},
    types::{self, DocumentType},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        decisions::{
            self, Question,
            model::{Kind, State as ItemState},
        },
        documents::{
            naming,
            settings::Settings,
            status::{Status, Step},
            validation,
            version::{Frozen, Sealed},
        },
        people::must_publish,
        responses,
    },
    kit::{
        clock::Time,
        field::FieldErrors,
        http::{body::Body, meta::Meta, params::Params},
        id::Id,
    },
    scope::Staff,
};

/// Nothing needs to be said: the draft is published as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePublication {}

/// For how much longer a document can be accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateExtension {
    /// The new last day, in the provider's time zone.
    #[schema(value_type = String, format = Date)]
    pub valid_until: Date,
}

/// Shows the draft to its client as a new version. The first time it is issued: number and address are drawn. What the
/// version before asked is taken back, and the client is asked anew. After an acceptance: 409.
pub async fn create_publication(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<DocumentPath>,
    body: Body<CreatePublication>,
) -> Result<Json<StaffDocument>> {
    let CreatePublication {} = body.value;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let document = store::lock(&write, now, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let kind = types::of(&write, &document.type_key).await?;
    must_publish(&staff, kind.requires_approval)?;
    must_not_be_accepted(&write, path.document_id).await?;
    let status = show::status(&document)?;
    status
        .after(Step::Publish, kind.requires_approval)
        .map_err(|_| bad_status(status, "published"))?;
    let settings = Settings::load(&write).await?;
    check_complete(&settings, &document, now)?;
    let (frozen, sealed) = issue(&write, now, &settings, &kind, &document).await?;
    decisions::withdraw_of_document(&write, now, path.document_id, ItemState::Withdrawn).await?;
    if kind.allows("choose") {
        ask(
            &write,
            &app,
            now,
            &settings,
            path.document_id,
            &frozen,
            &sealed.hash,
        )
        .await?;
    }
    let entry = Entry::done("document_published")
        .on("document", path.document_id)
        .of_client(document.client_id)
        .detail(serde_json::json!({
            "number": frozen.number, "version": frozen.version, "version_hash": sealed.hash
        }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(changed(&staff, Some(document.client_id), path.document_id));
    let shown = show::load(&write, path.document_id).await?;
    write.commit().await?;
    Ok(Json(shown))
}

fn check_complete(settings: &Settings, document: &Document, now: Time) -> Result<()> {
    let content = settings.allowed(document.draft.0.clone());
    let mut faults = title_faults(&document.title, true);
    if let Err(errors) = validation::check_complete(&content) {
        faults.0.extend(errors.under("content").0);
    }
    faults.or(())?;
    if settings.is_expired(content.valid_until, now)? {
        let message = "This day has passed: nobody could accept the document.";
        return Err(FieldErrors::one("content.valid_until", "in_the_past", message).into());
    }
    Ok(())
}

/// Draws the number if there is none, freezes the draft and makes it the version that clients see.
async fn issue(
    write: &Write<'_, Staff>,
    now: Time,
    settings: &Settings,
    kind: &DocumentType,
    document: &Document,
) -> Result<(Frozen, Sealed)> {
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
    store::add_version(write, now, document.document_id, frozen.version, &sealed).await?;
    let issued = Issued {
        number: &number,
        year,
        slug: &slug,
    };
    let valid_until = frozen.content.valid_until;
    store::save_published(
        write,
        now,
        document.document_id,
        frozen.version,
        &issued,
        valid_until,
    )
    .await?;
    Ok((frozen, sealed))
}

/// Asks the client to choose on a version.
async fn ask(
    write: &Write<'_, Staff>,
    app: &App,
    now: Time,
    settings: &Settings,
    document_id: Id,
    frozen: &Frozen,
    version_hash: &str,
) -> Result<()> {
    let question = Question {
        action_item_id: app.ids.id(),
        kind: Kind::Choose,
        title: &frozen.title,
        document_id,
        version: frozen.version,
        version_hash,
        permission: "choose_options",
        due_at: settings.ends_at(frozen.content.valid_until)?,
    };
    decisions::open(write, now, &question).await
}

/// 409 for a document whose client has accepted it.
async fn must_not_be_accepted(write: &Write<'_, Staff>, document_id: Id) -> Result<()> {
    if responses::is_accepted(write, document_id).await? {
        return Err(Error::conflict(
            "bad_status",
            "The client has accepted this document.",
        ));
    }
    Ok(())
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
    let document = store::lock(&write, now, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let kind = types::of(&write, &document.type_key).await?;
    must_publish(&staff, kind.requires_approval)?;
    let status = show::status(&document)?;
    status
        .after(Step::Withdraw, kind.requires_approval)
        .map_err(|_| bad_status(status, "withdrawn"))?;
    store::save_withdrawn(&write, now, path.document_id).await?;
    decisions::withdraw_of_document(&write, now, path.document_id, ItemState::Withdrawn).await?;
    let entry = Entry::done("document_withdrawn")
        .on("document", path.document_id)
        .of_client(document.client_id);
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(changed(&staff, Some(document.client_id), path.document_id));
    let shown = show::load(&write, path.document_id).await?;
    write.commit().await?;
    Ok(Json(shown))
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
    let document = store::lock(&write, now, path.document_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let kind = types::of(&write, &document.type_key).await?;
    must_publish(&staff, kind.requires_approval)?;
    let status = show::status(&document)?;
    if status != Status::Published {
        return Err(bad_status(status, "extended"));
    }
    let version = document.published_version.unwrap_or_default();
    if responses::summary(&write, path.document_id, version)
        .await?
        .is_some()
    {
        return Err(Error::conflict(
            "bad_status",
            "The client has answered this document.",
        ));
    }
    let settings = Settings::load(&write).await?;
    if document.valid_until.is_some_and(|before| until <= before)
        || settings.is_expired(Some(until), now)?
    {
        return Err(Error::invalid(
            "valid_until",
            "out_of_range",
            "Choose a day after the present one.",
        ));
    }
    let mut draft = document.draft.0.clone();
    draft.valid_until = Some(until);
    let draft = serde_json::to_value(&draft).map_err(Error::internal)?;
    store::save_extended(&write, now, path.document_id, until, &draft).await?;
    if kind.allows("choose") {
        ask_for_longer(&write, &app, now, &settings, &document, until).await?;
    }
    let entry = Entry::done("document_extended")
        .on("document", path.document_id)
        .of_client(document.client_id)
        .detail(serde_json::json!({ "valid_until": until }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(changed(&staff, Some(document.client_id), path.document_id));
    let shown = show::load(&write, path.document_id).await?;
    write.commit().await?;
    Ok(Json(shown))
}

/// Moves the due time of what is asked, or asks anew when that time had passed, whether that was noticed or not.
async fn ask_for_longer(
    write: &Write<'_, Staff>,
    app: &App,
    now: Time,
    settings: &Settings,
    document: &Document,
    until: Date,
) -> Result<()> {
    let document_id = document.document_id;
    let open = decisions::open_item_of(write, document_id).await?;
    if let Some((item_id, _)) = open.filter(|(_, due_at)| due_at.is_none_or(|due_at| due_at > now))
    {
        return decisions::put_off(write, item_id, settings.ends_at(Some(until))?).await;
    }
    decisions::withdraw_of_document(write, now, document_id, ItemState::Expired).await?;
    let version = document.published_version.unwrap_or_default();
    let (bytes, hash, _) = store::find_version(write, document_id, version)
        .await?
        .ok_or_else(Error::not_found)?;
    let mut frozen = Frozen::open(&bytes)?;
    frozen.content.valid_until = Some(until);
    ask(write, app, now, settings, document_id, &frozen, &hash).await
}
