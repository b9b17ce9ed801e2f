//! Which site a request is for: a brand's portal or the staff host. Decided by host and prefix alone (P1, P3).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::kit::id::Id;
use axum::extract::FromRequestParts;
use http::request::Parts;

/// A host name, with an optional path prefix, at which a provider's clients find its portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// The provider this brand domain belongs to.
    pub provider_id: Id,
    /// The row of `brand_domain`.
    pub brand_domain_id: Id,
    /// Folded host; see [`super::host::fold`].
    pub host: String,
    /// Empty in host mode, else `/clients`: a leading slash, none at the end.
    pub prefix: String,
    /// The registered public origin, such as `https://www.studio.example`. No slash at the end.
    pub origin: String,
    /// The bare domain that its cookies are good for too; host-only without one.
    pub cookie_domain: Option<String>,
    /// Where this brand really lives, when this host only leads there: origin and prefix.
    pub main_address: Option<String>,
}

/// What a request's host and path lead to.
#[derive(Debug, Clone)]
pub enum Site {
    /// A brand's portal.
    Brand(Arc<Brand>),
    /// The staff host.
    Staff(Arc<StaffSite>),
}

/// The staff host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSite {
    /// `staff.origin` of the configuration.
    pub origin: String,
    /// Its folded host.
    pub host: String,
}

impl Site {
    /// The registered origin: what links, cookies and the `Origin` check follow (P4).
    pub fn origin(&self) -> &str {
        match self {
            Self::Brand(brand) => &brand.origin,
            Self::Staff(staff) => &staff.origin,
        }
    }

    /// The path prefix, empty when there is none.
    pub fn prefix(&self) -> &str {
        match self {
            Self::Brand(brand) => &brand.prefix,
            Self::Staff(_) => "",
        }
    }

    /// The bare domain that cookies are good for too (P4).
    pub fn cookie_domain(&self) -> Option<&str> {
        match self {
            Self::Brand(brand) => brand.cookie_domain.as_deref(),
            Self::Staff(_) => None,
        }
    }

    /// Whether the registered origin is https.
    pub fn is_secure(&self) -> bool {
        self.origin().starts_with("https://")
    }

    /// The brand, or 404 on the staff host.
    pub fn brand(&self) -> Result<&Arc<Brand>> {
        match self {
            Self::Brand(brand) => Ok(brand),
            Self::Staff(_) => Err(Error::not_found()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Site {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Error::internal("a request passed without its site"))
    }
}

/// All brand domains of one host, the longest prefix first.
pub type HostBrands = Arc<[Arc<Brand>]>;

/// A lookup on its way.
pub type Lookup<'a> = Pin<Box<dyn Future<Output = Result<Option<HostBrands>>> + Send + 'a>>;

/// Finds the brand domains of a host. `None`: the host is not registered.
pub trait BrandTable: Send + Sync {
    /// Looks up a folded host.
    fn find<'a>(&'a self, host: &'a str) -> Lookup<'a>;
}

/// The brand whose prefix is the longest one that `path` lies under.
pub fn choose<'a>(brands: &'a [Arc<Brand>], path: &str) -> Option<&'a Arc<Brand>> {
    brands
        .iter()
        .filter(|brand| {
            path.strip_prefix(brand.prefix.as_str())
                .is_some_and(|rest| {
                    brand.prefix.is_empty() || rest.is_empty() || rest.starts_with('/')
                })
        })
        .max_by_key(|brand| brand.prefix.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(prefix: &str) -> Arc<Brand> {
        Arc::new(Brand {
            provider_id: Id::from_bytes([0; 16]),
            brand_domain_id: Id::from_bytes([0; 16]),
            host: "studio.example".into(),
            prefix: prefix.into(),
            origin: "https://studio.example".into(),
            cookie_domain: None,
            main_address: None,
        })
    }

    #[test]
    fn the_longest_prefix_wins_and_only_whole_segments_count() {
        let brands = [brand("/clients"), brand("/clients/north")];
        let prefix = |path| choose(&brands, path).map(|brand| brand.prefix.as_str());
        assert_eq!(prefix("/clients"), Some("/clients"));
        assert_eq!(prefix("/clients/login"), Some("/clients"));
        assert_eq!(prefix("/clients/north/login"), Some("/clients/north"));
        assert_eq!(prefix("/clients/northern"), Some("/clients"));
        assert_eq!(prefix("/clientship"), None);
        assert_eq!(prefix("/"), None);
        assert_eq!(
            choose(&[brand("")], "/anything").map(|brand| brand.prefix.as_str()),
            Some("")
        );
    }
}
