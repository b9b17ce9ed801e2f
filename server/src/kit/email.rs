//! E-mail addresses in one form: trimmed, lower case, the host in ASCII, so that every spelling
//! of an address counts as that address.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::text::described;

/// The longest address (RFC 5321).
const LONGEST: usize = 254;

/// An address that mail can be sent to. Quoted names, address literals and names beyond ASCII
/// are refused: few mailboxes have them, and each is a way to spell one address twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

impl Email {
    /// What somebody typed, or None when it is no address.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.len() > LONGEST {
            return None;
        }
        let (name, host) = typed.split_once('@')?;
        let host = idna::domain_to_ascii_strict(host).ok()?;
        let address = format!("{}@{host}", name.to_ascii_lowercase());
        (is_name(name) && is_host(&host) && address.len() <= LONGEST).then_some(Self(address))
    }

    /// The folded address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address for a page that its owner has not signed in to: `a•••@example.com`.
    pub fn masked(&self) -> String {
        let (name, host) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let first = name.get(..1).unwrap_or("");
        format!("{first}•••@{host}")
    }
}

/// More than this is asked of an address than a pattern can say.
impl PartialSchema for Email {
    fn schema() -> RefOr<Schema> {
        let description = "An e-mail address; upper and lower case are the same.";
        described(description, 6..=LONGEST, Some("^[^@]+@[^@]+$"))
    }
}

impl ToSchema for Email {}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The dot-atom of RFC 5322, at most 64 characters (RFC 5321).
fn is_name(name: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
    };
    name.len() <= 64 && name.split('.').all(atom)
}

/// A host name with a dot in it whose last label is no number.
fn is_host(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or("");
    host.contains('.') && !last.is_empty() && !last.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_spelling_is_one_address() {
        for typed in [" Ada@Example.com ", "ADA@EXAMPLE.COM", "ada@example.com"] {
            assert_eq!(Email::parse(typed).unwrap().as_str(), "ada@example.com");
        }
        assert_eq!(
            Email::parse("max@Bücher.example").unwrap().as_str(),
            "max@xn--bcher-kva.example"
        );
        assert_eq!(
            Email::parse("a.b+tag@mail.example").unwrap().as_str(),
            "a.b+tag@mail.example"
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in [
            "",
            "ada",
            "@",
            "ada@",
            "@example.com",
            "ada@localhost",
            "a@b@c.example",
            "a b@c.example",
            ".a@c.example",
            "a..b@c.example",
            "a.@c.example",
            "\"a\"@c.example",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@-x.example",
            "a@x..example",
            "a@x.example.",
            "ä@x.example",
            "a@x.example\r\nBcc: b@x.example",
            "a,b@x.example",
            "a@ex_ample.com",
            "<a@x.example>",
        ] {
            assert_eq!(Email::parse(typed), None, "{typed}");
        }
        assert_eq!(Email::parse(&format!("{}@x.example", "a".repeat(65))), None);
        assert_eq!(
            Email::parse(&format!("a@{}.example", "x.".repeat(130))),
            None
        );
    }

    #[test]
    fn a_mask_shows_the_first_letter_and_the_host() {
        assert_eq!(
            Email::parse("ada@example.com").unwrap().masked(),
            "a•••@example.com"
        );
        assert_eq!(
            Email::parse("a@example.com").unwrap().masked(),
            "a•••@example.com"
        );
    }

    proptest! {
        #[test]
        fn parsing_twice_changes_nothing(typed in "\\PC{0,20}@\\PC{0,20}") {
            if let Some(email) = Email::parse(&typed) {
                prop_assert!(email.as_str().is_ascii());
                prop_assert_eq!(Email::parse(email.as_str()), Some(email));
            }
        }
    }
}
