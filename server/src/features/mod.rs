//! What Portico does, one folder each.

pub mod api_keys;
pub mod audit;
pub mod brand_domains;
pub mod decisions;
pub mod delivery;
pub mod devices;
pub mod documents;
pub mod events;
pub mod inbox;
pub mod legal_pages;
pub mod letters;
pub mod orgs;
pub mod outbox_page;
pub mod passwords;
pub mod payment_methods;
pub mod people;
pub mod providers;
pub mod provisioning;
pub mod responses;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod sign_in_settings;
pub mod staff_accounts;
pub mod staff_sign_in;
pub mod tokens;
