//! What tests need and no system package brings: Python's aiosmtpd and schemathesis, in a folder of their own.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::shell::{command, find_program, root, run};

/// What is installed, exactly.
const PACKAGES: [&str; 2] = ["aiosmtpd==1.4.6", "schemathesis==4.32.5"];

/// The Python that has them. Where it is missing it is made, if `install` allows it; otherwise the error names
/// what is missing.
pub fn python(install: bool) -> Result<PathBuf> {
    let folder = root().join("target/peers");
    let python = folder.join("bin/python");
    let is_ready = || {
        command(&python, &["-c", "import aiosmtpd, schemathesis"])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if is_ready() {
        return Ok(python);
    }
    if !install {
        bail!(
            "missing: {} of PyPI in {}. Run without --no-install, or `cargo xtask peers`",
            PACKAGES.join(", "),
            folder.display()
        );
    }
    if find_program("python3").is_none() {
        bail!("missing on this system: python3 with venv, which the tests' peers need");
    }
    let packages = PACKAGES.join(" ");
    eprintln!(
        "\n→ installing {packages} of PyPI into {}",
        folder.display()
    );
    run(command("python3", &["-m", "venv"]).arg(&folder))
        .context("python3 needs its module venv (Debian: python3-venv)")?;
    run(command(&python, &["-m", "pip", "install", "--quiet"]).args(PACKAGES))
        .with_context(|| format!("{packages} can't be installed"))?;
    if !is_ready() {
        bail!(
            "{packages} was installed and can't be loaded by {}",
            python.display()
        );
    }
    Ok(python)
}
