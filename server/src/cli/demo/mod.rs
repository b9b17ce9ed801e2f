//! `portico demo`: two brands with a history, on this computer only, so that everything can be clicked through (F1).
//!
//! The history is made by the product itself: staff and contacts sign in, write, publish, answer through the same
//! addresses as everybody, in-process and with the clock set back. Mail and SMS are kept in a local outbox. A second
//! start on the same folder keeps its data and registers its addresses anew for the port.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;

use super::{Outcome, database_config, say, serve, server_keys};
use crate::{
    app::App,
    config::Config,
    db::{self, Db},
    features::provisioning,
    kit::{
        clock::SystemClock,
        id::Random,
        outbox::{Gateways, LocalOutbox},
    },
};

mod browser;
mod history;
mod outbox;
mod report;
mod script;

use script::Script;

/// What can be said about the demo.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder of its data; a temporary one when left out.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The port on 127.0.0.1.
    #[arg(long, default_value_t = 3060)]
    port: u16,
}

pub(super) async fn run(options: &Options, config: Config) -> Outcome {
    let temporary;
    let folder = match &options.data {
        Some(folder) => folder.clone(),
        None => {
            temporary = tempfile::tempdir()?;
            temporary.path().to_owned()
        }
    };
    std::fs::create_dir_all(&folder)?;
    report::take_away(&folder)?;
    let config = on_this_computer(config, &folder, options.port);
    let mut own_key = config.clone();
    own_key.database.url = None;
    let clock = Arc::new(SystemClock);
    let ids = Arc::new(Random::new(clock.clone()));
    let keys = server_keys(&own_key, ids.as_ref())?;
    let database = database_config(&config)?;
    db::migrate(&database).await?;
    let db = Db::open(database).await?;
    let local = Arc::new(LocalOutbox::open(&folder.join("outbox.jsonl")));
    let gateways = || Gateways {
        local: Some(local.clone()),
        ..Gateways::default()
    };
    let app = App::new(config, db, clock, ids, keys, gateways());
    let listener = serve::listen(&app)?;
    let scripts = script::all()?;
    let quotes = match report::made_before(&folder)? {
        Some(quotes) => quotes,
        None => make(&app, &scripts, &gateways, &folder).await?,
    };
    for script in &scripts {
        provisioning::register_origin(&app.db, &script.url(options.port)).await?;
    }
    let door = app.door_with(vec![outbox::host(local)])?;
    let report = report::report(&scripts, &quotes, options.port);
    tokio::spawn(report::announce(app.config.server.address, folder, report));
    serve::serve_until_stopped(&app, listener, door).await;
    Ok(())
}

/// Nothing but this computer reaches it, and it reaches nothing.
fn on_this_computer(mut config: Config, folder: &Path, port: u16) -> Config {
    config.data_folder = folder.to_owned();
    config.server.address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    config.server.trusted_proxies = Vec::new();
    config.staff.origin = Some(format!("http://localhost:{port}"));
    config
}

/// Makes the history of every brand; the addresses of the quotes that wait for an answer.
async fn make(
    app: &App,
    scripts: &[Script],
    gateways: &impl Fn() -> Gateways,
    folder: &Path,
) -> Outcome<Vec<String>> {
    for script in scripts {
        if provisioning::find_by_host(&app.db, &script.host)
            .await?
            .is_some()
        {
            return Err("an earlier start was stopped before its data was whole: use another folder or database".into());
        }
    }
    say("Making the demo's data …");
    let mut quotes = Vec::new();
    for script in scripts {
        quotes.push(history::make(app, gateways(), script).await?);
    }
    report::remember(folder, &quotes)?;
    Ok(quotes)
}
