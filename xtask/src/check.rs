//! `cargo xtask check`: everything that can be said about the code without running it.

use anyhow::Result;

use crate::shell::{cargo, npm, run};
use crate::{dependencies, generate, web};

/// Formatting, lints and types on both sides, generated files, dependencies.
pub fn run_all() -> Result<()> {
    web::install()?;
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    dependencies::check()?;
    run(&mut npm(&["run", "--silent", "lint"]))?;
    run(&mut cargo(&[
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--features",
        "portico/testing",
        "--",
        "-D",
        "warnings",
    ]))?;
    generate::check()?;
    run(&mut npm(&["run", "--silent", "typecheck"]))
}
