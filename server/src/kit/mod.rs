//! Parts that know no feature.

pub mod canonical;
pub mod clock;
pub mod code;
pub mod dns;
pub mod email;
pub mod event;
pub mod field;
pub mod http;
pub mod id;
pub mod idempotency;
pub mod job;
pub mod keys;
pub mod limit;
pub mod markdown;
pub mod metrics;
pub mod money;
pub mod outbox;
pub mod page;
pub mod phone;
pub mod picture;
pub mod sealed;
pub mod seldom;
pub mod share;
pub mod shutdown;
pub mod sweep;
pub mod terms;
