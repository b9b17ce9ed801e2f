//! The servers that tests speak to and that no system package brings: Python's aiosmtpd, in a folder of its own.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::shell::{command, find_program, root, run};

/// What is installed, exactly.
const PACKAGE: &str = "aiosmtpd==1.4.6";

/// The Python that has the servers. Where it is missing it is made, if `install` allows it; otherwise the error names
/// what is missing.
pub fn python(install: bool) -> Result<PathBuf> {
    let folder = root().join("target/peers");
    let python = folder.join("bin/python");
    let is_ready = || {
        command(&python, &["-c", "import aiosmtpd"])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if is_ready() {
        return Ok(python);
    }
    if !install {
        bail!(
            "missing: {PACKAGE} of PyPI in {}. Run without --no-install, or `cargo xtask peers`",
            folder.display()
        );
    }
    if find_program("python3").is_none() {
        bail!("missing on this system: python3 with venv, which the tests' SMTP server needs");
    }
    eprintln!("\n→ installing {PACKAGE} of PyPI into {}", folder.display());
    run(command("python3", &["-m", "venv"]).arg(&folder))
        .context("python3 needs its module venv (Debian: python3-venv)")?;
    run(&mut command(
        &python,
        &["-m", "pip", "install", "--quiet", PACKAGE],
    ))
    .with_context(|| format!("{PACKAGE} can't be installed"))?;
    if !is_ready() {
        bail!(
            "{PACKAGE} was installed and can't be loaded by {}",
            python.display()
        );
    }
    Ok(python)
}
