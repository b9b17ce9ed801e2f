//! A provider in one TOML file.

use std::path::Path;

use super::Outcome;
use crate::features::provisioning::CreateProvider;

/// Reads a file.
pub(super) fn read(path: &Path) -> Outcome<CreateProvider> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("--file: {}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("--file: {}: {error}", path.display()).into())
}
