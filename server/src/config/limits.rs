//! `sign_in.*`: how often somebody may try (P12).

use serde::Deserialize;

use super::ConfigError;

/// How often messages are asked for, and codes and passwords tried. Each counts within a sliding 10 minutes, messages
/// to a number range within an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignIn {
    /// Messages to one phone number or e-mail address of a provider. Default 3.
    pub sends_per_address: u32,
    /// Messages asked for from one IP address (IPv6: /64) of a provider. Default 30.
    pub sends_per_ip: u32,
    /// SMS to numbers with the same first six digits, of a provider, in an hour. Default 20.
    pub sends_per_prefix: u32,
    /// Codes tried for one phone number or e-mail address of a provider. Default 5.
    pub codes_per_address: u32,
    /// Codes tried from one IP address of a provider. Default 100.
    pub codes_per_ip: u32,
    /// Wrong passwords for one account. Default 5.
    pub passwords_per_account: u32,
    /// Wrong passwords from one IP address. Default 20.
    pub passwords_per_ip: u32,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            sends_per_address: 3,
            sends_per_ip: 30,
            sends_per_prefix: 20,
            codes_per_address: 5,
            codes_per_ip: 100,
            passwords_per_account: 5,
            passwords_per_ip: 20,
        }
    }
}

/// The keys, for the environment.
pub(super) const KEYS: [&str; 7] = [
    "sign_in.sends_per_address",
    "sign_in.sends_per_ip",
    "sign_in.sends_per_prefix",
    "sign_in.codes_per_address",
    "sign_in.codes_per_ip",
    "sign_in.passwords_per_account",
    "sign_in.passwords_per_ip",
];

/// So many tries at one account or code make guessing worth while: more is not let through by any configuration.
const MOST_OF_ONE: u32 = 20;
/// Offices and mobile networks share an address.
const MOST_OF_MANY: u32 = 100_000;

impl SignIn {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let given = [
            (self.sends_per_address, MOST_OF_ONE),
            (self.sends_per_ip, MOST_OF_MANY),
            (self.sends_per_prefix, MOST_OF_MANY),
            (self.codes_per_address, MOST_OF_ONE),
            (self.codes_per_ip, MOST_OF_MANY),
            (self.passwords_per_account, MOST_OF_ONE),
            (self.passwords_per_ip, MOST_OF_MANY),
        ];
        let wrong = KEYS
            .into_iter()
            .zip(given)
            .find(|(_, (count, most))| !(1..=*most).contains(count));
        match wrong {
            Some((key, (_, most))) => Err(ConfigError(format!("{key}: 1 to {most}"))),
            None => Ok(()),
        }
    }
}
