//! A published version: the bytes that a client saw, and their hash (D13).

use serde::{Deserialize, Serialize};

use super::content::Content;
use crate::{
    error::{Error, Result},
    kit::{
        canonical::{canonical_bytes, version_hash},
        id::Id,
    },
};

/// What is frozen when a version is published: everything that makes up what the client accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Empty in a preview of a document that was not issued yet.
    pub number: Option<String>,
    /// The title.
    pub title: String,
    /// The document type's key.
    #[serde(rename = "type")]
    pub type_key: String,
    /// Counted from 1.
    pub version: i64,
    /// For whom.
    pub client: Party,
    /// By whom.
    pub provider: Maker,
    /// What it says.
    pub content: Content,
}

/// The client of a frozen version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The client.
    pub id: Id,
    /// Its name at that time.
    pub name: String,
}

/// The provider of a frozen version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    /// Its name at that time.
    pub name: String,
}

/// The bytes of a version and what they are called.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// RFC 8785 JSON.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes in hex.
    pub hash: String,
}

impl Frozen {
    /// Writes the version down.
    pub fn seal(&self) -> Result<Sealed> {
        let bytes = canonical_bytes(self).map_err(Error::internal)?;
        let hash = version_hash(&bytes);
        Ok(Sealed { bytes, hash })
    }

    /// Reads a version back.
    pub fn open(bytes: &[u8]) -> Result<Self> {
        serde_json::from_slice(bytes).map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn frozen() -> Frozen {
        serde_json::from_value(json!({
            "number": "Q-2026-0001", "title": "Küche", "type": "quote", "version": 1,
            "client": { "id": "00000000-0000-7000-8000-000000000001", "name": "Meyer" },
            "provider": { "name": "Studio" },
            "content": { "currency": "EUR", "intro": null, "blocks": [
                { "type": "rich_text", "id": "r", "markdown": "Hello\n" } ],
                "valid_until": "2026-12-31", "deposit": null,
                "payment": { "asks": true, "offers": ["full"], "excluded_method_ids": [] }, "next_steps": null }
        }))
        .unwrap()
    }

    #[test]
    fn a_version_is_read_back_as_it_was_and_its_hash_is_fixed() {
        let sealed = frozen().seal().unwrap();
        assert_eq!(Frozen::open(&sealed.bytes).unwrap(), frozen());
        assert_eq!(
            Frozen::open(&sealed.bytes).unwrap().seal().unwrap().hash,
            sealed.hash
        );
        assert!(sealed.bytes.starts_with(
            br#"{"client":{"id":"00000000-0000-7000-8000-000000000001","name":"Meyer"}"#
        ));
        assert_eq!(
            sealed.hash,
            "99b25e5f2ff5c17c282c5889c7b3c8c0f5f6371c97e9e88f2ec976256d194528"
        );
    }

    #[test]
    fn every_part_is_in_the_hash() {
        let hash = |change: fn(&mut Frozen)| {
            let mut version = frozen();
            change(&mut version);
            version.seal().unwrap().hash
        };
        let hashes = [
            hash(|_| {}),
            hash(|v| v.number = None),
            hash(|v| v.title.push('!')),
            hash(|v| v.version = 2),
            hash(|v| v.client.name.push('!')),
            hash(|v| v.provider.name.push('!')),
            hash(|v| v.content.blocks.clear()),
        ];
        assert_eq!(
            hashes
                .iter()
                .collect::<std::collections::HashSet<_>>()
                .len(),
            hashes.len()
        );
    }
}
