//! `cargo xtask gen`: the contract as the code has it, and the types the web apps read it by.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell::{capture, cargo, npm, root};
use crate::web;

const CONTRACT: &str = "openapi.json";
const TYPES: &str = "web/src/shared/api/schema.d.ts";

/// Writes both files.
pub fn run() -> Result<()> {
    web::install()?;
    write(CONTRACT, &contract()?)?;
    write(TYPES, &types(&root().join(CONTRACT))?)
}

/// Refuses files that `run` would change.
pub fn check() -> Result<()> {
    eprintln!("\n→ {CONTRACT} and {TYPES} against the code");
    let contract = contract()?;
    compare(CONTRACT, &contract)?;
    compare(TYPES, &types(&root().join(CONTRACT))?)
}

fn contract() -> Result<Vec<u8>> {
    let document = capture(&mut cargo(&[
        "run",
        "--quiet",
        "--locked",
        "--package",
        "portico",
        "--",
        "openapi",
    ]))?;
    let _: serde_json::Value =
        serde_json::from_slice(&document).context("`portico openapi` did not answer JSON")?;
    Ok(document)
}

fn types(contract: &Path) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("schema.d.ts");
    capture(
        npm(&["exec", "--no", "--", "openapi-typescript"])
            .arg(contract)
            // A default says what is taken when a member is left out, not that it is never null.
            .arg("--default-non-nullable=false")
            .arg("--output")
            .arg(&file),
    )?;
    fs::read(&file).context("openapi-typescript wrote no file")
}

fn write(path: &str, content: &[u8]) -> Result<()> {
    let file = root().join(path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, content).with_context(|| format!("writing {path}"))?;
    eprintln!("→ wrote {path}");
    Ok(())
}

fn compare(path: &str, fresh: &[u8]) -> Result<()> {
    let kept = fs::read(root().join(path)).unwrap_or_default();
    if kept != fresh {
        bail!("{path} is not what the code says: run `cargo xtask gen` and commit it");
    }
    Ok(())
}
