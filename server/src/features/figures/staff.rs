//! The figures as staff see them.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    model::{Facts, Weeks},
    store,
};
use crate::{
    app::App,
    error::{Error, Result},
    features::documents::{settings::Settings, writing::priced_choices},
    kit::http::params::Search,
    scope::Staff,
};

/// No span is longer.
const MOST_WEEKS: u32 = 52;

/// Which span, and in which currency amounts are.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct QuoteFiguresQuery {
    /// 1 to 52; 12 when left out.
    #[param(minimum = 1, maximum = 52)]
    pub weeks: Option<u32>,
    /// ISO 4217; the provider's own when left out.
    pub currency: Option<String>,
}

/// What came of quotes.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuoteFigures {
    /// The currency of the amounts.
    pub currency: String,
    /// Those in which anything was accepted in these spans, and the provider's own.
    pub currencies: Vec<String>,
    /// Of the whole span.
    pub now: QuotesOfSpan,
    /// Of the equal span before.
    pub before: QuotesOfSpan,
    /// Each week, the oldest first; the last one holds today.
    pub weeks: Vec<QuotesOfWeek>,
}

/// What happened to quotes within a span.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuotesOfSpan {
    /// Published for the first time.
    pub sent: usize,
    /// Opened for the first time.
    pub opened: usize,
    /// Accepted.
    pub accepted: usize,
    /// Declined.
    pub declined: usize,
    /// How long the middle answer took from the first publication.
    pub median_answer_minutes: Option<u64>,
    /// What was accepted, with tax, in the currency.
    pub revenue_accepted_minor: i64,
}

/// What happened to quotes in a week.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotesOfWeek {
    /// Its Monday.
    #[schema(value_type = String, format = Date)]
    pub start: Date,
    /// Published for the first time.
    pub sent: usize,
    /// Opened for the first time.
    pub opened: usize,
    /// Accepted.
    pub accepted: usize,
    /// Declined.
    pub declined: usize,
    /// How long the middle answer took from the first publication.
    pub median_answer_minutes: Option<u64>,
    /// What was accepted, with tax, in the currency.
    pub revenue_accepted_minor: i64,
}

/// What came of quotes, by weeks of the provider's calendar, as far as one sees them.
pub async fn show_quote_figures(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<QuoteFiguresQuery>,
) -> Result<Json<QuoteFigures>> {
    let count = query.weeks.unwrap_or(12);
    if !(1..=MOST_WEEKS).contains(&count) {
        let words = format!("Between 1 and {MOST_WEEKS}.");
        return Err(Error::invalid("weeks", "invalid", words));
    }
    let count = count.cast_signed();
    let read = app.db.read(&staff).await?;
    let settings = Settings::load(&read).await?;
    let out_of_reach = || Error::internal("the calendar ends here");
    let weeks = Weeks::until(app.clock.now(), settings.zone()?, count).ok_or_else(out_of_reach)?;
    let bounds = weeks.bounds().ok_or_else(out_of_reach)?;
    let facts = Facts {
        sent: store::list_sent(&read, bounds).await?,
        opened: store::list_opened(&read, bounds).await?,
        answered: store::list_answered(&read, bounds).await?,
    }
    .of_types(&priced_choices(&read).await?);
    let mut currencies: Vec<String> = facts
        .answered
        .iter()
        .filter(|one| one.outcome == "accepted")
        .map(|one| one.currency.clone())
        .chain([settings.currency.clone()])
        .collect();
    currencies.sort_unstable();
    currencies.dedup();
    let currency = query.currency.unwrap_or(settings.currency);
    let of_week = |index| {
        let one = facts.count(&weeks, (index, index + 1), &currency);
        QuotesOfWeek {
            start: weeks.monday(index),
            sent: one.sent,
            opened: one.opened,
            accepted: one.accepted,
            declined: one.declined,
            median_answer_minutes: one.median_answer_minutes,
            revenue_accepted_minor: one.revenue_accepted_minor,
        }
    };
    Ok(Json(QuoteFigures {
        now: facts.count(&weeks, (0, count), &currency),
        before: facts.count(&weeks, (-count, 0), &currency),
        weeks: (0..count).map(of_week).collect(),
        currency,
        currencies,
    }))
}
