//! What a change to a brand may say.

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::{branding::UpdateBranding, portal::LANGUAGES, store::Portal};
use crate::{
    error::Result,
    kit::{field::FieldErrors, text},
};

/// The row with its changes, or every fault in them.
///
/// # Errors
/// 422 with each field.
pub fn changed(mut portal: Portal, update: UpdateBranding) -> Result<Portal> {
    let mut errors = FieldErrors::new();
    words(&mut portal, &update, &mut errors);
    notes(&mut portal, &update, &mut errors);
    switches(&mut portal, &update, &mut errors);
    Ok(errors.or(portal)?)
}

/// Whether a trimmed value may stand in a field.
type Check = fn(&str) -> bool;

/// Single words and names.
fn words(portal: &mut Portal, update: &UpdateBranding, errors: &mut FieldErrors) {
    let one_of_languages = languages();
    let upper = |value: &Option<String>| value.as_ref().map(|value| value.to_ascii_uppercase());
    let colour = update
        .colour
        .as_ref()
        .map(|value| value.to_ascii_lowercase());
    let fields: [(&str, &mut String, Option<String>, Check, &str); 7] = [
        (
            "name",
            &mut portal.name,
            update.name.clone(),
            is_name,
            "1 to 120 characters.",
        ),
        (
            "sender_name",
            &mut portal.sender_name,
            update.sender_name.clone(),
            is_name,
            "1 to 120 characters.",
        ),
        (
            "colour",
            &mut portal.colour,
            colour,
            is_colour,
            "A colour such as #4f46e5.",
        ),
        (
            "language",
            &mut portal.language,
            update.language.clone(),
            is_language,
            &one_of_languages,
        ),
        (
            "time_zone",
            &mut portal.time_zone,
            update.time_zone.clone(),
            is_time_zone,
            "A name such as Europe/Berlin.",
        ),
        (
            "country",
            &mut portal.country,
            upper(&update.country),
            is_country,
            "Two letters of ISO 3166.",
        ),
        (
            "currency",
            &mut portal.currency,
            upper(&update.currency),
            is_currency,
            "Three letters of ISO 4217.",
        ),
    ];
    for (field, target, value, is_sound, message) in fields {
        match value.as_deref().map(str::trim) {
            None => {}
            Some(value) if is_sound(value) => value.clone_into(target),
            Some(_) => errors.add(field, "invalid", message),
        }
    }
}

/// Longer texts, which an empty one clears.
fn notes(portal: &mut Portal, update: &UpdateBranding, errors: &mut FieldErrors) {
    let fields = [
        ("login_text", &mut portal.login_text, &update.login_text),
        ("footer_text", &mut portal.footer_text, &update.footer_text),
        (
            "support_contact",
            &mut portal.support_contact,
            &update.support_contact,
        ),
    ];
    for (field, target, value) in fields {
        if value.is_some() {
            let text = text::lines(field, value.as_deref(), text::BRAND_TEXT);
            *target = errors.keep(text);
        }
    }
}

/// What is on and off; something of each kind stays on.
fn switches(portal: &mut Portal, update: &UpdateBranding, errors: &mut FieldErrors) {
    portal.offers_deposit = update.offers_deposit.unwrap_or(portal.offers_deposit);
    portal.offers_full = update.offers_full.unwrap_or(portal.offers_full);
    if !portal.offers_deposit && !portal.offers_full {
        errors.add(
            "offers_full",
            "none_left",
            "Offer the deposit, the full amount, or both.",
        );
    }
}

fn is_name(value: &str) -> bool {
    text::line(value, 1..=text::BRAND).is_some()
}

/// Whether this is one of the portal's languages.
pub fn is_language(value: &str) -> bool {
    LANGUAGES.contains(&value)
}

/// One of the portal's languages.
///
/// # Errors
/// Any other word, under `language`.
pub fn language(typed: &str) -> Result<String, FieldErrors> {
    if is_language(typed) {
        Ok(typed.to_owned())
    } else {
        Err(FieldErrors::one("language", "unknown", languages()))
    }
}

/// What is allowed where a language is asked for.
pub fn languages() -> String {
    format!("One of the portal's languages: {}.", LANGUAGES.join(", "))
}

/// Whether this is `#rrggbb`.
pub fn is_colour(value: &str) -> bool {
    value.len() == 7
        && value.starts_with('#')
        && value[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether this is the IANA name of a time zone.
pub fn is_time_zone(value: &str) -> bool {
    jiff::tz::TimeZone::get(value).is_ok()
}

/// Numbers are read as numbers of the country, so it must be one whose numbers are known.
fn is_country(value: &str) -> bool {
    let region = value.parse().ok().filter(|_| value.len() == 2);
    region.is_some_and(|region| {
        PHONE_NUMBER_UTIL
            .get_country_code_for_region(region)
            .is_some()
    })
}

/// Whether this is an ISO 4217 code.
pub fn is_currency(value: &str) -> bool {
    iso_currency::Currency::from_code(value).is_some()
}
