//! `portico audit`: proves that nobody changed the audit, and writes it out for others to prove.

use std::{fs::File, io::BufReader, path::PathBuf};

use clap::{Args, Subcommand};

use super::{Outcome, database_config, say, server_keys};
use crate::{
    config::Config,
    db::Db,
    features::audit::sealing::{self, Hash, Report},
    kit::{
        clock::{Clock as _, SystemClock},
        id::{Id, Random},
        keys::Keys,
    },
};

/// What can be done with the audit.
#[derive(Debug, Subcommand)]
pub(super) enum Act {
    /// Checks the chain and its seals; fails when something is wrong.
    Verify(Verify),
    /// Writes a provider's audit to standard output, as JSON lines that `verify --file` checks. It holds that it was.
    Export(Export),
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Only this provider; all of them when left out.
    #[arg(long)]
    provider: Option<Id>,
    /// Checks an export in place of the database: no server is needed. Its seals are checked where this computer has
    /// the server's key.
    #[arg(long, conflicts_with = "provider")]
    file: Option<PathBuf>,
    /// The hash of a seal that was kept elsewhere: fails when no seal carries it any more.
    #[arg(long, value_parser = hash)]
    expect: Option<Hash>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// Whose audit.
    #[arg(long)]
    provider: Id,
}

pub(super) async fn run(act: &Act, config: &Config) -> Outcome {
    match act {
        Act::Verify(wanted) => verify(wanted, config).await,
        Act::Export(wanted) => {
            let db = Db::open(database_config(config)?).await?;
            sealing::note_export(&db, SystemClock.now(), wanted.provider).await?;
            sealing::write_export(&db, wanted.provider, std::io::stdout().lock()).await?;
            Ok(())
        }
    }
}

async fn verify(wanted: &Verify, config: &Config) -> Outcome {
    let reports = match &wanted.file {
        Some(path) => {
            let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let keys = known_keys(config)?;
            vec![sealing::verify_file(
                BufReader::new(file),
                keys.as_ref(),
                wanted.expect,
            )?]
        }
        None => {
            let db = Db::open(database_config(config)?).await?;
            let keys = keys(config)?;
            let providers = match wanted.provider {
                Some(provider_id) => vec![provider_id],
                None => sealing::providers(&db).await?,
            };
            let mut reports = Vec::with_capacity(providers.len());
            for provider_id in providers {
                reports.push(sealing::verify(&db, &keys, provider_id, wanted.expect).await?);
            }
            reports
        }
    };
    if wanted.json {
        say(serde_json::to_string_pretty(&reports)?);
    } else {
        reports.iter().for_each(tell);
    }
    if let Some(kept) = wanted.expect
        && !reports.iter().any(|found| found.carries_kept == Some(true))
    {
        return Err(format!("no seal carries {kept}").into());
    }
    match reports
        .iter()
        .map(|report| report.faults.len())
        .sum::<usize>()
    {
        0 => Ok(()),
        1 => Err("the audit has one fault".into()),
        faults => Err(format!("the audit has {faults} faults").into()),
    }
}

fn hash(typed: &str) -> Result<Hash, &'static str> {
    Hash::try_from(typed.to_owned())
}

fn tell(report: &Report) {
    let Report {
        provider_id,
        entries,
        sealed_to,
        ..
    } = report;
    let word = if report.faults.is_empty() {
        "whole "
    } else {
        "FAULTY"
    };
    say(format!(
        "{word} provider {provider_id}: {entries} entries, sealed to {sealed_to}"
    ));
    if let Some(hash) = report.last_hash {
        say(format!("       last seal {hash}"));
    }
    if !report.seals_checked {
        say("       the server's key is not here: compare the last seal with one that was kept");
    }
    if report.erased > 0 {
        say(format!(
            "       {} entries have no personal side any more",
            report.erased
        ));
    }
    for fault in &report.faults {
        say(format!("       {fault}"));
    }
}

fn keys(config: &Config) -> Outcome<Keys> {
    let clock = std::sync::Arc::new(SystemClock);
    server_keys(config, &Random::new(clock))
}

/// The keys if they are here already: whoever checks an export makes none.
fn known_keys(config: &Config) -> Outcome<Option<Keys>> {
    let is_here = config.server.key.is_some() || config.data_folder.join("server.key").exists();
    is_here.then(|| keys(config)).transpose()
}
