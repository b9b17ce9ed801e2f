//! The queue of SMS for a device of the provider's, such as a phone or a Mac that sends them itself (F6).
//!
//! A provider with a live key of scope `sms` sends its SMS this way and no other. The device asks and waits; what it
//! gets it holds for a minute, and says what became of it. What it does not report goes to the next that asks. A code
//! past its life is never handed out, and the operator's rules for SMS hold here too.

mod device;
mod store;

pub use device::{
    CreateReport, LeasedSms, QueuedSms, ReportedState, SmsPath, SmsQuery, create_report, lease_sms,
};

#[cfg(test)]
mod tests;
