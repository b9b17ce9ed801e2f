//! `portico demo`: three brands with a history, on this computer only, so that everything can be clicked through (F1).
//!
//! The history is made by the product itself: staff and contacts sign in, write, publish, answer through the same
//! addresses as everybody, in-process and with the clock set back. Mail and SMS are kept in a local outbox. A second
//! start on the same folder keeps its data and registers its addresses anew for the port.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
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

mod access;
mod browser;
mod code;
mod dated;
mod history;
mod operator;
mod outbox;
mod paper;
mod projects;
mod public;
mod report;
mod script;

use public::Public;
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
    /// Scheme and port of a proxy on this computer that stands before it, such as `https:8443`: its public addresses
    /// have these, and the proxy's forwarded headers count.
    #[arg(long)]
    behind: Option<Public>,
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
    let public = options.behind.unwrap_or(Public::direct(options.port));
    let config = serve::with_room(on_this_computer(config, &folder, options, public));
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
    serve::watch_over(&app)?;
    let scripts = script::all()?;
    let mut quotes = report::made_before(&folder)?.unwrap_or_default();
    // A folder of an earlier version has fewer brands.
    let missing = scripts.get(quotes.len()..).unwrap_or_default();
    if !missing.is_empty() {
        quotes.extend(make(&app, missing, public, &gateways).await?);
        report::remember(&folder, &quotes)?;
    }
    operator::add(&app).await?;
    for script in &scripts {
        provisioning::register_origin(&app.db, &script.url(public)).await?;
    }
    let door = app.door_with(vec![outbox::host(local)])?;
    let report = report::report(&scripts, &quotes, options.port, public);
    tokio::spawn(report::announce(app.config.server.address, folder, report));
    serve::serve_until_stopped(&app, listener, door).await;
    Ok(())
}

/// Nothing but this computer reaches it, and it reaches nothing.
fn on_this_computer(
    mut config: Config,
    folder: &Path,
    options: &Options,
    public: Public,
) -> Config {
    config.data_folder = folder.to_owned();
    config.server.address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let proxy = options
        .behind
        .map(|_| IpAddr::from(Ipv4Addr::LOCALHOST).into());
    config.server.trusted_proxies = proxy.into_iter().collect();
    config.staff.origin = Some(public.origin("localhost"));
    config
}

/// Makes the history of these brands; the addresses of the quotes that wait for an answer.
async fn make(
    app: &App,
    scripts: &[Script],
    public: Public,
    gateways: &impl Fn() -> Gateways,
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
        quotes.push(history::make(app, gateways(), script, public).await?);
    }
    Ok(quotes)
}
