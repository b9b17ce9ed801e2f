//! Codes of an authenticator app: RFC 6238 with SHA-1, six digits and thirty seconds, which every app knows.

use totp_rs::{Builder, Secret, Totp};

use crate::{
    error::{Error, Result},
    kit::clock::Time,
};

/// How long a secret is, in bytes: 160 bits, as RFC 4226 recommends.
pub const SECRET: usize = 20;

/// What an app is told once.
#[derive(Debug)]
pub struct Introduction {
    /// The secret in base 32.
    pub secret: String,
    /// The same with names, as apps read it from a QR code.
    pub uri: String,
}

/// The time step that a typed code belongs to: now, or thirty seconds earlier or later.
pub fn step_of(secret: &[u8], typed: &str, now: Time) -> Option<i64> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .take(7)
        .collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = u64::try_from(now.seconds()).ok()?;
    let step = plain(secret).build().ok()?.check(&digits, seconds)?;
    i64::try_from(step).ok()
}

/// The code of a moment, for whoever holds the secret: tests, and the demo.
///
/// # Errors
/// When it is no secret in base 32.
pub fn code_at(secret: &str, now: Time) -> Result<String> {
    let secret =
        Secret::try_from_base32(secret).map_err(|error| Error::internal(error.to_string()))?;
    let seconds = u64::try_from(now.seconds()).unwrap_or_default();
    let totp = plain(secret.as_ref()).build();
    totp.map(|totp| totp.generate(seconds).to_string())
        .map_err(|error| Error::internal(error.to_string()))
}

/// What an app is told: for whom (`account`), by whom (`issuer`).
///
/// # Errors
/// Never for a secret of [`SECRET`] bytes.
pub fn introduce(secret: &[u8], issuer: &str, account: &str) -> Result<Introduction> {
    let issuer = issuer.replace(':', " ");
    let account = account.replace(':', " ");
    let totp: Totp = plain(secret)
        .with_issuer(Some(issuer))
        .with_account_name(account)
        .build()
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(Introduction {
        secret: Secret::from(secret).to_base32(),
        uri: totp
            .to_url()
            .map_err(|error| Error::internal(error.to_string()))?,
    })
}

fn plain(secret: &[u8]) -> Builder {
    Builder::new()
        .with_secret(secret)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret and two of the codes of RFC 6238, appendix B, cut to six digits.
    const RFC: &[u8; SECRET] = b"12345678901234567890";

    fn at(seconds: i64) -> Time {
        Time::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn the_codes_of_the_standard_are_known() {
        assert_eq!(step_of(RFC, "287082", at(59)), Some(1));
        assert_eq!(step_of(RFC, "081804", at(1_111_111_109)), Some(37_037_036));
        assert_eq!(step_of(RFC, " 287 082 ", at(59)), Some(1));
    }

    #[test]
    fn a_code_is_good_for_a_step_before_and_after_its_own() {
        for (seconds, good) in [(29, true), (59, true), (89, true), (91, false)] {
            assert_eq!(
                step_of(RFC, "287082", at(seconds)).is_some(),
                good,
                "{seconds}"
            );
        }
        for wrong in ["", "28708", "2870822", "28708a", "٢٨٧٠٨٢", "000000"] {
            assert_eq!(step_of(RFC, wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_reads_names_and_secret() {
        let told = introduce(RFC, "Studio: North & Co", "ada@acme.example").unwrap();
        assert_eq!(told.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(
            told.uri.starts_with("otpauth://totp/Studio"),
            "{}",
            told.uri
        );
        assert!(
            told.uri.contains(&told.secret) && told.uri.contains("ada"),
            "{}",
            told.uri
        );
        assert_eq!(code_at(&told.secret, at(59)).unwrap(), "287082");
    }
}
