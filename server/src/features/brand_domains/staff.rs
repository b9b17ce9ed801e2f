//! What staff do with the addresses of their portal. Owners and admins change them.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    model::{CookieScope, ProofRecord, bare_domain},
    proving,
    store::{self, Domain},
};
use crate::{
    app::App,
    db::{Read, Write},
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people,
        provisioning::BrandAddress,
    },
    kit::{
        clock::Time,
        field::FieldErrors,
        http::{
            body::Body,
            meta::Meta,
            params::{IdempotencyKey, Params},
            reply::NoContent,
        },
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    scope::Staff,
};

/// Claims that nobody proved, at most: each can be written to DNS only by hand.
const MOST_CLAIMS: usize = 50;

/// Which address.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct BrandDomainPath {
    /// The address.
    pub brand_domain_id: Id,
}

/// Every address.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrandDomainList {
    /// In the order of adding, those that are not proven last.
    pub items: Vec<BrandDomainRow>,
}

/// An address of the portal.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrandDomainRow {
    /// The address.
    pub id: Id,
    /// Origin and prefix.
    pub address: String,
    /// Its host.
    pub host: String,
    /// The address that this one leads to.
    pub main_brand_domain_id: Option<Id>,
    /// How far its session cookies go.
    pub cookie_scope: CookieScope,
    /// Since when it is served; null while nobody proved it.
    pub proven_at: Option<Time>,
    /// When it was added.
    pub created_at: Time,
    /// The TXT record that proves it; null once it is proven.
    pub record: Option<ProofRecord>,
}

/// An address to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateBrandDomain {
    /// `https://www.studio.example` or `https://www.studio.example/clients`.
    pub address: String,
    /// A proven address that this one leads to; it shows the portal itself when left out.
    #[serde(default)]
    pub main_brand_domain_id: Option<Id>,
}

/// How an address that is proven behaves.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeBrandDomain {
    /// A proven address that this one leads to; null when it shows the portal itself.
    pub main_brand_domain_id: Option<Id>,
    /// How far its session cookies go. `site` wants the bare domain proven too.
    pub cookie_scope: CookieScope,
}

/// Every address of the portal.
pub async fn list_brand_domains(
    State(app): State<App>,
    staff: Staff,
) -> Result<Json<BrandDomainList>> {
    let read = app.db.read(&staff).await?;
    let items = store::list(&read).await?.iter().map(row_of).collect();
    Ok(Json(BrandDomainList { items }))
}

/// Adds an address. On a host that is proven already it is served at once, else it waits for its proof.
pub async fn create_brand_domain(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateBrandDomain>,
) -> Result<CreatedOnce<BrandDomainRow>> {
    people::must_administer(&staff)?;
    let (wanted, now, id) = (body.value, app.clock.now(), app.ids.id());
    let address = BrandAddress::parse(wanted.address.trim()).map_err(|mut faults| {
        for fault in &mut faults.0 {
            fault.field = "address".into();
        }
        faults
    })?;
    let write = app.db.write(&staff).await?;
    let request = idempotency::Request::new(
        "POST /api/admin/brand-domains",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    let known = store::list(&write).await?;
    check_new(&known, &address)?;
    check_main(&known, id, wanted.main_brand_domain_id)?;
    let proof = app.ids.token();
    let main = wanted.main_brand_domain_id;
    store::add_claim(&write, now, id, &address, main, proof.as_str()).await?;
    let actor = Actor::staff(&staff, &meta);
    note(
        &write,
        now,
        &actor,
        "brand_domain_added",
        id,
        &address.origin,
    )
    .await?;
    if store::has_host(&write, &address.host).await? {
        proving::accept(&write, now, id, &address.host).await?;
        note(
            &write,
            now,
            &actor,
            "brand_domain_proven",
            id,
            &address.origin,
        )
        .await?;
    }
    let row = find(&write, id).await?;
    let location = format!("/api/admin/brand-domains/{id}");
    let answer = CreatedOnce::new(&row_of(&row), Some(location))?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    app.brands.forget(&address.host);
    Ok(answer)
}

/// Whether there is room for one more address, and this is one.
fn check_new(known: &[Domain], address: &BrandAddress) -> Result<()> {
    if known
        .iter()
        .any(|domain| domain.host == address.host && domain.path_prefix == address.prefix)
    {
        return Err(Error::conflict(
            "brand_domain_exists",
            "This address is there already.",
        ));
    }
    let claims = known.iter().filter(|domain| domain.proven_at.is_none());
    if claims.count() >= MOST_CLAIMS {
        return Err(Error::conflict(
            "too_many_claims",
            "Prove or remove other addresses first.",
        ));
    }
    Ok(())
}

/// Looks for the TXT record; with it the address is served.
pub async fn create_proof(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<BrandDomainPath>,
) -> Result<Json<BrandDomainRow>> {
    let id = path.brand_domain_id;
    let read = app.db.read(&staff).await?;
    let domain = find(&read, id).await?;
    drop(read);
    people::must_administer(&staff)?;
    let Some(proof) = &domain.proof else {
        return Ok(Json(row_of(&domain)));
    };
    // DNS is asked outside of any transaction.
    let looked = proving::look_for(&app, &ProofRecord::of(&domain.host, proof)).await;
    let now = app.clock.now();
    let actor = Actor::staff(&staff, &meta);
    let write = app.db.write(&staff).await?;
    if let Err(error) = looked {
        let entry = Entry::refused("brand_domain_proven")
            .on("brand_domain", id)
            .detail(json!({ "origin": domain.origin, "reason": error.code() }));
        audit::record(&write, now, &actor, &entry).await?;
        write.commit().await?;
        return Err(error);
    }
    // Another request may have proven or removed it meanwhile.
    let domain = find(&write, id).await?;
    if domain.proof.is_some() {
        proving::accept(&write, now, id, &domain.host).await?;
        note(
            &write,
            now,
            &actor,
            "brand_domain_proven",
            id,
            &domain.origin,
        )
        .await?;
    }
    let row = find(&write, id).await?;
    write.commit().await?;
    app.brands.forget(&row.host);
    Ok(Json(row_of(&row)))
}

/// Changes where an address leads and how far its cookies go.
pub async fn change_brand_domain(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<BrandDomainPath>,
    body: Body<ChangeBrandDomain>,
) -> Result<Json<BrandDomainRow>> {
    let (wanted, now, id) = (body.value, app.clock.now(), path.brand_domain_id);
    let write = app.db.write(&staff).await?;
    let known = store::list(&write).await?;
    let domain = known
        .iter()
        .find(|domain| domain.brand_domain_id == id)
        .ok_or_else(Error::not_found)?;
    people::must_administer(&staff)?;
    if domain.proven_at.is_none() {
        return Err(Error::conflict(
            "proof_missing",
            "Prove this address first.",
        ));
    }
    check_main(&known, id, wanted.main_brand_domain_id)?;
    let leads_here = known
        .iter()
        .any(|other| other.main_brand_domain_id == Some(id));
    if wanted.main_brand_domain_id.is_some() && leads_here {
        return Err(leads_there());
    }
    let cookie_domain = match wanted.cookie_scope {
        CookieScope::Host => None,
        CookieScope::Site => Some(proven_bare_domain(&write, &domain.host).await?),
    };
    let main = wanted.main_brand_domain_id;
    store::save(&write, id, main, cookie_domain.as_deref()).await?;
    let actor = Actor::staff(&staff, &meta);
    let entry = Entry::done("brand_domain_changed")
        .on("brand_domain", id)
        .detail(json!({ "origin": domain.origin, "leads_to": main, "cookie_scope": wanted.cookie_scope }));
    audit::record(&write, now, &actor, &entry).await?;
    let row = find(&write, id).await?;
    write.commit().await?;
    app.brands.forget(&row.host);
    Ok(Json(row_of(&row)))
}

/// Removes an address; who was signed in there is signed out.
pub async fn remove_brand_domain(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<BrandDomainPath>,
) -> Result<NoContent> {
    let (now, id) = (app.clock.now(), path.brand_domain_id);
    let write = app.db.write(&staff).await?;
    let known = store::list(&write).await?;
    let domain = known
        .iter()
        .find(|domain| domain.brand_domain_id == id)
        .ok_or_else(Error::not_found)?;
    people::must_administer(&staff)?;
    if known
        .iter()
        .any(|other| other.main_brand_domain_id == Some(id))
    {
        return Err(leads_there());
    }
    if domain.proven_at.is_some() {
        let is_last = known
            .iter()
            .filter(|other| other.proven_at.is_some() && other.main_brand_domain_id.is_none())
            .all(|other| other.brand_domain_id == id);
        if is_last {
            return Err(Error::conflict(
                "last_brand_domain",
                "Clients would not find the portal any more: add another address first.",
            ));
        }
        store::remove(&write, domain).await?;
    } else {
        store::remove_claim(&write, id).await?;
    }
    let actor = Actor::staff(&staff, &meta);
    note(
        &write,
        now,
        &actor,
        "brand_domain_removed",
        id,
        &domain.origin,
    )
    .await?;
    write.commit().await?;
    app.brands.forget_all();
    Ok(NoContent)
}

async fn note(
    write: &Write<'_, Staff>,
    now: Time,
    actor: &Actor,
    act: &'static str,
    id: Id,
    origin: &str,
) -> Result<()> {
    let entry = Entry::done(act)
        .on("brand_domain", id)
        .detail(json!({ "origin": origin }));
    audit::record(write, now, actor, &entry).await
}

async fn find(read: &Read<'_, Staff>, id: Id) -> Result<Domain> {
    store::list(read)
        .await?
        .into_iter()
        .find(|domain| domain.brand_domain_id == id)
        .ok_or_else(Error::not_found)
}

/// Where an address leads must be another one that is proven and leads nowhere itself.
fn check_main(known: &[Domain], id: Id, main: Option<Id>) -> Result<(), FieldErrors> {
    let Some(main) = main else {
        return Ok(());
    };
    let is_sound = known.iter().any(|domain| {
        domain.brand_domain_id == main
            && main != id
            && domain.proven_at.is_some()
            && domain.main_brand_domain_id.is_none()
    });
    if is_sound {
        return Ok(());
    }
    Err(FieldErrors::one(
        "main_brand_domain_id",
        "invalid",
        "Choose an address that is proven and shows the portal itself.",
    ))
}

fn leads_there() -> Error {
    Error::conflict(
        "brand_domain_leads_here",
        "Other addresses lead to this one: change them first.",
    )
}

/// The bare domain of a host, once it is proven for the same provider (P4).
async fn proven_bare_domain(write: &Write<'_, Staff>, host: &str) -> Result<String> {
    let bare = bare_domain(host);
    if store::has_host(write, bare).await? {
        return Ok(bare.to_owned());
    }
    Err(Error::invalid(
        "cookie_scope",
        "bare_domain_unproven",
        format!("Add and prove {bare} first."),
    ))
}

fn row_of(domain: &Domain) -> BrandDomainRow {
    let record = domain.proof.as_ref();
    BrandDomainRow {
        id: domain.brand_domain_id,
        address: format!("{}{}", domain.origin, domain.path_prefix),
        host: domain.host.clone(),
        main_brand_domain_id: domain.main_brand_domain_id,
        cookie_scope: domain.cookie_scope,
        proven_at: domain.proven_at,
        created_at: domain.created_at,
        record: record.map(|token| ProofRecord::of(&domain.host, token)),
    }
}
