//! Figures: what came of quotes, week by week, for the staff's home.
//!
//! A quote is a document of any type whose clients choose something that has a price.
//! Every figure counts what happened within its span of the provider's calendar: a quote is sent when its first version
//! is published, opened when somebody of the client first opens it, accepted or declined when it is first answered so.
//! Amounts are those of one currency; a quote that is accepted anew after a revision adds the difference to what was
//! accepted before, and is not counted as accepted twice.

mod model;
mod staff;
mod store;

pub use staff::{QuoteFigures, QuoteFiguresQuery, QuotesOfSpan, QuotesOfWeek, show_quote_figures};

#[cfg(test)]
mod tests;
