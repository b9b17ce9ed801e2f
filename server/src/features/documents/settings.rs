//! What of the provider's settings documents depend on.

use jiff::{civil::Date, tz::TimeZone};

use super::{
    content::{Content, Offer},
    status,
};
use crate::{
    db::{Read, Statement},
    error::{Error, Result},
    features::providers::preset::Preset,
    kit::clock::Time,
    params, row,
    scope::Audience,
    scoped,
};

row! {
    /// The provider as documents need it.
    #[derive(Debug, Clone)]
    pub struct Settings {
        /// Its name.
        pub name: String,
        /// BCP 47.
        pub language: String,
        /// IANA name; see [`Settings::zone`].
        time_zone: String,
        /// ISO 4217.
        pub currency: String,
        /// ISO 3166-1 alpha-2.
        pub country: String,
        /// Whether clients may pay a deposit.
        pub offers_deposit: bool,
        /// Whether clients may pay the whole.
        pub offers_full: bool,
        /// Whether another than the author approves documents.
        pub four_eyes: bool,
        /// Who messages come from.
        pub sender_name: String,
        preset: String,
    }
}

impl Settings {
    /// Those of the audience's provider.
    pub async fn load<A: Audience<Statement = Statement>>(read: &Read<'_, A>) -> Result<Self> {
        Ok(read
            .one(
                scoped!(
                    "select p.name, p.language, p.time_zone, p.currency, p.country, p.offers_deposit, p.offers_full, p.four_eyes,
                            p.sender_name, p.preset
                     from provider p where {provider:p}"
                ),
                params![],
            )
            .await?)
    }

    /// Whether it works under the strictest of the presets.
    pub fn is_regulated(&self) -> bool {
        self.preset == Preset::Regulated.as_str()
    }

    /// The provider's time zone.
    pub fn zone(&self) -> Result<TimeZone> {
        TimeZone::get(&self.time_zone).map_err(Error::internal)
    }

    /// The day it is there.
    pub fn today(&self, now: Time) -> Result<Date> {
        Ok(now.date_in(&self.zone()?))
    }

    /// Whether a document valid until `date` is too old to accept.
    pub fn is_expired(&self, date: Option<Date>, now: Time) -> Result<bool> {
        Ok(status::is_expired(date, &self.zone()?, now.timestamp()))
    }

    /// The moment from which a document valid until `date` can't be accepted.
    pub fn ends_at(&self, date: Option<Date>) -> Result<Option<Time>> {
        let zone = self.zone()?;
        Ok(date
            .and_then(|date| status::ends_at(date, &zone))
            .map(Time::from))
    }

    /// The content as clients get it: it offers what the provider offers (D14).
    pub fn allowed(&self, mut content: Content) -> Content {
        content.payment.offers.retain(|offer| match offer {
            Offer::Deposit => self.offers_deposit,
            Offer::Full => self.offers_full,
        });
        content
    }
}
