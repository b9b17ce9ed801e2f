//! The words of the settings and what follows from them.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    db::FromJson,
    features::providers::preset::Preset,
    row,
    scope::{Need, Needs},
};

/// Whether a second factor is asked for. The later is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Nobody is asked, not even who has one.
    Off,
    /// Whoever set one up is asked for it.
    Offered,
    /// Everybody is asked; whoever has none sets it up before seeing anything.
    Forced,
}

impl Setting {
    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Offered => "offered",
            Self::Forced => "forced",
        }
    }
}

impl std::str::FromStr for Setting {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "off" => Ok(Self::Off),
            "offered" => Ok(Self::Offered),
            "forced" => Ok(Self::Forced),
            _ => Err(()),
        }
    }
}

crate::word_column!(Setting);

/// A setting for each role of contacts that has one of its own.
pub type ByRole = BTreeMap<String, Setting>;

row! {
    /// What a provider set, beside its preset.
    #[derive(Debug, Clone)]
    pub struct Stored {
        /// The preset's stored word.
        pub preset: String,
        /// Whether contacts may sign in by a code in an SMS.
        pub sign_in_by_sms: bool,
        /// Whether contacts may sign in by a mail with a link and a code.
        pub sign_in_by_email: bool,
        /// What is asked of contacts.
        pub second_factor: Option<Setting>,
        /// What is asked of contacts of a role.
        pub second_factor_by_role: Option<FromJson<ByRole>>,
        /// What is asked of staff.
        pub staff_second_factor: Option<Setting>,
        /// Whether contacts may sign in with a password.
        pub sign_in_by_password: Option<bool>,
        /// Whether a delivery link shows its document to whoever holds it.
        pub read_by_delivery_link: Option<bool>,
        /// What contacts need for what they do.
        pub needs: Option<FromJson<Needs>>,
        /// Lifetimes of sessions, in seconds.
        pub contact_idle_s: Option<i64>,
        /// In all.
        pub contact_absolute_s: Option<i64>,
        /// Of staff.
        pub staff_idle_s: Option<i64>,
        /// Of staff, in all.
        pub staff_absolute_s: Option<i64>,
    }
}

/// What is asked of contacts, before the role and the client are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The preset's stored word.
    pub preset: &'a str,
    /// The provider's own word.
    pub provider: Option<Setting>,
    /// The provider's words for roles.
    pub by_role: Option<&'a ByRole>,
    /// The client's word.
    pub client: Option<Setting>,
}

impl Asked<'_> {
    /// The strictest word for a contact of this role (P18).
    pub fn of_role(&self, role: &str) -> Setting {
        let provider = self.provider.unwrap_or_else(|| default_of(self.preset));
        let role = self.by_role.and_then(|by_role| by_role.get(role)).copied();
        [Some(provider), role, self.client]
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(provider)
    }
}

/// What a preset asks of contacts.
pub fn default_of(preset: &str) -> Setting {
    if preset == Preset::Regulated.as_str() {
        Setting::Forced
    } else {
        Setting::Offered
    }
}

/// The least that may be asked, by preset: where work is regulated, people are managed with a second factor.
pub fn least_needs(preset: &str) -> Needs {
    let managing_people = if preset == Preset::Regulated.as_str() {
        Need::TwoFactor
    } else {
        Need::Code
    };
    Needs {
        reading: Need::Code,
        approving: Need::Code,
        managing_people,
    }
}

/// What staff are asked where their provider says nothing (P40).
pub const STAFF_DEFAULT: Setting = Setting::Forced;

/// The seconds of a stored lifetime.
pub fn seconds(stored: Option<i64>) -> Option<Duration> {
    stored
        .and_then(|s| u64::try_from(s).ok())
        .map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_word_wins() {
        use Setting::{Forced, Off, Offered};
        let by_role = ByRole::from([("executive".to_owned(), Forced), ("viewer".to_owned(), Off)]);
        let asked = |preset, provider, client, role: &str| {
            let asked = Asked {
                preset,
                provider,
                by_role: Some(&by_role),
                client,
            };
            asked.of_role(role)
        };
        for (preset, provider, client, role, expected) in [
            ("client-area", None, None, "manager", Offered),
            ("regulated", None, None, "manager", Forced),
            ("regulated", Some(Off), None, "manager", Off),
            ("client-area", Some(Off), None, "executive", Forced),
            ("client-area", Some(Off), Some(Offered), "manager", Offered),
            ("client-area", None, Some(Forced), "viewer", Forced),
            ("client-area", None, Some(Off), "viewer", Offered),
            ("client-area", Some(Off), Some(Off), "viewer", Off),
        ] {
            assert_eq!(
                asked(preset, provider, client, role),
                expected,
                "{preset} {provider:?} {client:?} {role}"
            );
        }
    }

    #[test]
    fn words_are_read_back() {
        for setting in [Setting::Off, Setting::Offered, Setting::Forced] {
            assert_eq!(setting.as_str().parse(), Ok(setting));
        }
        assert_eq!("none".parse::<Setting>(), Err(()));
    }
}
