//! The server's keys: one root of 32 bytes, and from it one key per purpose by HKDF-SHA-256.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;

const CODES: &str = "sign-in codes";

/// The root key and what is derived from it.
#[derive(Clone)]
pub struct Keys {
    root: [u8; 32],
    codes: [u8; 32],
    previous: Vec<[u8; 32]>,
}

impl Keys {
    /// Derives all keys from the root.
    pub fn new(root: [u8; 32]) -> Self {
        Self {
            root,
            codes: derive(&root, CODES),
            previous: Vec::new(),
        }
    }

    /// The same with roots that were in use before: nothing new is made with them, and what was still verifies.
    #[must_use]
    pub fn with_previous(mut self, previous: impl IntoIterator<Item = Self>) -> Self {
        self.previous
            .extend(previous.into_iter().map(|keys| keys.root));
        self
    }

    /// Reads a root key of 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.trim().as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut root = [0; 32];
        for (byte, pair) in root.iter_mut().zip(digits.chunks_exact(2)) {
            let high = char::from(pair[0]).to_digit(16)?;
            let low = char::from(pair[1]).to_digit(16)?;
            *byte = u8::try_from(high * 16 + low).ok()?;
        }
        Some(Self::new(root))
    }

    /// The root as 64 hexadecimal digits, for the key file.
    pub fn to_hex(&self) -> String {
        self.root.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Signs six-digit codes (P13).
    pub fn for_codes(&self) -> &[u8; 32] {
        &self.codes
    }

    /// What may have signed a code: the present key, then the previous ones.
    pub fn all_for_codes(&self) -> impl Iterator<Item = [u8; 32]> {
        self.all_for_purpose(CODES)
    }

    /// The keys for a purpose: the present one, then the previous ones.
    pub fn all_for_purpose(&self, purpose: &str) -> impl Iterator<Item = [u8; 32]> {
        let roots = std::iter::once(&self.root).chain(&self.previous);
        roots.map(move |root| derive(root, purpose))
    }

    /// A key for a purpose without a name of its own here.
    pub fn for_purpose(&self, purpose: &str) -> [u8; 32] {
        derive(&self.root, purpose)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

fn derive(root: &[u8; 32], purpose: &str) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(b"portico"), root)
        .expand(purpose.as_bytes(), &mut key)
        .expect("32 bytes are less than HKDF's limit of 255 blocks");
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_have_different_keys_and_hex_reads_back() {
        let keys = Keys::new([7; 32]);
        assert_eq!(keys.for_codes(), &keys.for_purpose("sign-in codes"));
        assert_ne!(keys.for_purpose("a"), keys.for_purpose("b"));
        assert_eq!(
            Keys::from_hex(&keys.to_hex()).unwrap().for_codes(),
            keys.for_codes()
        );
        assert!(Keys::from_hex("07").is_none() && Keys::from_hex(&"zz".repeat(32)).is_none());
        assert!(!format!("{keys:?}").contains('7'));
        let rotated = Keys::new([8; 32]).with_previous([keys.clone()]);
        let known: Vec<[u8; 32]> = rotated.all_for_codes().collect();
        assert_eq!(known, [*rotated.for_codes(), *keys.for_codes()]);
    }
}
