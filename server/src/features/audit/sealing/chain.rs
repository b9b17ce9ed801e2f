//! What is chained, and how: pure functions and the shapes of an export's lines.

use hmac::{Hmac, KeyInit, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    db::Json,
    error::{Error, Result},
    kit::{canonical::canonical_bytes, clock::Time, id::Id},
};

/// What the chain begins with.
pub(super) const START: Hash = Hash([0; 32]);

const PERSON: &[u8] = b"portico/audit/person/v1";
const CHAIN: &[u8] = b"portico/audit/chain/v1";
const SEAL: &[u8] = b"portico/audit/seal/v1";

/// 32 bytes; hexadecimal in an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub(super) [u8; 32]);

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for Hash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const FAULT: &str = "64 hexadecimal digits";
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(FAULT);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digit = |digit: u8| char::from(digit).to_digit(16).ok_or(FAULT);
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).map_err(|_| FAULT)?;
        }
        Ok(Self(bytes))
    }
}

/// An entry without its personal side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) provider_id: Id,
    pub(super) sequence: i64,
    pub(super) at: Time,
    pub(super) actor_kind: String,
    pub(super) actor_id: Option<Id>,
    pub(super) client_id: Option<Id>,
    pub(super) act: String,
    pub(super) outcome: String,
    pub(super) subject_kind: Option<String>,
    pub(super) subject_id: Option<Id>,
    pub(super) detail: Json,
    pub(super) request_id: Option<String>,
}

/// The personal side of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) ip: Option<String>,
    pub(super) agent: Option<String>,
}

impl Person {
    /// SHA-256 of salt and personal side.
    pub(super) fn digest(&self, salt: &Hash) -> Result<Hash> {
        let bytes = canonical_bytes(self).map_err(Error::internal)?;
        Ok(hash(&[PERSON, &salt.0, &bytes]))
    }
}

/// What an entry adds to the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    /// Missing once the personal side is erased.
    pub(super) salt: Option<Hash>,
    pub(super) person_digest: Hash,
    pub(super) chain: Hash,
}

/// The next link.
pub(super) fn link(before: &Hash, record: &Record, person_digest: &Hash) -> Result<Hash> {
    let mut value = serde_json::to_value(record).map_err(Error::internal)?;
    value["person_digest"] = Json::String(person_digest.to_string());
    let bytes = canonical_bytes(&value).map_err(Error::internal)?;
    Ok(hash(&[CHAIN, &before.0, &bytes]))
}

/// An entry as it is written, proven and exported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) entry: Record,
    pub(super) person: Option<Person>,
    /// Missing until it is sealed.
    pub(super) proof: Option<Proof>,
}

/// How far the chain went at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seal {
    pub(super) first_sequence: i64,
    pub(super) last_sequence: i64,
    pub(super) hash: Hash,
    pub(super) mac: Hash,
    pub(super) sealed_at: Time,
}

impl Seal {
    /// The MAC that a key makes of it.
    pub(super) fn mac(&self, key: &[u8; 32], provider_id: Id) -> Hash {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(SEAL);
        mac.update(provider_id.as_bytes());
        for number in [
            self.first_sequence,
            self.last_sequence,
            self.sealed_at.micros(),
        ] {
            mac.update(&number.to_be_bytes());
        }
        mac.update(&self.hash.0);
        Hash(mac.finalize().into_bytes().into())
    }
}

fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}
