//! `files.*`: where files lie and how much there may be of them.

use std::path::PathBuf;

use serde::Deserialize;

use super::ConfigError;

/// Where files lie, and how much there may be of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Files {
    /// The folder for uploaded files. Default `files` in the data folder.
    pub folder: Option<PathBuf>,
    /// The largest file that may be uploaded. Default 10 GiB.
    pub largest_bytes: u64,
    /// What all files of one provider may weigh together, with those on their way. Default as much as the disk holds.
    pub quota_bytes: Option<u64>,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            folder: None,
            largest_bytes: 10 * 1024 * 1024 * 1024,
            quota_bytes: None,
        }
    }
}

/// The keys whose value is a number, for the environment.
pub(super) const NUMBERS: [&str; 2] = ["files.largest_bytes", "files.quota_bytes"];

impl Files {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let most = u64::try_from(i64::MAX).unwrap_or(u64::MAX);
        let numbers = [
            ("files.largest_bytes", self.largest_bytes),
            ("files.quota_bytes", self.quota_bytes.unwrap_or(1)),
        ];
        match numbers
            .iter()
            .find(|(_, bytes)| !(1..=most).contains(bytes))
        {
            Some((key, _)) => Err(ConfigError(format!("{key}: bytes, at least 1"))),
            None => Ok(()),
        }
    }
}
