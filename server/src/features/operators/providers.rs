//! Providers, as far as an operator sees them: their names and addresses, and how many people they have. What it types
//! of a new one it sees then and not later (P43).

use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::store;
use crate::{
    app::App,
    db::Because,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        provisioning::{self, CreateProvider},
    },
    kit::{
        clock::Time,
        http::{Body, Meta, Search, params::IdempotencyKey},
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
        page::{Page, Paging},
    },
    scope::{INSTALLATION, Job, Operator},
};

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ProviderQuery {
    /// The page after the one that gave this.
    pub cursor: Option<String>,
    /// Rows, at most 100; 25 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A provider.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProviderRow {
    /// Key.
    pub id: Id,
    /// Its name, as clients read it.
    pub name: String,
    /// `person` or `business`.
    pub kind: String,
    /// Which modules it started with.
    pub preset: String,
    /// Where its portal is found, the main address first.
    pub addresses: Vec<String>,
    /// How many contacts it has.
    pub contacts: i64,
    /// When it was made.
    pub created_at: Time,
}

/// Every provider, the newest first.
pub async fn list_providers(
    State(app): State<App>,
    _: Operator,
    Search(query): Search<ProviderQuery>,
) -> Result<Page<ProviderRow>> {
    let paging = Paging::<Id>::read(query.cursor.as_deref(), query.limit)?;
    let system = app.db.system(Because::Provision);
    let read = system.read().await?;
    let lines = store::list_providers(&read, paging.before(), paging.fetch()).await?;
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        rows.push(ProviderRow {
            addresses: store::list_addresses(&read, line.provider_id).await?,
            id: line.provider_id,
            name: line.name,
            kind: line.kind,
            preset: line.preset,
            contacts: line.contacts,
            created_at: line.created_at,
        });
    }
    Ok(paging.page(rows, |row| row.id, |row| row))
}

/// A provider that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProviderMade {
    /// Key.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Where its portal is found, the main address first.
    pub addresses: Vec<String>,
    /// Where the invitation of its owner goes.
    pub owner_email: String,
    /// With how many clients it starts.
    pub clients: usize,
}

/// Makes a provider with its owner, who is invited by mail, its addresses, its first clients, contacts and projects: all
/// or nothing.
pub async fn create_provider(
    State(app): State<App>,
    operator: Operator,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateProvider>,
) -> Result<CreatedOnce<ProviderMade>> {
    let wanted = body.value;
    let (new, clients) = (wanted.provider(None)?, wanted.clients());
    let (actor, now) = (Actor::operator(&operator, &meta), app.clock.now());
    let path = "POST /api/admin/providers";
    let request = idempotency::Request::new(path, operator.operator_id, &key, &body.bytes, now);
    if let Some(answer) = made_before(&app, request.clone()).await? {
        return Ok(answer);
    }
    let ids = app.ids.as_ref();
    let made = provisioning::provision_with(&app.db, ids, now, &actor, &new, &clients).await;
    let made = match made {
        Err(error @ Error::Conflict { code, .. }) => {
            // A twin of this request may have been first.
            if let Some(answer) = made_before(&app, request).await? {
                return Ok(answer);
            }
            refuse(&app, &actor, code).await?;
            let is_host = code == "host_taken";
            let field = if is_host { "hosts" } else { "owner.email" };
            return Err(error.with("field", field));
        }
        made => made?,
    };
    let made = ProviderMade {
        id: made.provider_id,
        name: new.name,
        addresses: new.brand_addresses,
        owner_email: new.owner.email,
        clients: clients.len(),
    };
    let answer = CreatedOnce::new(&made, None)?;
    remember(&app, request, &answer).await?;
    Ok(answer)
}

/// The answer to an earlier request with the same key. A provider is made in a transaction without a scope, which can't
/// hold the key; its owner's e-mail and its addresses are unique, so that it can't be made twice even so.
async fn made_before(
    app: &App,
    request: idempotency::Request<'_>,
) -> Result<Option<CreatedOnce<ProviderMade>>> {
    if request.key.is_none() {
        return Ok(None);
    }
    let job = Job::of(INSTALLATION);
    let write = app.db.write(&job).await?;
    match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => Ok(Some(answer)),
        Claim::Fresh(_) => Ok(None),
    }
}

async fn remember(
    app: &App,
    request: idempotency::Request<'_>,
    answer: &CreatedOnce<ProviderMade>,
) -> Result<()> {
    let job = Job::of(INSTALLATION);
    let write = app.db.write(&job).await?;
    if let Claim::Fresh(fresh) = idempotency::claim::<ProviderMade, _>(&write, request).await? {
        fresh.store(&write, answer).await?;
        write.commit().await?;
    }
    Ok(())
}

/// What did not come into being has no audit; the installation has.
async fn refuse(app: &App, actor: &Actor, reason: &str) -> Result<()> {
    let job = Job::of(INSTALLATION);
    let write = app.db.write(&job).await?;
    let entry = Entry::refused("provider_created").detail(json!({ "reason": reason }));
    audit::record(&write, app.clock.now(), actor, &entry).await?;
    write.commit().await?;
    Ok(())
}
