//! The way in for programs: `Authorization: Bearer` → key → `Device`.

use std::time::Duration;

use axum::extract::FromRequestParts;
use http::{header, request::Parts};

use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    kit::{
        http::{describe::DescribeArg, site::Site},
        id::sha256,
    },
    scope::Device,
};

/// The last use is written down when the one on record is older than this.
const USED_PAUSE: Duration = Duration::from_secs(60);

impl DescribeArg for Device {}

impl FromRequestParts<App> for Device {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let site = Site::from_request_parts(parts, app).await?;
        let header = parts.headers.get(header::AUTHORIZATION);
        let key = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let (Site::Staff(_), Some(key)) = (site, key) else {
            return Err(Error::unauthorized());
        };
        let found = store::find_by_hash(&app.db, &sha256(key.trim().as_bytes())).await?;
        let found = found.ok_or_else(Error::unauthorized)?;
        let device = Self {
            provider_id: found.provider_id,
            api_key_id: found.api_key_id,
            name: found.name,
        };
        let now = app.clock.now();
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
