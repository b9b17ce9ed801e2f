//! A client's own logo, which stands beside the provider's.

use axum::{Json, extract::State, response::IntoResponse};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;

use super::store::{self, Logo};
use crate::{
    app::App,
    db::{Read, Statement, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::{
            client_changed,
            clients::{self, staff::ClientPath},
            must_invite, must_manage_people,
        },
        providers::{AssetSaved, LIMIT_BYTES, SANDBOX, hex, image_of},
    },
    kit::{
        event::Event,
        http::{Meta, NoContent, Params, body::Raw, reply::Plain},
        id::{Id, sha256},
    },
    scope::{Audience, Contact, Staff},
};

/// Not for everybody, so no cache that others share may keep it; the address changes with the picture.
const A_DAY: HeaderValue = HeaderValue::from_static("private, max-age=86400");

/// Where contacts see the logo of the client they act for.
pub fn client_logo_url(sha256: &str) -> String {
    format!("api/client/settings/logo?v={}", &sha256[..12])
}

/// Where staff see a client's logo.
pub(super) fn staff_logo_url(client_id: Id, sha256: &str) -> String {
    format!("/api/admin/clients/{client_id}/logo?v={}", &sha256[..12])
}

/// The logo of the client one acts for.
pub async fn show_client_logo(State(app): State<App>, contact: Contact) -> Result<Plain> {
    answer(&app.db.read(&contact).await?, contact.client_id).await
}

/// A client's logo.
pub async fn show_staff_logo(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ClientPath>,
) -> Result<Plain> {
    answer(&app.db.read(&staff).await?, path.client_id).await
}

async fn answer<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
) -> Result<Plain> {
    let logo = store::find_logo(read, client_id)
        .await?
        .ok_or_else(Error::not_found)?;
    let media_type = HeaderValue::try_from(logo.media_type).map_err(Error::internal)?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::CACHE_CONTROL, A_DAY),
    ];
    Ok(Plain(
        (StatusCode::OK, headers, logo.content).into_response(),
    ))
}

/// Saves the logo of the client one acts for.
pub async fn save_client_logo(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
    headers: HeaderMap,
    Raw(content): Raw<LIMIT_BYTES>,
) -> Result<Json<AssetSaved>> {
    must_manage_people(&contact)?;
    let logo = logo_of(&headers, &content)?;
    let write = app.db.write(&contact).await?;
    save(
        &app,
        &write,
        contact.client_id,
        &Actor::contact(&contact, &meta),
        &logo,
    )
    .await?;
    write.notify(look_changed(contact.provider_id, contact.client_id));
    write.commit().await?;
    Ok(Json(AssetSaved {
        url: client_logo_url(&logo.sha256),
    }))
}

/// Saves a client's logo.
pub async fn save_staff_logo(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    headers: HeaderMap,
    Params(path): Params<ClientPath>,
    Raw(content): Raw<LIMIT_BYTES>,
) -> Result<Json<AssetSaved>> {
    let write = app.db.write(&staff).await?;
    if !clients::exists(&write, path.client_id).await? {
        return Err(Error::not_found());
    }
    must_invite(&staff)?;
    let logo = logo_of(&headers, &content)?;
    save(
        &app,
        &write,
        path.client_id,
        &Actor::staff(&staff, &meta),
        &logo,
    )
    .await?;
    write.notify(client_changed(&staff, path.client_id));
    write.notify(look_changed(staff.provider_id, path.client_id));
    write.commit().await?;
    Ok(Json(AssetSaved {
        url: staff_logo_url(path.client_id, &logo.sha256),
    }))
}

fn logo_of(headers: &HeaderMap, content: &[u8]) -> Result<Logo> {
    Ok(Logo {
        media_type: image_of(headers, content)?.to_owned(),
        content: content.to_vec(),
        sha256: hex(&sha256(content)),
    })
}

async fn save<A: Audience<Statement = Statement>>(
    app: &App,
    write: &Write<'_, A>,
    client_id: Id,
    actor: &Actor,
    logo: &Logo,
) -> Result<()> {
    let now = app.clock.now();
    store::save_logo(write, client_id, now, logo).await?;
    let entry = Entry::done("client_logo_saved")
        .on("client", client_id)
        .of_client(client_id)
        .detail(json!({ "sha256": logo.sha256 }));
    audit::record(write, now, actor, &entry).await
}

/// Takes the logo of the client one acts for away.
pub async fn remove_client_logo(
    State(app): State<App>,
    contact: Contact,
    meta: Meta,
) -> Result<NoContent> {
    must_manage_people(&contact)?;
    let write = app.db.write(&contact).await?;
    remove(
        &app,
        &write,
        contact.client_id,
        &Actor::contact(&contact, &meta),
    )
    .await?;
    write.notify(look_changed(contact.provider_id, contact.client_id));
    write.commit().await?;
    Ok(NoContent)
}

/// Takes a client's logo away.
pub async fn remove_staff_logo(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ClientPath>,
) -> Result<NoContent> {
    let write = app.db.write(&staff).await?;
    if !clients::exists(&write, path.client_id).await? {
        return Err(Error::not_found());
    }
    must_invite(&staff)?;
    remove(&app, &write, path.client_id, &Actor::staff(&staff, &meta)).await?;
    write.notify(client_changed(&staff, path.client_id));
    write.notify(look_changed(staff.provider_id, path.client_id));
    write.commit().await?;
    Ok(NoContent)
}

async fn remove<A: Audience<Statement = Statement>>(
    app: &App,
    write: &Write<'_, A>,
    client_id: Id,
    actor: &Actor,
) -> Result<()> {
    if !store::remove_logo(write, client_id).await? {
        return Err(Error::not_found());
    }
    let entry = Entry::done("client_logo_removed")
        .on("client", client_id)
        .of_client(client_id);
    audit::record(write, app.clock.now(), actor, &entry).await
}

/// Open pages of the client look their session up again: it says how the client looks.
pub(super) fn look_changed(provider_id: Id, client_id: Id) -> Event {
    Event {
        provider_id,
        client_id: Some(client_id),
        kind: "session".to_owned(),
        id: client_id,
    }
}
