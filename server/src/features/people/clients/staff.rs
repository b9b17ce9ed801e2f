//! What staff do with clients.

use axum::{Json, extract::State};
use iso_currency::Currency;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    model::{self, ClientStatus},
    store::{self, Client},
};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::{client_changed, contacts::staff::ContactRow, must_invite},
        providers::language,
        search,
    },
    kit::{
        clock::Time,
        event::Event,
        field::FieldErrors,
        http::{Body, Meta, Params, Search, params::IdempotencyKey},
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        page::{First as _, Page, Paging},
    },
    scope::Staff,
};

/// Address of one client.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ClientPath {
    /// The client.
    pub client_id: Id,
}

/// A client to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateClient {
    /// Its name, at most 200 characters.
    #[schema(value_type = model::Name)]
    pub name: String,
    /// `prospect` when left out.
    pub status: Option<ClientStatus>,
    /// BCP 47 language of its letters; the provider's when left out.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<String>,
    /// ISO 4217 currency; the provider's when left out.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: Option<String>,
}

/// What changes about a client. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeClient {
    /// Its name.
    #[schema(value_type = Option<model::Name>)]
    pub name: Option<String>,
    /// Its status. `inactive` ends its contacts' sessions at once.
    pub status: Option<ClientStatus>,
    /// Whether its contacts may sign in. Off ends their sessions at once.
    pub portal_enabled: Option<bool>,
    /// Its language.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<String>,
    /// Its currency.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: Option<String>,
}

/// One line of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientRow {
    /// The client.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: ClientStatus,
    /// Whether its contacts may sign in.
    pub portal_enabled: bool,
    /// How many contacts it has.
    pub contacts_count: i64,
    /// How many documents staff see of it.
    pub documents_count: i64,
    /// When it was added.
    pub created_at: Time,
}

/// A client with its contacts.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientDetail {
    /// The client.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: ClientStatus,
    /// Whether its contacts may sign in.
    pub portal_enabled: bool,
    /// Its language, if it has one of its own.
    pub language: Option<String>,
    /// Its currency, if it has one of its own.
    pub currency: Option<String>,
    /// When it was added.
    pub created_at: Time,
    /// Who signs in for it.
    pub contacts: Vec<ContactRow>,
}

/// Which clients to list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ClientQuery {
    /// The beginning of a name.
    pub q: Option<String>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// How many, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Clients by name; `q` is the beginning of a name.
pub async fn list_clients(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<ClientQuery>,
) -> Result<Page<ClientRow>> {
    let paging = Paging::<(String, Id)>::read(query.cursor.as_deref(), query.limit)?;
    let (from, to) = model::search_bounds(query.q.as_deref().unwrap_or_default());
    let after = paging.after().max((from, Id::FIRST));
    let read = app.db.read(&staff).await?;
    let lines = store::list(&read, &after, &to, paging.fetch()).await?;
    let show = |line: store::ClientLine| ClientRow {
        id: line.client_id,
        name: line.name,
        status: line.status,
        portal_enabled: line.portal_enabled,
        contacts_count: line.contacts_count,
        documents_count: line.documents_count,
        created_at: line.created_at,
    };
    Ok(paging.page(lines, |line| (line.sort_name.clone(), line.client_id), show))
}

/// One client.
pub async fn show_client(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ClientPath>,
) -> Result<Json<ClientDetail>> {
    let read = app.db.read(&staff).await?;
    let client = store::find(&read, path.client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let contacts = crate::features::people::contacts::of_client(&read, path.client_id).await?;
    Ok(Json(detail(client, contacts)))
}

/// Adds a client.
pub async fn create_client(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateClient>,
) -> Result<CreatedOnce<ClientDetail>> {
    must_invite(&staff)?;
    let (wanted, now) = (body.value, app.clock.now());
    let client = Client {
        client_id: app.ids.id(),
        name: model::name("name", &wanted.name)?,
        status: wanted.status.unwrap_or(ClientStatus::Prospect),
        portal_enabled: false,
        language: wanted.language.as_deref().map(language).transpose()?,
        currency: wanted.currency.map(|code| currency(&code)).transpose()?,
        created_at: now,
    };
    let write = app.db.write(&staff).await?;
    let request = idempotency::Request::new(
        "POST /api/admin/clients",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    store::add(&write, &client).await?;
    search::note_client(&write, client.client_id).await?;
    let entry = Entry::done("client_created")
        .on("client", client.client_id)
        .of_client(client.client_id);
    audit::record(
        &write,
        client.created_at,
        &Actor::staff(&staff, &meta),
        &entry,
    )
    .await?;
    write.notify(client_changed(&staff, client.client_id));
    let location = format!("/api/admin/clients/{}", client.client_id);
    let answer = CreatedOnce::new(&detail(client, Vec::new()), Some(location))?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Changes a client.
pub async fn change_client(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ClientPath>,
    body: Body<ChangeClient>,
) -> Result<Json<ClientDetail>> {
    let wanted = body.value;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let mut client = store::find(&write, path.client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_invite(&staff)?;
    let old_name = client.name.clone();
    if let Some(name) = &wanted.name {
        client.name = model::name("name", name)?;
    }
    if let Some(code) = &wanted.currency {
        client.currency = Some(currency(code)?);
    }
    if let Some(typed) = &wanted.language {
        client.language = Some(language(typed)?);
    }
    client.status = wanted.status.unwrap_or(client.status);
    client.portal_enabled = wanted.portal_enabled.unwrap_or(client.portal_enabled);
    store::save(&write, &client, now).await?;
    if client.name != old_name {
        search::rename_client(&app, &write, client.client_id).await?;
    }
    if client.status == ClientStatus::Inactive || !client.portal_enabled {
        store::end_sessions(&write, client.client_id, now).await?;
    }
    let entry = Entry::done("client_changed")
        .on("client", client.client_id)
        .of_client(client.client_id)
        .detail(json!({ "status": client.status, "portal_enabled": client.portal_enabled }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.notify(client_changed(&staff, client.client_id));
    write.notify(Event {
        provider_id: staff.provider_id,
        client_id: Some(client.client_id),
        kind: "session".into(),
        id: client.client_id,
    });
    let contacts = crate::features::people::contacts::of_client(&write, path.client_id).await?;
    write.commit().await?;
    Ok(Json(detail(client, contacts)))
}

fn detail(client: Client, contacts: Vec<ContactRow>) -> ClientDetail {
    ClientDetail {
        id: client.client_id,
        name: client.name,
        status: client.status,
        portal_enabled: client.portal_enabled,
        language: client.language,
        currency: client.currency,
        created_at: client.created_at,
        contacts,
    }
}

fn currency(code: &str) -> Result<String, FieldErrors> {
    Currency::from_code(code)
        .map(|currency| currency.code().to_owned())
        .ok_or_else(|| {
            FieldErrors::one("currency", "unknown", "Give an ISO 4217 code such as EUR.")
        })
}
