//! The SQL of creating a provider. It runs before there is a scope to run under.

use super::types::BuiltIn;
use super::{BrandAddress, NewClient, NewContact, NewProject, NewProvider, NewStaff};
use crate::{
    db::{Read, Write, params, system},
    error::Result,
    features::{
        people::{clients::sort_name, permission::ContactRole},
        projects::model::found_by,
        staff_accounts::NO_PASSWORD,
    },
    kit::{clock::Time, id::Id},
    scope::SystemScope,
};

/// A transaction through the door without a scope.
pub(super) type SystemWrite<'a> = Write<'a, SystemScope>;

pub(super) async fn add_provider(
    write: &SystemWrite<'_>,
    provider_id: Id,
    now: Time,
    new: &NewProvider,
) -> Result<()> {
    let by_sms = new.preset.signs_in_by_sms();
    write
        .exec(
            system!(
                "insert into provider (provider_id, name, kind, preset, language, time_zone, country, currency, sender_name,
                        support_contact, login_text, footer_text, brand_colour, sign_in_by_sms, sign_in_by_email,
                        offers_deposit, offers_full, four_eyes, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $2, $9, $10, $11, $12, $13, $14, $15, $15, $17, $16, $16)"
            ),
            params![
                provider_id,
                new.name.trim(),
                if new.is_business { "business" } else { "person" },
                new.preset.as_str(),
                &new.language,
                &new.time_zone,
                &new.country,
                &new.currency,
                new.support_contact.as_deref(),
                new.login_text.as_deref(),
                new.footer_text.as_deref(),
                &new.brand_colour,
                by_sms,
                true,
                true,
                now,
                new.preset.asks_four_eyes()
            ],
        )
        .await?;
    Ok(())
}

/// Takes a host for a provider; false when another provider has it.
pub(super) async fn claim_host(
    write: &SystemWrite<'_>,
    provider_id: Id,
    host: &str,
) -> Result<bool> {
    let holder: Option<Id> = write
        .find(
            system!("select h.provider_id from brand_host h where h.host = $1"),
            params![host],
        )
        .await?;
    if let Some(holder) = holder {
        return Ok(holder == provider_id);
    }
    write
        .exec(
            system!("insert into brand_host (provider_id, host) values ($1, $2)"),
            params![provider_id, host],
        )
        .await?;
    Ok(true)
}

pub(super) async fn add_brand_domain(
    write: &SystemWrite<'_>,
    provider_id: Id,
    brand_domain_id: Id,
    now: Time,
    address: &BrandAddress,
) -> Result<()> {
    write
        .exec(
            system!(
                "insert into brand_domain (provider_id, brand_domain_id, host, path_prefix, origin, cookie_scope, proven_at, created_at)
                 values ($1, $2, $3, $4, $5, 'host', $6, $6)"
            ),
            params![provider_id, brand_domain_id, &address.host, &address.prefix, &address.origin, now],
        )
        .await?;
    Ok(())
}

pub(super) async fn start_audit(write: &SystemWrite<'_>, provider_id: Id) -> Result<()> {
    write
        .exec(
            system!("insert into audit_head (provider_id, last_sequence) values ($1, 0)"),
            params![provider_id],
        )
        .await?;
    Ok(())
}

pub(super) async fn add_document_type(
    write: &SystemWrite<'_>,
    provider_id: Id,
    now: Time,
    built_in: &BuiltIn,
) -> Result<()> {
    write
        .exec(
            system!(
                "insert into document_type (provider_id, type_key, title, form, series, requires_approval, allowed_actions,
                        allowed_blocks, retention_days, watermark, built_in, switched_on, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9, $10, $11, $12)"
            ),
            params![
                provider_id,
                built_in.key,
                built_in.title,
                built_in.form,
                built_in.series,
                built_in.requires_approval,
                &serde_json::json!(built_in.allowed_actions),
                &serde_json::json!(built_in.allowed_blocks),
                false,
                true,
                built_in.switched_on,
                now
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn email_is_taken(write: &SystemWrite<'_>, email: &str) -> Result<bool> {
    let holder: Option<Id> = write
        .find(
            system!("select s.staff_id from staff s where s.email = $1"),
            params![email],
        )
        .await?;
    Ok(holder.is_some())
}

pub(super) async fn add_staff(
    write: &SystemWrite<'_>,
    provider_id: Id,
    staff_id: Id,
    now: Time,
    email: &str,
    new: &NewStaff,
) -> Result<()> {
    let hash = new.password_hash.as_deref().unwrap_or(NO_PASSWORD);
    write
        .exec(
            system!(
                "insert into staff (provider_id, staff_id, name, email, role, password_hash, sees_all_clients, language, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7, 'en', $8)"
            ),
            params![provider_id, staff_id, new.name.trim(), email, new.role.as_str(), hash, true, now],
        )
        .await?;
    Ok(())
}

/// Writes the origin of the brand domain with this host and prefix; false when there is none.
pub(super) async fn save_origin(write: &SystemWrite<'_>, address: &BrandAddress) -> Result<bool> {
    let changed = write
        .exec(
            system!("update brand_domain set origin = $3 where host = $1 and path_prefix = $2"),
            params![&address.host, &address.prefix, &address.origin],
        )
        .await?;
    Ok(changed > 0)
}

pub(super) async fn find_by_host(read: &Read<'_, SystemScope>, host: &str) -> Result<Option<Id>> {
    Ok(read
        .find(
            system!("select h.provider_id from brand_host h where h.host = $1"),
            params![host],
        )
        .await?)
}

pub(super) async fn add_client(
    write: &SystemWrite<'_>,
    provider_id: Id,
    client_id: Id,
    now: Time,
    client: &NewClient,
) -> Result<()> {
    let name = client.name.trim();
    write
        .exec(
            system!(
                "insert into client (provider_id, client_id, name, sort_name, status, portal_enabled, language, currency,
                        created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"
            ),
            params![
                provider_id,
                client_id,
                name,
                &sort_name(name),
                client.status,
                false,
                client.language.as_deref(),
                client.currency.as_deref(),
                now
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn add_project(
    write: &SystemWrite<'_>,
    provider_id: Id,
    client_id: Id,
    project_id: Id,
    now: Time,
    project: &NewProject,
) -> Result<()> {
    let (code, name) = (project.code.trim(), project.name.trim());
    write
        .exec(
            system!(
                "insert into project (provider_id, client_id, project_id, code, name, created_at, updated_at, sort_name,
                        words)
                 values ($1, $2, $3, $4, $5, $6, $6, $7, $8)"
            ),
            params![
                provider_id,
                client_id,
                project_id,
                code,
                name,
                now,
                &sort_name(name),
                &found_by(name, code)
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn add_contact(
    write: &SystemWrite<'_>,
    provider_id: Id,
    contact_id: Id,
    now: Time,
    (contact, email, phone): (&NewContact, Option<&str>, Option<&str>),
) -> Result<()> {
    write
        .exec(
            system!(
                "insert into contact (provider_id, contact_id, name, email, phone, state, language, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, 'invited', $6, $7, $7)"
            ),
            params![
                provider_id,
                contact_id,
                contact.name.trim(),
                email,
                phone,
                contact.language.as_deref(),
                now
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn add_membership(
    write: &SystemWrite<'_>,
    provider_id: Id,
    membership_id: Id,
    now: Time,
    (client_id, contact_id, role): (Id, Id, ContactRole),
) -> Result<()> {
    let none = serde_json::json!([]);
    write
        .exec(
            system!(
                "insert into membership (provider_id, membership_id, client_id, contact_id, role, added_permissions,
                        removed_permissions, narrowed, created_at)
                 values ($1, $2, $3, $4, $5, $6, $6, $7, $8)"
            ),
            params![
                provider_id,
                membership_id,
                client_id,
                contact_id,
                role,
                &none,
                false,
                now
            ],
        )
        .await?;
    Ok(())
}
