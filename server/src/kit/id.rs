//! Ids, tokens and codes: everything that must not be guessed or must not repeat comes from here.

use std::{
    fmt,
    str::FromStr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::clock::Clock;

/// The key of a row: a UUID of version 7. Ids are not secrets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Uuid);

impl Id {
    /// Wraps any UUID.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The id with these sixteen bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// The UUID it is.
    pub const fn uuid(&self) -> Uuid {
        self.0
    }

    /// The sixteen bytes, in the order in which ids sort.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl utoipa::PartialSchema for Id {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("uuid".to_owned())))
            .into()
    }
}

impl utoipa::ToSchema for Id {}

/// A secret of 256 bits as base64url, for cookies and links. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Writes 32 random bytes as a token.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The text to hand out, once.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is stored instead of the token.
    pub fn hash(&self) -> [u8; 32] {
        sha256(self.0.as_bytes())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 of these bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Where ids and chance come from.
pub trait Ids: Send + Sync {
    /// A new id, later in order than all before it from this source.
    fn id(&self) -> Id;

    /// 32 bytes that nobody can foresee.
    fn bytes(&self) -> [u8; 32];

    /// A new secret for a cookie or a link.
    fn token(&self) -> Token {
        Token::from_bytes(self.bytes())
    }

    /// Six digits, each code equally likely (P13).
    fn code(&self) -> String {
        loop {
            for chunk in self.bytes().as_chunks::<4>().0 {
                // 4,294,000,000 is the largest multiple of a million in 32 bits: above it codes would lean low.
                let drawn = u32::from_be_bytes(*chunk);
                if drawn < 4_294_000_000 {
                    return format!("{:06}", drawn % 1_000_000);
                }
            }
        }
    }
}

/// The real source: the clock's time and the operating system's randomness.
pub struct Random {
    clock: Arc<dyn Clock>,
    /// The millisecond and the count within it of the last id.
    last: Mutex<(u64, u16)>,
}

impl Random {
    /// Ids carry this clock's time.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            last: Mutex::new((0, 0)),
        }
    }

    /// The next (millisecond, count): never behind the last one, even if the clock was set back.
    fn tick(&self) -> (u64, u16) {
        let now = u64::try_from(self.clock.now().millis()).unwrap_or(0);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = match *last {
            (millis, _) if now > millis => (now, 0),
            (millis, 0xfff) => (millis + 1, 0),
            (millis, count) => (millis, count + 1),
        };
        *last
    }
}

impl Ids for Random {
    fn id(&self) -> Id {
        let (millis, count) = self.tick();
        let mut bytes = [0_u8; 16];
        bytes[8..].copy_from_slice(&self.bytes()[..8]);
        bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
        bytes[6..8].copy_from_slice(&(0x7000 | count).to_be_bytes());
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Id::from_bytes(bytes)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that draws random numbers"
    )]
    fn bytes(&self) -> [u8; 32] {
        rand::random()
    }
}

/// A source for tests: ids count upwards, bytes are the hashes of a counter.
#[derive(Debug, Default)]
pub struct TestIds {
    ids: AtomicU64,
    draws: AtomicU64,
}

impl TestIds {
    /// The nth id, counted from 1, of any `TestIds`.
    pub fn nth(n: u64) -> Id {
        Id::from_uuid(Uuid::from_u64_pair(0x7000, 0x8000_0000_0000_0000 | n))
    }
}

impl Ids for TestIds {
    fn id(&self) -> Id {
        Self::nth(self.ids.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn bytes(&self) -> [u8; 32] {
        sha256(&self.draws.fetch_add(1, Ordering::SeqCst).to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::clock::{TestClock, Time};

    #[test]
    fn random_ids_are_version_7_and_ascend_even_when_the_clock_goes_back() {
        let clock = Arc::new(TestClock::at(Time::from_micros(1_795_253_400_000_000)));
        let ids = Random::new(clock.clone());
        let mut last = ids.id();
        for n in 0..10_000 {
            if n == 5_000 {
                clock.set(Time::from_micros(0));
            }
            let next = ids.id();
            assert!(next > last, "{next} after {last}");
            last = next;
        }
        let uuid: Uuid = last.to_string().parse().unwrap();
        assert_eq!(
            (uuid.get_version_num(), uuid.get_variant()),
            (7, uuid::Variant::RFC4122)
        );
    }

    #[test]
    fn test_ids_are_exact() {
        let ids = TestIds::default();
        assert_eq!(ids.id().to_string(), "00000000-0000-7000-8000-000000000001");
        assert_eq!(ids.id(), TestIds::nth(2));
    }

    #[test]
    fn codes_have_six_digits_and_tokens_hide_in_debug() {
        let ids = TestIds::default();
        for _ in 0..100 {
            let code = ids.code();
            assert!(
                code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()),
                "{code}"
            );
        }
        let token = ids.token();
        assert_eq!(token.as_str().len(), 43);
        assert!(!format!("{token:?}").contains(token.as_str()));
        assert_ne!(token.hash(), ids.token().hash());
    }
}
