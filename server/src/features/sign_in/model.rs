//! Addresses to sign in with, and paths to come back to.

use crate::kit::{email::Email, outbox::Channel, phone::Phone};

/// Where a code goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// By SMS.
    Phone(Phone),
    /// By mail.
    Email(Email),
}

impl Address {
    /// How a message travels there.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Phone(_) => Channel::Sms,
            Self::Email(_) => Channel::Email,
        }
    }

    /// As it is stored and counted.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(phone) => phone.as_str(),
            Self::Email(email) => email.as_str(),
        }
    }

    /// As a page shows it to somebody who is not signed in.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(phone) => phone.masked(),
            Self::Email(email) => email.masked(),
        }
    }
}

/// Where one lands without a path to come back to.
pub const HOME: &str = "/portal";

/// A path inside the portal, or nothing: what leads elsewhere is dropped, so that a forged link to the sign-in page
/// keeps nobody out and leads nowhere.
pub fn path_inside(path: &str) -> Option<&str> {
    let sound = path.len() <= 500
        && path.starts_with('/')
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let plain = path.split(['?', '#']).next().unwrap_or_default();
    let plain = plain.to_ascii_lowercase().replace("%2e", ".");
    let climbs = plain.contains("//") || plain.split('/').any(|part| matches!(part, "." | ".."));
    (sound && !climbs).then_some(path)
}

/// Year and slug of `/documents/2026/slug`, with or without `/confirmed`.
pub fn document_of(path: &str) -> Option<(i64, &str)> {
    let plain = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = plain.strip_prefix("/documents/")?.split('/');
    let year = parts.next()?.parse().ok()?;
    parts
        .next()
        .filter(|slug| !slug.is_empty())
        .map(|slug| (year, slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_inside_the_portal_are_come_back_to() {
        for path in [
            "/",
            "/portal",
            "/documents/2026/q-7?x=//y#z",
            "/portal/projects/1",
            "/%2F%2Fevil.example",
        ] {
            assert_eq!(path_inside(path), Some(path));
        }
        for path in [
            "",
            "portal",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a//evil.example",
            "/../evil",
            "/./a",
            "/%2e%2E/x",
            "/a\tb",
            "/a\nb",
            "/ä",
            "/a b",
            " /a",
        ] {
            assert_eq!(path_inside(path), None, "{path}");
        }
        assert_eq!(path_inside(&format!("/{}", "a".repeat(500))), None);
    }

    #[test]
    fn a_documents_address_is_read() {
        assert_eq!(
            document_of("/documents/2026/kitchen"),
            Some((2026, "kitchen"))
        );
        assert_eq!(
            document_of("/documents/2026/kitchen/confirmed?x"),
            Some((2026, "kitchen"))
        );
        for other in [
            "/documents/2026",
            "/documents/2026/",
            "/documents/x/y",
            "/portal/documents/2026/a",
        ] {
            assert_eq!(document_of(other), None, "{other}");
        }
    }
}
