//! What a caller shows of itself, as the document says it: a cookie of a session, an access token, a key.

use std::collections::BTreeMap;

use utoipa::openapi::RefOr;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};

use super::table::Audience;

const CONTACT_SESSION: &str = "contact_session";
const CONTACT_TOKEN: &str = "contact_token";
const STAFF_SESSION: &str = "staff_session";
const API_KEY: &str = "api_key";

/// Everything that may be shown.
pub(super) fn schemes() -> BTreeMap<String, RefOr<SecurityScheme>> {
    let of_contact = "The session of a contact. Over http it is called portico; below a prefix, __Secure-portico.";
    let of_staff = "The session of staff or of an operator. Over http it is called portico-staff.";
    let schemes = [
        (CONTACT_SESSION, cookie("__Host-portico", of_contact)),
        (CONTACT_TOKEN, bearer("An access token of a contact.")),
        (STAFF_SESSION, cookie("__Host-portico-staff", of_staff)),
        (API_KEY, bearer("A key that staff made for a program.")),
    ];
    schemes
        .map(|(name, scheme)| (name.to_owned(), RefOr::T(scheme)))
        .into()
}

/// What an audience shows: one of these. Nothing, if it is nobody.
pub(super) fn of(audience: Audience) -> Vec<SecurityRequirement> {
    let names: &[&str] = match audience {
        Audience::Public => &[],
        Audience::Contact => &[CONTACT_SESSION, CONTACT_TOKEN],
        Audience::Staff | Audience::Operator => &[STAFF_SESSION],
        Audience::Device => &[API_KEY],
    };
    let none: [&str; 0] = [];
    names
        .iter()
        .map(|name| SecurityRequirement::new(*name, none))
        .collect()
}

fn cookie(name: &str, description: &str) -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        name,
        description,
    )))
}

fn bearer(description: &str) -> SecurityScheme {
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(description));
    SecurityScheme::Http(scheme.build())
}
