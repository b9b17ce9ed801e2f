//! The SQL of what is there already.

use crate::{db::Read, error::Result, kit::id::Id, params, row, scope::Staff, scoped};

/// The colour of a provider that chose none.
pub(super) const FIRST_COLOUR: &str = "#27508f";

row! {
    /// What a provider has of its own.
    pub struct Own {
        pub colour: String,
        pub sign_in_by_sms: bool,
        pub has_logo: bool,
        pub has_domain: bool,
        pub has_device: bool,
    }
}

/// What the provider has of its own.
pub(super) async fn find_own(read: &Read<'_, Staff>) -> Result<Own> {
    Ok(read
        .one(
            scoped!(
                "select p.brand_colour, p.sign_in_by_sms,
                        exists (select 1 from brand_asset a where {provider:a} and a.kind <> 'favicon'),
                        exists (select 1 from brand_domain d where {provider:d} and d.proven_at is not null),
                        exists (select 1 from api_key k where {provider:k} and k.scope = 'sms' and k.revoked_at is null)
                 from provider p where {provider:p}"
            ),
            params![],
        )
        .await?)
}

/// Whether there is a client.
pub(super) async fn has_client(read: &Read<'_, Staff>) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!(
                "select c.client_id from client c where {client:c} order by c.client_id limit $4"
            ),
            params![1_i64],
        )
        .await?;
    Ok(found.is_some())
}

/// Whether there is a document.
pub(super) async fn has_document(read: &Read<'_, Staff>) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!(
                "select d.document_id from document d where {project:d} and {org:d}
                 order by d.updated_at, d.document_id limit $4"
            ),
            params![1_i64],
        )
        .await?;
    Ok(found.is_some())
}

/// Whether a contact has signed in.
pub(super) async fn has_signed_in(read: &Read<'_, Staff>) -> Result<bool> {
    let found: Option<Id> = read
        .find(
            scoped!(
                "select k.contact_id from contact k where {provider:k} and k.first_signed_in_at is not null order by k.contact_id limit $4"
            ),
            params![1_i64],
        )
        .await?;
    Ok(found.is_some())
}
