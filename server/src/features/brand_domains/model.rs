//! What proves a domain, and how far its cookies may go.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far the session's cookie goes (P4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CookieScope {
    /// To this host alone.
    Host,
    /// To the bare domain and every host under it.
    Site,
}

impl CookieScope {
    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Site => "site",
        }
    }
}

impl std::str::FromStr for CookieScope {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "host" => Ok(Self::Host),
            "site" => Ok(Self::Site),
            _ => Err(()),
        }
    }
}

crate::word_column!(CookieScope);

/// The TXT record that proves a domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProofRecord {
    /// Its name.
    pub name: String,
    /// Its text.
    pub value: String,
}

impl ProofRecord {
    /// The record of a host, with the claim's own token. The name is one of its own, so that it hinders no other record.
    pub fn of(host: &str, token: &str) -> Self {
        Self {
            name: format!("_portico.{host}"),
            value: format!("portico-proof={token}"),
        }
    }

    /// Whether it is among the texts found there.
    pub fn stands_in(&self, texts: &[String]) -> bool {
        texts.iter().any(|text| text.trim() == self.value)
    }
}

/// The bare domain of a host: its parent (`studio.example` for `www.studio.example`), or itself where the parent is a
/// single label. Browsers refuse cookies for public suffixes by themselves.
pub fn bare_domain(host: &str) -> &str {
    match host.split_once('.') {
        Some((_, parent)) if parent.contains('.') => parent,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_record_proves() {
        let record = ProofRecord::of("studio.example", "t0ken");
        assert_eq!(record.name, "_portico.studio.example");
        let stands = |text: &str| record.stands_in(&["v=spf1".to_owned(), text.to_owned()]);
        assert!(stands("portico-proof=t0ken") && stands(" portico-proof=t0ken "));
        assert!(
            !stands("portico-proof=other") && !stands("xportico-proof=t0ken") && !stands("t0ken")
        );
    }

    #[test]
    fn the_bare_domain_is_the_parent_or_the_host_itself() {
        assert_eq!(bare_domain("www.studio.example"), "studio.example");
        assert_eq!(bare_domain("a.www.studio.example"), "www.studio.example");
        assert_eq!(bare_domain("studio.example"), "studio.example");
        assert_eq!(bare_domain("localhost"), "localhost");
    }
}
