//! `cargo xtask build`: the program as it is run.

use std::path::PathBuf;

use anyhow::Result;

use crate::dependencies::target_folder;
use crate::shell::{cargo, run};
use crate::system::require_make;
use crate::web;

/// What a program has that is run or measured, and one for tests need not be built with.
const ALLOCATOR: &str = "jemalloc";

/// Builds the web apps, then the release program with them inside; answers where it lies.
pub fn run_release() -> Result<PathBuf> {
    require_make()?;
    web::build()?;
    run(&mut cargo(&[
        "build",
        "--locked",
        "--release",
        "--package",
        "portico",
        "--features",
        ALLOCATOR,
    ]))?;
    Ok(target_folder()?.join("release/portico"))
}

/// Builds what is measured: the program as it is shipped, and what measures it, the reference server in it; answers
/// where both lie. Each is built by itself, so that neither gets what only the other asks for.
pub fn run_dist() -> Result<[PathBuf; 2]> {
    Ok([run_dist_program()?, dist("portico-bench")?])
}

/// Builds the program as it is shipped; answers where it lies.
pub fn run_dist_program() -> Result<PathBuf> {
    web::build()?;
    dist("portico")
}

fn dist(package: &str) -> Result<PathBuf> {
    require_make()?;
    run(&mut cargo(&[
        "build",
        "--locked",
        "--profile",
        "dist",
        "--package",
        package,
        "--features",
        ALLOCATOR,
    ]))?;
    Ok(target_folder()?.join("dist").join(package))
}

/// Builds the program for tests, which reads the web apps from `web/dist` when it runs.
pub fn run_debug() -> Result<PathBuf> {
    web::build()?;
    run(&mut cargo(&["build", "--locked", "--package", "portico"]))?;
    Ok(target_folder()?.join("debug/portico"))
}
