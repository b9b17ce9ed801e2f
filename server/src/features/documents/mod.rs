//! Documents: anything formal the provider shows a client (D1–D3, D10–D15).
//!
//! Staff write a *draft*; publishing freezes it as a *version* (bytes and their hash, never changed), draws the number
//! when it is the first one, and asks the client to choose. Clients see the published version only. What they chose is
//! a response, see `features::responses`.
//!
//! | folder | holds |
//! | --- | --- |
//! | `content`, `pricing`, `selection`, `validation`, `admission`, `status`, `rights` | pure rules |
//! | `tax` | what a new price starts with |
//! | `summary` | what lists show of a content |
//! | `version`, `naming`, `detail`, `figures` | what is frozen, what it is called, how and to whom it is shown |
//! | `acknowledgement` | who said to have read which version |
//! | `reading` | what contacts do with documents |
//! | `writing` | what staff do with them |

pub mod acknowledgement;
pub mod admission;
pub mod content;
pub mod detail;
pub mod figures;
pub mod image_answer;
pub mod naming;
pub mod pricing;
pub mod reading;
pub mod rights;
pub mod selection;
pub mod settings;
pub mod status;
pub mod summary;
pub mod tax;
pub mod validation;
pub mod version;
pub mod writing;

#[cfg(test)]
pub(crate) mod tests;
