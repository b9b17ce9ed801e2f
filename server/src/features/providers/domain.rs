//! Host → brand domains (P1, P2): asked on every request, remembered for a few seconds, and longer while the database is
//! away, so that a portal still has its files and its sign-in page (T32).

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::db::{Because, Db, row, system};
use crate::error::Result;
use crate::kit::http::site::{Brand, BrandTable, HostBrands, Lookup};
use crate::kit::id::Id;
use crate::kit::remembered::Remembered;
use crate::params;

/// Whether the database answers is looked at so often at most: anybody may ask.
const LOOK_PAUSE: Duration = Duration::from_secs(1);

/// The table of brand domains. Unknown hosts are never remembered: a new domain works at once, and nobody can fill
/// the memory with invented names.
pub struct BrandDomains {
    db: Db,
    known: Remembered<String, HostBrands>,
    /// When the database was looked at last, and whether it answered. Held by whoever looks; others wait for it.
    looked: tokio::sync::Mutex<Option<(Instant, bool)>>,
}

row! {
    struct DomainRow {
        provider_id: Id,
        brand_domain_id: Id,
        path_prefix: String,
        origin: String,
        cookie_domain: Option<String>,
        main_origin: Option<String>,
        main_path_prefix: Option<String>,
    }
}

impl BrandDomains {
    /// Reads from this database.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            known: Remembered::of(10_000),
            looked: tokio::sync::Mutex::default(),
        }
    }

    /// Forgets a host whose domains were changed.
    pub fn forget(&self, host: &str) {
        self.known.forget(&host.to_owned());
    }

    /// Forgets every host.
    pub fn forget_all(&self) {
        self.known.forget_all();
    }

    /// Whether a folded host is a proven brand domain, for whoever asks before getting a certificate (P5).
    pub async fn is_proven(&self, host: &str) -> Result<bool> {
        Ok(!self.rows(host).await?.is_empty())
    }

    /// Whether the database answers; for `/readyz`.
    pub async fn is_reachable(&self) -> bool {
        let mut looked = self.looked.lock().await;
        match *looked {
            Some((at, answered)) if at.elapsed() < LOOK_PAUSE => answered,
            _ => {
                let answers = self.answers().await;
                *looked = Some((Instant::now(), answers));
                answers
            }
        }
    }

    async fn answers(&self) -> bool {
        let any = system!("select count(*) from brand_domain where host = $1");
        let asked = async {
            self.db
                .system(Because::Host)
                .read()
                .await?
                .one::<i64>(any, params!["-"])
                .await
        };
        tokio::time::timeout(Duration::from_secs(2), asked)
            .await
            .is_ok_and(|answer| answer.is_ok())
    }

    async fn look_up(&self, host: &str) -> Result<Option<HostBrands>> {
        let key = host.to_owned();
        if let Some(brands) = self.known.get(&key) {
            return Ok(Some(brands));
        }
        let rows = match self.rows(host).await {
            Ok(rows) => rows,
            Err(error) if error.is_away() => {
                return self.known.stand_in(&key).map(Some).ok_or(error);
            }
            Err(error) => return Err(error),
        };
        if rows.is_empty() {
            self.known.forget(&key);
            return Ok(None);
        }
        let brands: HostBrands = rows
            .into_iter()
            .map(|row| Arc::new(brand(host, row)))
            .collect();
        self.known.keep(key, brands.clone());
        Ok(Some(brands))
    }

    async fn rows(&self, host: &str) -> Result<Vec<DomainRow>> {
        let list = system!(
            "select d.provider_id, d.brand_domain_id, d.path_prefix, d.origin, d.cookie_domain, m.origin, m.path_prefix
             from brand_domain d
             left join brand_domain m on m.provider_id = d.provider_id and m.brand_domain_id = d.main_brand_domain_id
             where d.host = $1 and d.proven_at is not null
             order by d.path_prefix desc"
        );
        let read = self.db.system(Because::Host).read().await?;
        Ok(read.list(list, params![host]).await?)
    }
}

fn brand(host: &str, row: DomainRow) -> Brand {
    let main_address = row
        .main_origin
        .map(|origin| origin + row.main_path_prefix.as_deref().unwrap_or_default());
    Brand {
        provider_id: row.provider_id,
        brand_domain_id: row.brand_domain_id,
        host: host.to_owned(),
        prefix: row.path_prefix,
        origin: row.origin,
        cookie_domain: row.cookie_domain,
        main_address,
    }
}

impl BrandTable for BrandDomains {
    fn find<'a>(&'a self, host: &'a str) -> Lookup<'a> {
        Box::pin(self.look_up(host))
    }
}

#[cfg(test)]
mod tests;
