//! Keys for programs of a provider's. Owners and admins make them, for one purpose each (its scope); a key is shown
//! once, kept as a hash, and worthless from the moment it is revoked. The device that sends SMS has one (F6).

mod extract;
mod staff;
mod store;

pub use staff::{
    ApiKeyDetail, ApiKeyList, ApiKeyPath, ApiKeyRow, CreateApiKey, KeyScope, create_api_key,
    delete_api_key, list_api_keys,
};

#[cfg(test)]
mod tests;
