//! `cargo xtask build`: the program as it is run.

use std::path::PathBuf;

use anyhow::Result;

use crate::dependencies::target_folder;
use crate::shell::{cargo, run};
use crate::web;

/// Builds the web apps, then the release program with them inside; answers where it lies.
pub fn run_release() -> Result<PathBuf> {
    web::build()?;
    run(&mut cargo(&[
        "build",
        "--locked",
        "--release",
        "--package",
        "portico",
    ]))?;
    Ok(target_folder()?.join("release/portico"))
}

/// Builds the program for tests, which reads the web apps from `web/dist` when it runs.
pub fn run_debug() -> Result<PathBuf> {
    web::build()?;
    run(&mut cargo(&["build", "--locked", "--package", "portico"]))?;
    Ok(target_folder()?.join("debug/portico"))
}
