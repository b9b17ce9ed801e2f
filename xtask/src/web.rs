//! The web apps: their packages and their build.

use std::fs;

use anyhow::{Context, Result};

use crate::shell::{npm, run, web};
use crate::system;

/// Installs the packages unless those of this very lock file are there already.
pub fn install() -> Result<()> {
    system::require_node()?;
    let lock = fs::read(web().join("package-lock.json")).context("web/package-lock.json")?;
    let stamp = web().join("node_modules/.portico-installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(npm(&["ci", "--no-audit", "--no-fund"])
        // The browser of the tests is the system's; nothing is to be downloaded for it.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(&stamp, lock).with_context(|| format!("writing {}", stamp.display()))
}

/// Builds both apps and the sign-in page into `web/dist`.
pub fn build() -> Result<()> {
    install()?;
    run(&mut npm(&["run", "--silent", "build"]))
}
