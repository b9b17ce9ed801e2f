//! Recovery codes: for whoever lost the phone with the app.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::kit::{
    id::{Id, Ids},
    keys::Keys,
};

/// How many there are.
pub const COUNT: usize = 10;

/// Letters and digits that can't be taken for one another: five bits each.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// Of the code without the dash: 50 bits.
const LENGTH: usize = 10;

/// Codes drawn anew, as they are shown: `abcde-fgh23`.
pub fn draw(ids: &dyn Ids) -> Vec<String> {
    (0..COUNT)
        .map(|_| {
            let drawn = ids.bytes();
            let letters: String = drawn[..LENGTH]
                .iter()
                .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
                .collect();
            let (first, second) = letters.split_at(LENGTH / 2);
            format!("{first}-{second}")
        })
        .collect()
}

/// What is stored of a code, as typed or as shown. Nothing when it can't be one.
pub fn seal(keys: &Keys, factor_id: Id, typed: &str) -> Option<[u8; 32]> {
    seals(keys, factor_id, typed).into_iter().next()
}

/// What may be stored of it: by the present key, then by the previous ones.
pub fn seals(keys: &Keys, factor_id: Id, typed: &str) -> Vec<[u8; 32]> {
    let letters: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .take(LENGTH + 1)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if letters.len() != LENGTH || !letters.bytes().all(|b| ALPHABET.contains(&b)) {
        return Vec::new();
    }
    let signed = |key: [u8; 32]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        mac.update(factor_id.as_bytes());
        mac.update(letters.as_bytes());
        Some(mac.finalize().into_bytes().into())
    };
    keys.all_for_purpose("recovery codes")
        .filter_map(signed)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::kit::id::TestIds;

    #[test]
    fn ten_different_codes_are_drawn_and_read_kindly() {
        let (keys, factor) = (Keys::new([7; 32]), TestIds::nth(1));
        let codes = draw(&TestIds::default());
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), COUNT);
        for code in &codes {
            let stored = seal(&keys, factor, code).unwrap();
            let shouted = code.replace('-', " ").to_uppercase();
            assert_eq!(seal(&keys, factor, &shouted), Some(stored), "{code}");
            assert_ne!(seal(&keys, TestIds::nth(2), code), Some(stored));
            let rotated = Keys::new([8; 32]).with_previous([keys.clone()]);
            assert_ne!(seal(&rotated, factor, code), Some(stored));
            assert!(seals(&rotated, factor, code).contains(&stored));
        }
        for wrong in [
            "",
            "abcde",
            "abcde-fgh2",
            "abcde-fgh234",
            "abcde-fghi1",
            "äbcde-fgh23",
        ] {
            assert_eq!(seal(&keys, factor, wrong), None, "{wrong}");
        }
    }
}
