//! The six digits that prove a phone or mailbox (P13): stored only as an HMAC, compared in
//! constant time.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

const LABEL: &[u8] = b"portico/code/v1";

/// Six decimal digits. Its debug form hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A code out of 64 random bits. The bias of the remainder is below 2^-44.
    pub fn from_random(bits: u64) -> Self {
        Self(format!("{:06}", bits % 1_000_000))
    }

    /// What somebody typed: six digits, with spaces or hyphens between them forgiven.
    pub fn parse(typed: &str) -> Option<Self> {
        let digits: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .take(7)
            .collect();
        let whole = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        whole.then_some(Self(digits))
    }

    /// The digits, for the message that carries them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is stored: the HMAC-SHA256 over provider, pending sign-in and code.
    pub fn seal(&self, key: &[u8; 32], provider_id: Uuid, sign_in_id: Uuid) -> [u8; 32] {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(LABEL);
        mac.update(provider_id.as_bytes());
        mac.update(sign_in_id.as_bytes());
        mac.update(self.0.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Whether this is the code that was sealed, in constant time.
    pub fn opens(&self, seal: &[u8], key: &[u8; 32], provider_id: Uuid, sign_in_id: Uuid) -> bool {
        self.seal(key, provider_id, sign_in_id)
            .as_slice()
            .ct_eq(seal)
            .into()
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(••••••)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn typed_codes_are_read_kindly_but_exactly() {
        let code = Code::parse("012345").unwrap();
        for typed in [" 012345 ", "012 345", "012-345", "0 1 2 3 4 5"] {
            assert_eq!(Code::parse(typed), Some(code.clone()), "{typed}");
        }
        for typed in [
            "",
            "12345",
            "0123456",
            "01234a",
            "٠١٢٣٤٥",
            "+12345",
            "1e5000",
        ] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_seal_opens_only_for_its_provider_sign_in_key_and_code() {
        let (provider, sign_in, other) =
            (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let code = Code::from_random(42);
        let seal = code.seal(&KEY, provider, sign_in);
        assert!(code.opens(&seal, &KEY, provider, sign_in));
        assert!(!code.opens(&seal, &KEY, other, sign_in));
        assert!(!code.opens(&seal, &KEY, provider, other));
        assert!(!code.opens(&seal, &[8; 32], provider, sign_in));
        assert!(!code.opens(&seal[..31], &KEY, provider, sign_in));
        assert!(!Code::from_random(43).opens(&seal, &KEY, provider, sign_in));
    }

    #[test]
    fn debug_shows_no_digits() {
        assert!(!format!("{:?}", Code::from_random(123_456)).contains('1'));
    }

    proptest! {
        #[test]
        fn random_codes_have_six_digits(bits: u64) {
            let code = Code::from_random(bits);
            prop_assert_eq!(Code::parse(code.as_str()), Some(code));
        }
    }
}
