//! The one byte form of a JSON value (RFC 8785), and its hash: what a client accepts is
//! named by the SHA-256 of these bytes.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The value as RFC 8785 JSON: keys sorted, no white space, one form for every number.
pub fn canonical_bytes<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    serde_json_canonicalizer::to_vec(value)
}

/// The SHA-256 of `bytes` in lower-case hex.
pub fn version_hash(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    hex
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kit::money::MAX_MINOR;

    #[test]
    fn keys_are_sorted_and_spaces_gone() {
        let value = json!({ "b": [1, 2.50, null], "a": "é\u{1f600}\n", "A": true });
        let bytes = canonical_bytes(&value).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "{\"A\":true,\"a\":\"é\u{1f600}\\n\",\"b\":[1,2.5,null]}"
        );
    }

    #[test]
    fn the_largest_amounts_stay_exact() {
        let bytes = canonical_bytes(&json!([MAX_MINOR, -MAX_MINOR])).unwrap();
        assert_eq!(bytes, b"[9007199254740991,-9007199254740991]");
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(
            version_hash(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn one_changed_letter_changes_the_hash() {
        let hash = |text: &str| version_hash(&canonical_bytes(&json!({ "text": text })).unwrap());
        assert_ne!(hash("a"), hash("b"));
    }
}
