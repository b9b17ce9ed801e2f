//! The way in for programs: `Authorization: Bearer` → key → `Device`.

use std::time::Duration;

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde_json::json;

use super::{staff::KeyScope, store};
use crate::{
    app::App,
    error::{Error, Result},
    features::audit::{self, Actor, Entry},
    kit::{
        http::{Asker, bearer, describe::DescribeArg, meta::Meta, site::Site},
        id::sha256,
        limit::{self, Rule},
    },
    scope::Device,
};

/// The last use is written down when the one on record is older than this.
const USED_PAUSE: Duration = Duration::from_secs(60);

/// A program that does not know that its key was revoked asks every second: one entry an hour says enough.
const REFUSALS: Rule = Rule {
    kind: "revoked_key",
    most: 1,
    window: Duration::from_secs(3_600),
};

impl DescribeArg for Device {}

impl FromRequestParts<App> for Device {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let site = Site::from_request_parts(parts, app).await?;
        let (Site::Staff(_), Some(key)) = (site, bearer(&parts.headers)) else {
            return Err(Error::unauthorized());
        };
        let scope = KeyScope::Sms.as_str();
        let found = store::find_by_hash(&app.db, &sha256(key.as_bytes()), scope).await?;
        let found = found.ok_or_else(Error::unauthorized)?;
        let device = Self {
            provider_id: found.provider_id,
            api_key_id: found.api_key_id,
            name: found.name,
        };
        let meta = Meta::from_request_parts(parts, app).await?;
        meta.asking.is(Asker::Device(device.clone()));
        let now = app.clock.now();
        if found.revoked_at.is_some() {
            note_refusal(app, &device, &meta).await?;
            return Err(Error::unauthorized());
        }
        if found
            .last_used_at
            .is_none_or(|at| now.since(at) >= USED_PAUSE)
        {
            let write = app.db.write(&device).await?;
            store::save_used(&write, now).await?;
            write.commit().await?;
        }
        Ok(device)
    }
}

/// Writes down that a revoked key was used.
async fn note_refusal(app: &App, device: &Device, meta: &Meta) -> Result<()> {
    let now = app.clock.now();
    let write = app.db.write(device).await?;
    let subject = device.api_key_id.to_string();
    if limit::look(&write, &REFUSALS, &subject, now).await?.left == 0 {
        return Ok(());
    }
    limit::note(&write, &REFUSALS, &subject, app.ids.id(), now).await?;
    let entry = Entry::refused("api_key_used")
        .on("api_key", device.api_key_id)
        .detail(json!({ "reason": "revoked" }));
    audit::record(&write, now, &Actor::device(device, meta), &entry).await?;
    write.commit().await?;
    Ok(())
}
