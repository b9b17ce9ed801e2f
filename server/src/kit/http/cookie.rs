//! Session cookies: their names, how they are set, read and ended (P4).
//! Everything follows the registered origin, never the scheme or port of the request.

use http::{HeaderMap, HeaderValue, header};

use super::site::Site;

/// Which of a site's cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The session's token.
    Session,
    /// Marks the browser that asked for a sign-in; lives ten minutes.
    Pending,
    /// The token of a session that reads one document by a delivery link, without a sign-in.
    Link,
}

/// How long a pending cookie lives.
pub const PENDING_S: u64 = 600;

impl Cookie {
    /// The cookie's name on `site`.
    pub fn name(self, site: &Site) -> String {
        let is_host_only = site.prefix().is_empty() && site.cookie_domain().is_none();
        let shield = match (site.is_secure(), is_host_only) {
            (true, true) => "__Host-",
            (true, false) => "__Secure-",
            (false, _) => "",
        };
        let audience = if matches!(site, Site::Staff(_)) {
            "-staff"
        } else {
            ""
        };
        let purpose = match self {
            Self::Session => "",
            Self::Pending => "-pending",
            Self::Link => "-link",
        };
        format!("{shield}portico{audience}{purpose}")
    }

    /// The `Set-Cookie` value. `max_age_s` is what the session lives at most; the server decides in the end.
    pub fn set(self, site: &Site, value: &str, max_age_s: u64) -> HeaderValue {
        let path = if site.prefix().is_empty() {
            "/"
        } else {
            site.prefix()
        };
        let secure = if site.is_secure() { "; Secure" } else { "" };
        let domain = site
            .cookie_domain()
            .map(|domain| format!("; Domain={domain}"))
            .unwrap_or_default();
        let text = format!(
            "{}={value}; Path={path}; Max-Age={max_age_s}; HttpOnly; SameSite=Lax{secure}{domain}",
            self.name(site)
        );
        HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// The `Set-Cookie` value that removes it.
    pub fn expire(self, site: &Site) -> HeaderValue {
        self.set(site, "", 0)
    }

    /// The value a request carries. A name that appears twice counts as absent: which one is meant can't be known.
    pub fn read<'a>(self, site: &Site, headers: &'a HeaderMap) -> Option<&'a str> {
        let name = self.name(site);
        let mut values = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim_ascii().split_once('='))
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value);
        let first = values.next()?;
        (values.next().is_none() && !first.is_empty()).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::kit::http::site::{Brand, StaffSite};
    use crate::kit::id::Id;

    fn brand(origin: &str, prefix: &str) -> Site {
        Site::Brand(Arc::new(Brand {
            provider_id: Id::from_bytes([0; 16]),
            brand_domain_id: Id::from_bytes([0; 16]),
            host: "studio.example".into(),
            prefix: prefix.into(),
            origin: origin.into(),
            cookie_domain: None,
            main_address: None,
        }))
    }

    #[test]
    fn names_and_attributes_follow_the_registered_origin() {
        let set = |site: &Site| {
            Cookie::Session
                .set(site, "t", 60)
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            set(&brand("https://studio.example", "")),
            "__Host-portico=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            set(&brand("https://studio.example", "/clients")),
            "__Secure-portico=t; Path=/clients; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            set(&brand("http://studio.localhost:3060", "")),
            "portico=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"
        );
        let staff = Site::Staff(Arc::new(StaffSite {
            origin: "https://staff.example".into(),
            host: "staff.example".into(),
        }));
        assert_eq!(Cookie::Session.name(&staff), "__Host-portico-staff");
        assert_eq!(
            Cookie::Pending.name(&brand("https://studio.example", "")),
            "__Host-portico-pending"
        );
        assert!(
            Cookie::Pending
                .expire(&staff)
                .to_str()
                .unwrap()
                .starts_with("__Host-portico-staff-pending=; Path=/; Max-Age=0;")
        );
    }

    #[test]
    fn a_cookie_of_the_whole_site_names_its_domain_and_gives_up_the_host_prefix() {
        let Site::Brand(brand) = brand("https://www.studio.example", "") else {
            panic!("a brand")
        };
        let site = Site::Brand(Arc::new(Brand {
            cookie_domain: Some("studio.example".into()),
            ..(*brand).clone()
        }));
        assert_eq!(
            Cookie::Session.set(&site, "t", 60),
            "__Secure-portico=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure; Domain=studio.example"
        );
    }

    #[test]
    fn a_cookie_is_read_by_its_exact_name_and_only_when_it_is_there_once() {
        let site = brand("http://studio.localhost:3060", "");
        let read = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, line.parse().unwrap());
            Cookie::Session.read(&site, &headers).map(str::to_owned)
        };
        assert_eq!(read("a=b; portico=token; c=d").as_deref(), Some("token"));
        assert_eq!(read("portico-pending=x; __Host-portico=y"), None);
        assert_eq!(read("portico=one; portico=two"), None);
        assert_eq!(read("portico="), None);
    }
}
