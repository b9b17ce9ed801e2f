//! When each step of onboarding was taken, as these staff may know it.

use super::staff::OnboardingRow;
use crate::{db::Read, error::Result, kit::id::Id, params, scope::Staff, scoped};

/// The contacts of a client, the oldest membership first.
pub(super) async fn list(read: &Read<'_, Staff>, client_id: Id) -> Result<Vec<OnboardingRow>> {
    Ok(read
        .list(
            scoped!(
                "select k.contact_id, k.name, k.invited_at,
                        (select min(l.created_at) from delivery_link l
                         where {project:l} and l.client_id = m.client_id and l.contact_id = m.contact_id
                           and exists (select 1 from document d where {project:d} and {org:d} and d.document_id = l.document_id)),
                        (select min(l.opened_at) from delivery_link l
                         where {project:l} and l.client_id = m.client_id and l.contact_id = m.contact_id
                           and exists (select 1 from document d where {project:d} and {org:d} and d.document_id = l.document_id)),
                        k.first_signed_in_at,
                        (select min(r.created_at) from response r
                         where {project:r} and {org:r} and r.client_id = m.client_id and r.contact_id = m.contact_id)
                 from membership m join contact k using (provider_id, contact_id)
                 where {client:m} and {provider:k} and m.client_id = $4
                 order by m.created_at, m.membership_id"
            ),
            params![client_id],
        )
        .await?)
}
