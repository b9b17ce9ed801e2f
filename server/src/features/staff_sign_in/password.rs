//! Passwords: argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet), written as a PHC string.

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

/// The shortest password (P10).
pub const MIN_LENGTH: usize = 12;
/// The longest: hashing must not become work for free.
pub const MAX_LENGTH: usize = 256;

/// Each check takes 19 MiB and a core: more at once would only slow each other down.
static PLACES: Semaphore = Semaphore::const_new(2);

/// So many may be at it or wait for their turn. Whoever waits holds one of the server's places, and all of them could be
/// held by people who guess; so further ones are put off, and everything else goes on.
static QUEUE: Semaphore = Semaphore::const_new(34);

/// A place in the queue.
#[derive(Debug)]
pub struct Turn(SemaphorePermit<'static>);

/// Gets in line.
///
/// # Errors
/// 503 when the line is too long.
pub fn line_up() -> Result<Turn> {
    let place = QUEUE.try_acquire();
    place.map(Turn).map_err(|_| Error::unavailable("busy", 2))
}

/// Somebody who isn't there is checked against this, so that it takes as long.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash("nobody has this password", &[0; 16]).unwrap_or_default());

/// The PHC string of a password. Blocks for tens of milliseconds.
///
/// # Errors
/// Never with a salt of sixteen bytes.
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String> {
    let hashed: std::result::Result<PasswordHash, _> =
        argon2().hash_password_with_salt(password.as_bytes(), salt);
    hashed
        .map(|phc| phc.to_string())
        .map_err(|error| Error::internal(error.to_string()))
}

/// The PHC string of a new password, made on a thread of its own when it is its turn. `salt`: sixteen random bytes and
/// more.
///
/// # Errors
/// 503 when the line is too long.
pub async fn hashed(password: String, salt: [u8; 32]) -> Result<String> {
    let _turn = line_up()?;
    let _place = PLACES.acquire().await.map_err(Error::internal)?;
    let made = tokio::task::spawn_blocking(move || {
        let (salt, _) = salt.split_first_chunk().unwrap_or((&[0; 16], &[]));
        hash(&password, salt)
    });
    made.await.map_err(Error::internal)?
}

/// Whether this is the password, on a thread of its own when it is its turn. Without a hash, or with what stands for
/// none: no, after as long.
///
/// # Errors
/// 503 when the line is too long.
pub async fn matches(password: String, stored: Option<String>) -> Result<bool> {
    line_up()?.matches(password, stored).await
}

impl Turn {
    /// The same for whoever is in line already.
    ///
    /// # Errors
    /// Only when the program is stopping.
    pub async fn matches(self, password: String, stored: Option<String>) -> Result<bool> {
        let _place = PLACES.acquire().await.map_err(Error::internal)?;
        let checked = tokio::task::spawn_blocking(move || {
            let (is_known, stored) = known_or_nobody(stored);
            is_known & verify(&password, &stored)
        });
        let is_right = checked.await.map_err(Error::internal);
        drop(self.0);
        is_right
    }
}

/// What is hashed against, and whether it is somebody's.
fn known_or_nobody(stored: Option<String>) -> (bool, String) {
    match stored.filter(|hash| PasswordHash::new(hash).is_ok()) {
        Some(hash) => (true, hash),
        None => (false, NOBODY.clone()),
    }
}

fn verify(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let stored = hash("correct horse battery", &[7; 16]).unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(
            matches("correct horse battery".into(), Some(stored.clone()))
                .await
                .unwrap()
        );
        assert!(
            !matches("correct horse batterY".into(), Some(stored))
                .await
                .unwrap()
        );
        assert!(
            !matches("nobody has this password".into(), None)
                .await
                .unwrap()
        );
        assert!(
            !matches("x".into(), Some("not a hash".into()))
                .await
                .unwrap()
        );
    }

    #[test]
    fn whoever_has_no_password_costs_as_much_as_nobody() {
        let own = hash("correct horse battery", &[7; 16]).unwrap();
        assert_eq!(known_or_nobody(Some(own.clone())), (true, own));
        // What invited staff have, what is no hash, and nothing at all.
        for stored in [Some("!".to_owned()), Some("none".to_owned()), None] {
            let (is_known, hashed) = known_or_nobody(stored);
            assert!(!is_known && hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
            assert!(
                verify("nobody has this password", &hashed),
                "nothing was hashed"
            );
        }
    }
}
