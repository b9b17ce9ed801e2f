//! `cargo xtask fixture`: dumps of a filled database of the present schema, for the tests of later ones.

use anyhow::Result;

use crate::postgres::Server;
use crate::shell::{cargo, run};
use crate::system::find_peers;

/// Writes `server/tests/fixtures/<version>.<database>.sql`.
pub fn run_all() -> Result<()> {
    let peers = find_peers(true, true)?;
    let server = peers.postgres.as_deref().map(Server::start).transpose()?;
    let url = server.as_ref().map(Server::url).unwrap_or_default();
    let pg_dump = peers.postgres.map(|folder| folder.join("pg_dump"));
    for database in ["sqlite", "postgres"] {
        let mut write = cargo(&[
            "test",
            "--locked",
            "--package",
            "portico",
            "--features",
            "testing",
        ]);
        write
            .args([
                "--test",
                "main",
                "upgrade::earlier::a_database_of_todays_schema",
            ])
            .env("PORTICO_WRITE_FIXTURE", "1")
            .env("PORTICO_TEST_DATABASE", database)
            .env("TEST_DATABASE_URL", url);
        if let Some(pg_dump) = &pg_dump {
            write.env("PG_DUMP", pg_dump);
        }
        run(&mut write)?;
    }
    drop(server);
    Ok(())
}
