//! What `portico doctor` looks up.

use super::store;
use crate::{
    db::{Because, Db},
    error::Result,
    kit::id::Id,
    scope::Job,
};

/// Every provider's name, and where its portal is served.
///
/// # Errors
/// Those of the database.
pub async fn list_portals(db: &Db) -> Result<Vec<(String, Vec<String>)>> {
    const PAGE: i64 = 100;
    let system = db.system(Because::Provision);
    let read = system.read().await?;
    let mut portals = Vec::new();
    let mut before = Id::from_bytes([u8::MAX; 16]);
    loop {
        let page = store::list_providers(&read, before, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(portals);
        };
        before = last.provider_id;
        for line in page {
            let addresses = store::list_addresses(&read, line.provider_id).await?;
            portals.push((line.name, addresses));
        }
    }
}

/// How many rows this work would see: of the provider, its staff, its clients and their people.
///
/// # Errors
/// Those of the database.
pub async fn count_as(db: &Db, who: &Job) -> Result<i64> {
    store::count_visible(&db.read(who).await?).await
}
