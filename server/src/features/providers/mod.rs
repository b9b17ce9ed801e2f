//! Providers: whose portal this is, what is switched on, and how it looks (P1–P6).

mod asset;
mod branding;
mod change;
pub mod colour;
pub mod domain;
mod manifest;
mod portal;
pub mod preset;
mod store;

pub use asset::{
    AssetSaved, LIMIT_BYTES, MEDIA_TYPES, SANDBOX, hex, image_of, remove_asset, save_asset,
    show_brand_asset, show_staff_asset,
};
pub use branding::{show_branding, update_branding};
pub use change::{is_colour, is_currency, is_language, is_time_zone, language, languages};
pub use manifest::{show_icon, show_manifest};
pub use portal::{LANGUAGES, Language, accent, brand_json, show_portal};
pub use store::{Portal, find_portal, preset_of, staff_assets};

#[cfg(test)]
mod tests;
