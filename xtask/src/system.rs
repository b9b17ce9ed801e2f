//! What the tests need from the system: a browser, PostgreSQL, the proxies, strace, Node.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell::{capture, command, find_program, run};

/// The oldest Node the web tools run on.
const NODE_MAJOR: u32 = 20;

/// What the tests use of the system.
pub struct Peers {
    /// The Chromium that Playwright drives.
    pub chromium: PathBuf,
    /// Stands before the program in some journeys.
    pub caddy: PathBuf,
    /// The same.
    pub nginx: PathBuf,
    /// The folder with `initdb`, `postgres` and `psql`, where there is one.
    pub postgres: Option<PathBuf>,
}

/// Finds Chromium, the proxies, strace and PostgreSQL: a server's programs, or with `wants_server` off at least `psql`.
/// What is missing is installed where that is possible and `install` allows it; otherwise the error
/// names it.
pub fn find_peers(install: bool, wants_server: bool) -> Result<Peers> {
    let mut missing = missing(wants_server);
    if !missing.is_empty() && install && can_install()? {
        self::install(&missing)?;
        missing = self::missing(wants_server);
    }
    let postgres = postgres_folder();
    match (missing.is_empty(), chromium(), caddy(), nginx()) {
        (true, Some(chromium), Some(caddy), Some(nginx)) => Ok(Peers {
            chromium,
            caddy,
            nginx,
            postgres,
        }),
        _ => bail!(
            "missing on this system: {}. Install it, or run as root on Debian without --no-install",
            missing.join(", ")
        ),
    }
}

/// Sees that there is a `make`, which the allocator of what is shipped is built by; installs it where that is possible.
pub fn require_make() -> Result<()> {
    if find_program("make").is_none() && can_install()? {
        install(&["make"])?;
    }
    find_program("make").map(drop).context(
        "missing on this system: make. Install it, or run as root on Debian; a plain `cargo build` does without",
    )
}

/// Installs Debian packages, and says so first.
fn install(packages: &[&str]) -> Result<()> {
    eprintln!("\n→ installing what is missing: {}", packages.join(", "));
    run(&mut command("apt-get", &["update"]))?;
    let install = ["install", "--yes", "--no-install-recommends"];
    run(command("apt-get", &install)
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Refuses to go on without a Node that is new enough.
pub fn require_node() -> Result<()> {
    let version = capture(&mut command("node", &["--version"]))
        .context("Node 20 or newer with npm is needed to build the web apps")?;
    let version = String::from_utf8_lossy(&version);
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    if major.parse::<u32>().unwrap_or_default() < NODE_MAJOR {
        bail!("Node {NODE_MAJOR} or newer is needed to build the web apps, this is {version}");
    }
    Ok(())
}

/// Whether this process runs as root.
pub fn is_root() -> Result<bool> {
    Ok(capture(&mut command("id", &["-u"]))?.trim_ascii() == b"0")
}

/// The names of the missing Debian packages.
fn missing(wants_server: bool) -> Vec<&'static str> {
    let mut packages = Vec::new();
    if chromium().is_none() {
        packages.push("chromium");
    }
    if caddy().is_none() {
        packages.push("caddy");
    }
    if nginx().is_none() {
        packages.push("nginx");
    }
    if find_program("strace").is_none() {
        packages.push("strace");
    }
    if postgres_folder().is_none() {
        if wants_server {
            packages.push("postgresql");
        } else if find_program("psql").is_none() {
            packages.push("postgresql-client");
        }
    }
    packages
}

fn can_install() -> Result<bool> {
    Ok(
        is_root()?
            && Path::new("/etc/debian_version").exists()
            && find_program("apt-get").is_some(),
    )
}

fn chromium() -> Option<PathBuf> {
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .into_iter()
    .find_map(find_program)
    .or_else(|| Some(PathBuf::from("/usr/bin/chromium")).filter(|file| file.is_file()))
}

fn caddy() -> Option<PathBuf> {
    find_program("caddy")
}

/// Debian puts it where only root's PATH leads.
fn nginx() -> Option<PathBuf> {
    find_program("nginx")
        .or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|file| file.is_file()))
}

/// The newest PostgreSQL under Debian's folder, or the one on the PATH.
pub fn postgres_folder() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| {
        ["initdb", "postgres", "pg_isready", "psql"]
            .iter()
            .all(|program| folder.join(program).is_file())
    };
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| complete(folder))
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder).or_else(|| {
        find_program("postgres")?
            .parent()
            .map(Path::to_path_buf)
            .filter(complete)
    })
}
