//! What the commands that make accounts share: the open database, and passwords made up for people.

use std::sync::Arc;

use super::{Outcome, database_config};
use crate::{
    config::Config,
    db::{self, Db},
    error::Error,
    features::{people::permission::StaffRole, provisioning::NewStaff, staff_sign_in::password},
    kit::{
        clock::{Clock as _, SystemClock, Time},
        id::{Ids as _, Random},
    },
};

/// Letters and digits that can't be taken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH: usize = 20;

/// Where accounts are made.
pub(super) struct Desk {
    pub(super) db: Db,
    pub(super) ids: Random,
}

impl Desk {
    /// Opens the configured database, brought to this program's schema where that is allowed.
    pub(super) async fn open(config: &Config) -> Outcome<Self> {
        let database = database_config(config)?;
        if !config.is_postgres() || config.database.owner_url.is_some() {
            db::migrate(&database).await?;
        }
        Ok(Self {
            db: Db::open(database).await?,
            ids: Random::new(Arc::new(SystemClock)),
        })
    }

    pub(super) fn now(&self) -> Time {
        SystemClock.now()
    }

    /// An account, and the password made up for it.
    pub(super) fn account(
        &self,
        name: &str,
        email: &str,
        role: StaffRole,
    ) -> Outcome<(NewStaff, String)> {
        let (password, password_hash) = self.password()?;
        let account = NewStaff {
            name: name.to_owned(),
            email: email.to_owned(),
            role,
            password_hash: Some(password_hash),
        };
        Ok((account, password))
    }

    /// A password made up for somebody, and its hash.
    pub(super) fn password(&self) -> Outcome<(String, String)> {
        let password = password_of(&self.ids.bytes());
        let mut salt = [0; 16];
        salt.copy_from_slice(&self.ids.bytes()[..16]);
        let hash = password::hash(&password, &salt)?;
        Ok((password, hash))
    }
}

/// Twenty letters of five bits each, in four groups.
fn password_of(bytes: &[u8; 32]) -> String {
    let letters: Vec<u8> = bytes
        .iter()
        .take(LENGTH)
        .map(|byte| LETTERS[usize::from(byte % 32)])
        .collect();
    let groups = letters
        .chunks(5)
        .map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join("-")
}

/// An error in the words of its fields, for whoever typed the command.
pub(super) fn said(error: Error) -> String {
    match &error {
        Error::Invalid { fields, .. } if !fields.is_empty() => {
            let lines = fields
                .iter()
                .map(|field| format!("{}: {}", field.field, field.message));
            lines.collect::<Vec<_>>().join("\n")
        }
        Error::Conflict { detail, .. } => detail.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_readable() {
        let password = password_of(&[255; 32]);
        assert_eq!(password, "99999-99999-99999-99999");
        assert!(password.len() >= password::MIN_LENGTH);
    }
}
