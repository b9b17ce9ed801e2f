//! The SQL of client settings.

use serde_json::json;

use super::model::{Approval, NotificationDefault, NotificationEvent, Threshold, completed};
use crate::{
    db::{FromJson, Read, Statement, Write},
    error::{Error, Result},
    features::{people::clients::sort_name, sign_in_settings::Setting},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Audience,
    scoped,
};

/// Whether the contacts of a client are told of something, and how.
pub async fn find_notification_default<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
    event: NotificationEvent,
) -> Result<NotificationDefault> {
    let set: Option<FromJson<Vec<NotificationDefault>>> = read
        .find(
            scoped!(
                "select s.notification_defaults from client_setting s where {client:s} and s.client_id = $4"
            ),
            params![client_id],
        )
        .await?;
    let set = set.map_or_else(Vec::new, |set| set.0);
    let found = completed(&set).into_iter().find(|one| one.event == event);
    found.ok_or_else(|| Error::internal("an event without a default"))
}

row! {
    /// A client's settings as they are stored.
    #[derive(Debug, Clone)]
    pub struct Stored {
        pub name: String,
        pub language: Option<String>,
        pub currency: Option<String>,
        pub networks: Option<FromJson<Vec<String>>>,
        pub second_factor: Option<Setting>,
        pub time_zone: Option<String>,
        pub colour: Option<String>,
        pub primary_contact_id: Option<Id>,
        pub primary_contact_name: Option<String>,
        pub approvals: Option<FromJson<Vec<Approval>>>,
        pub thresholds: Option<FromJson<Vec<Threshold>>>,
        pub notification_defaults: Option<FromJson<Vec<NotificationDefault>>>,
        pub logo_sha256: Option<String>,
    }
}

/// The settings of a client.
pub async fn find<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
) -> Result<Option<Stored>> {
    Ok(read
        .find(
            scoped!(
                "select c.name, c.language, c.currency, c.networks, c.second_factor, s.time_zone, s.colour,
                        s.primary_contact_id, k.name, s.approvals, s.thresholds, s.notification_defaults, l.sha256
                 from client c
                 left join client_setting s on {client:s} and s.client_id = c.client_id
                 left join contact k on {provider:k} and k.contact_id = s.primary_contact_id
                 left join client_logo l on {client:l} and l.client_id = c.client_id
                 where {client:c} and c.client_id = $4"
            ),
            params![client_id],
        )
        .await?)
}

/// Saves what stands in the client's own row.
pub async fn save_client<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    client_id: Id,
    now: Time,
    stored: &Stored,
) -> Result<()> {
    let networks = stored.networks.as_ref().map(|networks| json!(networks.0));
    write
        .exec(
            scoped!(
                "update client as c set name = $5, sort_name = $6, language = $7, currency = $8, networks = $9,
                        second_factor = $10, updated_at = $11
                 where {client:c} and c.client_id = $4"
            ),
            params![
                client_id,
                &stored.name,
                &sort_name(&stored.name),
                stored.language.as_deref(),
                stored.currency.as_deref(),
                networks.as_ref(),
                stored.second_factor.map(Setting::as_str),
                now
            ],
        )
        .await?;
    Ok(())
}

/// Saves the rest.
pub async fn save<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    client_id: Id,
    now: Time,
    stored: &Stored,
) -> Result<()> {
    let list = |value: Option<serde_json::Value>| value.unwrap_or_else(|| json!([]));
    let approvals = list(stored.approvals.as_ref().map(|list| json!(list.0)));
    let thresholds = list(stored.thresholds.as_ref().map(|list| json!(list.0)));
    let defaults = list(
        stored
            .notification_defaults
            .as_ref()
            .map(|list| json!(list.0)),
    );
    write
        .exec(
            scoped!(
                "insert into client_setting (provider_id, client_id, time_zone, colour, primary_contact_id, approvals,
                        thresholds, notification_defaults, updated_at)
                 select c.provider_id, c.client_id, $5, $6, $7, $8, $9, $10, $11 from client c
                 where {client:c} and c.client_id = $4
                 on conflict (provider_id, client_id) do update set time_zone = excluded.time_zone,
                     colour = excluded.colour, primary_contact_id = excluded.primary_contact_id,
                     approvals = excluded.approvals, thresholds = excluded.thresholds,
                     notification_defaults = excluded.notification_defaults, updated_at = excluded.updated_at"
            ),
            params![
                client_id,
                stored.time_zone.as_deref(),
                stored.colour.as_deref(),
                stored.primary_contact_id,
                &approvals,
                &thresholds,
                &defaults,
                now
            ],
        )
        .await?;
    Ok(())
}

/// The ids of the contacts of a client.
pub async fn list_contact_ids<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
) -> Result<Vec<Id>> {
    Ok(read
        .list(
            scoped!(
                "select m.contact_id from membership m where {client:m} and m.client_id = $4
                 order by m.membership_id"
            ),
            params![client_id],
        )
        .await?)
}

row! {
    /// How a client's own look differs from the provider's.
    #[derive(Debug, Clone, Default)]
    pub struct Look {
        pub colour: Option<String>,
        pub logo_sha256: Option<String>,
    }
}

/// A client's colour and logo, as far as it has its own.
pub async fn find_look<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
) -> Result<Look> {
    let found = read
        .find(
            scoped!(
                "select s.colour, l.sha256 from client c
                 left join client_setting s on {client:s} and s.client_id = c.client_id
                 left join client_logo l on {client:l} and l.client_id = c.client_id
                 where {client:c} and c.client_id = $4"
            ),
            params![client_id],
        )
        .await?;
    Ok(found.unwrap_or_default())
}

row! {
    /// A client's logo.
    pub struct Logo {
        pub media_type: String,
        pub content: Vec<u8>,
        pub sha256: String,
    }
}

/// A client's logo.
pub async fn find_logo<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    client_id: Id,
) -> Result<Option<Logo>> {
    Ok(read
        .find(
            scoped!(
                "select l.media_type, l.content, l.sha256 from client_logo l
                 where {client:l} and l.client_id = $4"
            ),
            params![client_id],
        )
        .await?)
}

/// Puts a logo in place of what was there.
pub async fn save_logo<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    client_id: Id,
    now: Time,
    logo: &Logo,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into client_logo (provider_id, client_id, media_type, content, sha256, updated_at)
                 select c.provider_id, c.client_id, $5, $6, $7, $8 from client c where {client:c} and c.client_id = $4
                 on conflict (provider_id, client_id) do update set media_type = excluded.media_type,
                     content = excluded.content, sha256 = excluded.sha256, updated_at = excluded.updated_at"
            ),
            params![
                client_id,
                &logo.media_type,
                &logo.content,
                &logo.sha256,
                now
            ],
        )
        .await?;
    Ok(())
}

/// Takes a logo away. Whether there was one.
pub async fn remove_logo<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    client_id: Id,
) -> Result<bool> {
    let removed = write
        .exec(
            scoped!("delete from client_logo as l where {client:l} and l.client_id = $4"),
            params![client_id],
        )
        .await?;
    Ok(removed > 0)
}
