//! Reminders: what waits for a client is brought to its mind, by a ladder of days and by hand (A2, A4).
//!
//! [`plan`] says when an item is next due to be brought to mind, [`remind_due`] does so in the background, and staff do
//! it themselves with [`create_reminder`]. A reminder names the title and the day and leads to the page: it holds no
//! figures, and whoever follows it still signs in.

mod letter;
mod model;
mod sending;
mod settings;
mod staff;
mod store;

pub use model::{Asked, Ladder};
pub use sending::{plan, remind_due};
pub use settings::{
    ReminderSettings, UpdateReminderSettings, show_reminder_settings, update_reminder_settings,
};
pub use staff::{
    ActionItemPath, CreateReminder, ReminderRecipient, ReminderSent, create_reminder,
    may_remind_again,
};
pub use store::find_ladder;

#[cfg(test)]
mod tests;
