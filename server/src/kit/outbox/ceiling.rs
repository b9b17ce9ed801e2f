//! Where SMS may go, and how many may leave in a day: of the whole installation, counted in the database, so that
//! several copies of the program keep one ceiling (P12).

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    db::{Because, Db},
    error::Result,
    kit::{clock::Time, phone::Phone},
    params, system,
};

/// The operator's rules for SMS.
#[derive(Debug, Clone, Default)]
pub struct SmsRules {
    /// Countries they may go to; none named: all.
    pub countries: Option<Vec<String>>,
    /// How many may leave in a day (UTC), as gateways count them; none: no ceiling.
    pub most_a_day: Option<u32>,
}

impl SmsRules {
    /// Whether SMS may go to this number.
    pub fn allow(&self, phone: &Phone) -> bool {
        self.countries
            .as_ref()
            .is_none_or(|countries| phone.is_in(countries))
    }
}

/// How the day stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmsDay {
    /// SMS that left today.
    pub sent: i64,
    /// Whether one had to wait.
    pub is_full: bool,
}

/// The day that the ceiling counts by.
fn day_of(now: Time) -> Date {
    now.date_in(&TimeZone::UTC)
}

/// When the next day begins.
pub(super) fn next_day(now: Time) -> Time {
    let tomorrow = day_of(now).tomorrow().unwrap_or(Date::MAX);
    let midnight = tomorrow.to_zoned(TimeZone::UTC).map(|day| day.timestamp());
    midnight.map_or(now, Time::from)
}

/// Takes room for one message of so many parts. False when there is none today; the operator is told once a day.
pub(super) async fn take(db: &Db, now: Time, most: u32, parts: i64) -> Result<bool> {
    let system = db.system(Because::SmsCeiling);
    let write = system.write().await?;
    let begin =
        system!("insert into sms_day (day, sent) values ($1, 0) on conflict (day) do nothing");
    write.exec(begin, params![day_of(now)]).await?;
    let taken = write
        .exec(
            system!("update sms_day set sent = sent + $2 where day = $1 and sent + $2 <= $3"),
            params![day_of(now), parts, most],
        )
        .await?;
    let mut is_news = false;
    if taken == 0 {
        let full = system!("update sms_day set full_at = $2 where day = $1 and full_at is null");
        is_news = write.exec(full, params![day_of(now), now]).await? == 1;
    }
    write.commit().await?;
    if is_news {
        tracing::error!(
            most,
            "sms.daily_ceiling is reached: no SMS leaves before midnight UTC; look for abuse, or raise it"
        );
    }
    Ok(taken == 1)
}

/// Gives the room of a message back that did not leave.
pub(super) async fn give_back(db: &Db, now: Time, parts: i64) -> Result<()> {
    let system = db.system(Because::SmsCeiling);
    let write = system.write().await?;
    let back = system!("update sms_day set sent = sent - $2 where day = $1 and sent >= $2");
    write.exec(back, params![day_of(now), parts]).await?;
    write.commit().await?;
    Ok(())
}

/// How today stands.
pub async fn sms_day(db: &Db, now: Time) -> Result<SmsDay> {
    let system = db.system(Because::SmsCeiling);
    let found: Option<(i64, bool)> = system
        .read()
        .await?
        .find(
            system!("select d.sent, d.full_at is not null from sms_day d where d.day = $1"),
            params![day_of(now)],
        )
        .await?;
    let (sent, is_full) = found.unwrap_or_default();
    Ok(SmsDay { sent, is_full })
}

/// As how many a gateway counts a text: one up to 160 signs of GSM's alphabet or 70 of any other, longer ones in
/// parts of 153 or 67 (3GPP TS 23.038, 23.040).
pub(super) fn parts(text: &str) -> i64 {
    const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const TWICE: &str = "^{}\\[~]|€";
    let septets: Option<usize> = text
        .chars()
        .map(|sign| match sign {
            _ if GSM.contains(sign) => Some(1),
            _ if TWICE.contains(sign) => Some(2),
            _ => None,
        })
        .sum();
    let (length, whole, part) = match septets {
        Some(length) => (length, 160, 153),
        None => (text.encode_utf16().count(), 70, 67),
    };
    let parts = if length <= whole {
        1
    } else {
        length.div_ceil(part)
    };
    i64::try_from(parts).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_as_gateways_do() {
        for (text, expected) in [
            (String::new(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            ("“".repeat(70), 1),
            ("“".repeat(71), 2),
            ("😀".repeat(36), 2),
        ] {
            assert_eq!(parts(&text), expected, "{} signs", text.chars().count());
        }
    }

    #[test]
    fn a_day_ends_at_midnight_utc() {
        let now = Time::from_micros(1_795_253_400_000_000);
        assert_eq!(next_day(now).to_string(), "2026-11-22T00:00:00.000000Z");
        assert_eq!(
            next_day(next_day(now)).to_string(),
            "2026-11-23T00:00:00.000000Z"
        );
    }
}
