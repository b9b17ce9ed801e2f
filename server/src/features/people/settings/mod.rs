//! What a client sets for itself or has set for it (P9): how it is called and looks, whom to turn to, what needs
//! approval, from where its portal can be used, and what new contacts are told about.
//!
//! Staff who invite change all of it. Contacts with `manage_people` change logo, primary contact and notification
//! defaults, at addresses of their own.

pub mod client;
mod logo;
mod model;
pub mod staff;
mod store;

pub use logo::{
    client_logo_url, remove_client_logo, remove_staff_logo, save_client_logo, save_staff_logo,
    show_client_logo, show_staff_logo,
};
pub use model::{NotificationEvent, admits};
pub use store::{find_look, find_notification_default};

#[cfg(test)]
mod tests;
