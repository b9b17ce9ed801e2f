//! Secrets that the program must read again, encrypted for the one place in the database where they stand:
//! XChaCha20-Poly1305, with the place as associated data, so that a value copied elsewhere does not open.
//!
//! Stored as the key's id (8 bytes), the nonce (24 bytes) and the encrypted text with its tag.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};

use super::{
    id::{Id, Ids, sha256},
    keys::Keys,
};
use crate::error::{Error, Result};

const PURPOSE: &str = "sealed columns";
const KEY_ID: usize = 8;
const NONCE: usize = 24;

/// Where a secret stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Whose row it is.
    pub provider_id: Id,
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row.
    pub row: Id,
}

impl Place {
    /// What is authenticated beside the text. No part can run into the next: ids have one length, names no NUL.
    fn associated(&self, key_id: [u8; KEY_ID]) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(self.provider_id.as_bytes());
        bytes.extend(self.row.as_bytes());
        bytes.extend(key_id);
        bytes.extend(self.table.as_bytes());
        bytes.push(0);
        bytes.extend(self.column.as_bytes());
        bytes
    }
}

/// Encrypts a secret for its place.
///
/// # Errors
/// Never for texts that fit in memory.
pub fn seal(keys: &Keys, ids: &dyn Ids, place: &Place, secret: &[u8]) -> Result<Vec<u8>> {
    let (key, key_id) = key_of(keys);
    let drawn = ids.bytes();
    let (nonce, _) = drawn
        .split_first_chunk::<NONCE>()
        .unwrap_or((&[0; NONCE], &[]));
    let payload = Payload {
        msg: secret,
        aad: &place.associated(key_id),
    };
    let encrypted = XChaCha20Poly1305::new(&key.into())
        .encrypt(&(*nonce).into(), payload)
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok([key_id.as_slice(), nonce, &encrypted].concat())
}

/// Decrypts the secret of a place.
///
/// # Errors
/// 500 when it was sealed for another place or with another key, or was changed.
pub fn open(keys: &Keys, place: &Place, sealed: &[u8]) -> Result<Vec<u8>> {
    let refuse = || Error::internal(format!("{}.{} does not open", place.table, place.column));
    let (found_id, rest) = sealed.split_first_chunk::<KEY_ID>().ok_or_else(refuse)?;
    let (key, _) = keys
        .all_for_purpose(PURPOSE)
        .map(named)
        .find(|(_, key_id)| key_id == found_id)
        .ok_or_else(refuse)?;
    let (nonce, encrypted) = rest.split_first_chunk::<NONCE>().ok_or_else(refuse)?;
    let payload = Payload {
        msg: encrypted,
        aad: &place.associated(*found_id),
    };
    let opened = XChaCha20Poly1305::new(&key.into()).decrypt(&(*nonce).into(), payload);
    opened.map_err(|_| refuse())
}

/// The key that values are sealed with now.
fn key_of(keys: &Keys) -> ([u8; 32], [u8; KEY_ID]) {
    named(keys.for_purpose(PURPOSE))
}

/// A key, and the name by which a stored value says that it needs this one.
fn named(key: [u8; 32]) -> ([u8; 32], [u8; KEY_ID]) {
    let digest = sha256(&[b"portico/key-id".as_slice(), &key].concat());
    let mut key_id = [0; KEY_ID];
    key_id.copy_from_slice(&digest[..KEY_ID]);
    (key, key_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::TestIds;

    #[test]
    fn a_secret_opens_only_in_its_place_and_with_its_key() {
        let (keys, ids) = (Keys::new([7; 32]), TestIds::default());
        let place = Place {
            provider_id: TestIds::nth(1),
            table: "second_factor",
            column: "totp_sealed",
            row: TestIds::nth(2),
        };
        let sealed = seal(&keys, &ids, &place, b"a secret").unwrap();
        assert_eq!(open(&keys, &place, &sealed).unwrap(), b"a secret");
        assert!(!sealed.windows(8).any(|part| part == b"a secret"));
        let again = seal(&keys, &ids, &place, b"a secret").unwrap();
        assert_ne!(sealed, again, "a nonce of its own each time");
        for elsewhere in [
            Place {
                provider_id: TestIds::nth(3),
                ..place
            },
            Place {
                row: TestIds::nth(3),
                ..place
            },
            Place {
                table: "contact",
                ..place
            },
            Place {
                column: "name",
                ..place
            },
        ] {
            assert!(open(&keys, &elsewhere, &sealed).is_err(), "{elsewhere:?}");
        }
        assert!(open(&Keys::new([8; 32]), &place, &sealed).is_err());
        let rotated = Keys::new([8; 32]).with_previous([keys.clone()]);
        assert_eq!(open(&rotated, &place, &sealed).unwrap(), b"a secret");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&keys, &place, &changed).is_err(), "byte {at}");
        }
        assert!(open(&keys, &place, &sealed[..20]).is_err());
    }
}
