//! Addresses that staff added and nobody proved yet, and the operator's word for them (P5).

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    error::Result,
    features::{
        audit::Actor,
        brand_domains::{self, Claimed},
    },
    kit::{
        clock::Time,
        http::{Meta, NoContent, Params},
        id::Id,
    },
    scope::Operator,
};

/// An address that waits for its proof.
#[derive(Debug, Serialize, ToSchema)]
pub struct DomainClaimRow {
    /// Key.
    pub id: Id,
    /// `https://www.studio.example/clients`.
    pub address: String,
    /// Who added it.
    pub provider_name: String,
    /// Since when it waits.
    pub created_at: Time,
}

/// Every address that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct DomainClaimList {
    /// By host.
    pub items: Vec<DomainClaimRow>,
}

/// What waits for its proof, of every provider.
pub async fn list_domain_claims(
    State(app): State<App>,
    _: Operator,
) -> Result<Json<DomainClaimList>> {
    let row = |claim: Claimed| DomainClaimRow {
        id: claim.brand_domain_id,
        address: format!("{}{}", claim.origin, claim.path_prefix),
        provider_name: claim.provider_name,
        created_at: claim.created_at,
    };
    let claims = brand_domains::list_claims(&app.db).await?;
    let items = claims.into_iter().map(row).collect();
    Ok(Json(DomainClaimList { items }))
}

/// Which address.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DomainClaimPath {
    /// The claim.
    pub brand_domain_id: Id,
}

/// Takes the operator's word that an address is its provider's: it is served from now on.
pub async fn create_claim_confirmation(
    State(app): State<App>,
    operator: Operator,
    meta: Meta,
    Params(path): Params<DomainClaimPath>,
) -> Result<NoContent> {
    let (actor, now) = (Actor::operator(&operator, &meta), app.clock.now());
    brand_domains::confirm_claim(&app.db, now, &actor, path.brand_domain_id).await?;
    Ok(NoContent)
}
