//! What staff do with keys. Owners and admins only.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::must_administer,
    },
    kit::{
        clock::Time,
        http::{
            body::Body,
            meta::Meta,
            params::Params,
            reply::{Created, NoContent},
        },
        id::{Id, sha256},
        text,
    },
    scope::Staff,
};

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyScope {
    /// Takes SMS out of the queue and says what became of them.
    Sms,
}

impl KeyScope {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
        }
    }
}

/// Which key.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ApiKeyPath {
    /// The key's id, not the key.
    pub api_key_id: Id,
}

/// All keys.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyList {
    /// The newest first, also those that were revoked.
    pub items: Vec<ApiKeyRow>,
}

/// A key, without the key itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyRow {
    /// The key's id.
    pub id: Id,
    /// What staff called it.
    pub name: String,
    /// `sms`.
    pub scope: String,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Time>,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
}

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// What to call it: which program has it.
    #[schema(value_type = text::Label)]
    pub name: String,
    /// What it is for.
    pub scope: KeyScope,
}

/// A key that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyDetail {
    /// The key's id.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub scope: KeyScope,
    /// The key itself, now and never again.
    pub key: String,
}

/// All keys of the provider.
pub async fn list_api_keys(State(app): State<App>, staff: Staff) -> Result<Json<ApiKeyList>> {
    must_administer(&staff)?;
    let read = app.db.read(&staff).await?;
    let row = |line: store::Line| ApiKeyRow {
        id: line.api_key_id,
        name: line.name,
        scope: line.scope,
        created_by: line.created_by,
        created_at: line.created_at,
        last_used_at: line.last_used_at,
        revoked_at: line.revoked_at,
    };
    let items = store::list(&read).await?.into_iter().map(row).collect();
    Ok(Json(ApiKeyList { items }))
}

/// Makes a key. It is shown once.
pub async fn create_api_key(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<CreateApiKey>,
) -> Result<Created<ApiKeyDetail>> {
    must_administer(&staff)?;
    let wanted = body.value;
    let (now, id, scope) = (app.clock.now(), app.ids.id(), wanted.scope);
    let name = text::line(&wanted.name, 1..=text::LABEL).ok_or_else(|| {
        let allowed = format!("1 to {} letters, on one line.", text::LABEL);
        Error::invalid("name", "out_of_range", allowed)
    })?;
    let key = format!("portico_{}_{}", scope.as_str(), app.ids.token().as_str());
    let hash = sha256(key.as_bytes());
    let write = app.db.write(&staff).await?;
    store::add(&write, now, id, name, scope.as_str(), &hash).await?;
    let entry = Entry::done("api_key_created")
        .on("api_key", id)
        .detail(json!({ "name": name, "scope": scope }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(Created::new(ApiKeyDetail {
        id,
        name: name.to_owned(),
        scope,
        key,
    }))
}

/// Revokes a key: it is worthless at once.
pub async fn delete_api_key(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ApiKeyPath>,
) -> Result<NoContent> {
    let (now, id) = (app.clock.now(), path.api_key_id);
    let write = app.db.write(&staff).await?;
    let name = store::revoke(&write, now, id)
        .await?
        .ok_or_else(Error::not_found)?;
    must_administer(&staff)?;
    let entry = Entry::done("api_key_revoked")
        .on("api_key", id)
        .detail(json!({ "name": name }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}
