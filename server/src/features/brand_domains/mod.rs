//! The addresses at which a provider's portal is found, as its staff keep them (P4, P5).
//!
//! Staff add an address; it is a claim, and nothing is served there (421). Whoever owns the domain proves it by a TXT
//! record, or the operator does by `portico domain prove`; from then on it is a brand domain. An address may lead to
//! another one of the same provider, and a cookie may be shared with the bare domain once that one is proven too.

mod model;
mod proving;
mod staff;
mod store;

pub use model::{CookieScope, ProofRecord};
pub use proving::{Claimed, confirm_claim, list_claims, prove_by_operator};
pub use staff::{
    BrandDomainList, BrandDomainPath, BrandDomainRow, ChangeBrandDomain, CreateBrandDomain,
    change_brand_domain, create_brand_domain, create_proof, list_brand_domains,
    remove_brand_domain,
};

#[cfg(test)]
mod tests;
