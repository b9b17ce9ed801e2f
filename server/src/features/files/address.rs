//! Addresses at which bytes are given out (D24): signed, for one session, for a quarter of an hour.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

use crate::kit::{clock::Time, id::Id, keys::Keys};

/// So long an address is good.
pub(super) const LIFE: Duration = Duration::from_secs(15 * 60);

const PURPOSE: &str = "download addresses";
/// Two ids and two numbers, then the signature.
const SAID: usize = 16 + 16 + 8 + 8;

/// What an address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address {
    /// The only session that it is good for.
    pub(super) session_id: Id,
    /// The file.
    pub(super) file_id: Id,
    /// Its version.
    pub(super) version: i64,
    /// Until when.
    pub(super) expires_at: Time,
}

impl Address {
    /// As the last part of a path.
    pub(super) fn sign(&self, keys: &Keys) -> String {
        let mut bytes = Vec::with_capacity(SAID + 32);
        bytes.extend(self.session_id.as_bytes());
        bytes.extend(self.file_id.as_bytes());
        bytes.extend(self.version.to_be_bytes());
        bytes.extend(self.expires_at.micros().to_be_bytes());
        let signature = mac(&keys.for_purpose(PURPOSE), &bytes).finalize();
        bytes.extend(signature.into_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What was signed with this server's key, or one of before.
    pub(super) fn read(text: &str, keys: &Keys) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (said, signature) = bytes.split_at_checked(SAID)?;
        let mut known = keys.all_for_purpose(PURPOSE);
        if !known.any(|key| mac(&key, said).verify_slice(signature).is_ok()) {
            return None;
        }
        let id = |at: usize| Some(Id::from_bytes(said.get(at..at + 16)?.try_into().ok()?));
        let number = |at: usize| Some(i64::from_be_bytes(said.get(at..at + 8)?.try_into().ok()?));
        Some(Self {
            session_id: id(0)?,
            file_id: id(16)?,
            version: number(32)?,
            expires_at: Time::from_micros(number(40)?),
        })
    }
}

fn mac(key: &[u8], said: &[u8]) -> Hmac<Sha256> {
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(said);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_and_not_when_a_bit_of_it_changed() {
        let keys = Keys::new([7; 32]);
        let address = Address {
            session_id: Id::from_bytes([1; 16]),
            file_id: Id::from_bytes([2; 16]),
            version: 3,
            expires_at: Time::from_micros(4),
        };
        let text = address.sign(&keys);
        assert_eq!(Address::read(&text, &keys), Some(address));
        let rotated = Keys::new([8; 32]);
        assert_eq!(Address::read(&text, &rotated), None);
        let rotated = rotated.with_previous([keys.clone()]);
        assert_eq!(Address::read(&text, &rotated), Some(address));
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = URL_SAFE_NO_PAD.encode(changed);
            assert_eq!(Address::read(&changed, &keys), None, "bit {bit}");
        }
        for short in ["", "AA", &text[..text.len() - 1]] {
            assert_eq!(Address::read(short, &keys), None, "{short}");
        }
    }
}
