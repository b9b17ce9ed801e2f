//! `portico migrate`: brings the database to this program's schema.

use super::{Outcome, database_config, say};
use crate::config::Config;
use crate::db;

pub(super) async fn run(config: &Config) -> Outcome {
    let applied = db::migrate(&database_config(config)?).await?;
    for name in &applied.names {
        say(name);
    }
    say(format!("The database has schema {}.", applied.version));
    Ok(())
}
