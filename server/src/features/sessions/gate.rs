//! What a session still lacks, and what a code of which kind makes of it (P18, P19).

use std::{str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{features::sign_in_settings::Setting, scope::Strength};

/// How a session was signed in to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstWay {
    /// A code or link by SMS.
    Sms,
    /// A code or link by e-mail.
    Email,
    /// A password.
    Password,
}

impl FirstWay {
    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Password => "password",
        }
    }
}

impl FromStr for FirstWay {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "sms" => Ok(Self::Sms),
            "email" => Ok(Self::Email),
            "password" => Ok(Self::Password),
            _ => Err(()),
        }
    }
}

crate::word_column!(FirstWay);

/// What a code, or a password, is given from to somebody who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A code of an authenticator app.
    Totp,
    /// One of the codes kept for a lost phone.
    RecoveryCode,
    /// A code by SMS.
    Sms,
    /// A code by e-mail.
    Email,
    /// The password, of staff without a second factor.
    Password,
}

impl Way {
    /// The word in the audit.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::RecoveryCode => "recovery_code",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Password => "password",
        }
    }
}

/// Whether a session may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// It may.
    Satisfied,
    /// Its second factor is missing.
    Needed,
    /// It must have a second factor and has none to give: it sets one up first.
    SetupNeeded,
}

/// A code given is fresh for so long.
pub const FRESH: Duration = Duration::from_secs(600);

/// All that decides what a session lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What is asked of its owner.
    pub setting: Setting,
    /// How it was signed in to.
    pub first_way: FirstWay,
    /// How strongly, by now.
    pub strength: Strength,
    /// Whether its owner has an authenticator app.
    pub has_totp: bool,
    /// Whether its owner wants to be asked for a code at its other address.
    pub by_message: bool,
    /// Whether a code can go to its owner's phone.
    pub reaches_phone: bool,
    /// Whether a code can go to its owner's mailbox.
    pub reaches_mailbox: bool,
}

impl Standing {
    /// The ways that make a second factor of the one it was signed in by. A code that came the same way proves nothing
    /// new.
    pub fn second_ways(&self) -> Vec<Way> {
        let mut ways = Vec::new();
        if self.has_totp {
            ways.extend([Way::Totp, Way::RecoveryCode]);
        }
        let forced = self.setting == Setting::Forced && !self.has_totp;
        if self.by_message || forced {
            if self.reaches_phone && self.first_way != FirstWay::Sms {
                ways.push(Way::Sms);
            }
            if self.reaches_mailbox && self.first_way != FirstWay::Email {
                ways.push(Way::Email);
            }
        }
        ways
    }

    /// The ways to give a fresh code: those of the second factor, or without one whatever proves that it is still the
    /// same person.
    pub fn fresh_ways(&self) -> Vec<Way> {
        let mut ways = self.second_ways();
        if ways.is_empty() {
            ways.extend(self.reaches_phone.then_some(Way::Sms));
            ways.extend(self.reaches_mailbox.then_some(Way::Email));
        }
        if ways.is_empty() {
            ways.push(Way::Password);
        }
        ways
    }

    /// Whether it may pass.
    pub fn gate(&self) -> Gate {
        match self.setting {
            _ if self.strength == Strength::TwoFactor => Gate::Satisfied,
            Setting::Off => Gate::Satisfied,
            Setting::Offered | Setting::Forced if !self.second_ways().is_empty() => Gate::Needed,
            Setting::Offered => Gate::Satisfied,
            Setting::Forced => Gate::SetupNeeded,
        }
    }

    /// The strength after a code by this way.
    pub fn strength_after(&self, way: Way) -> Strength {
        if self.second_ways().contains(&way) {
            Strength::TwoFactor
        } else {
            self.strength
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Standing = Standing {
        setting: Setting::Offered,
        first_way: FirstWay::Email,
        strength: Strength::Code,
        has_totp: false,
        by_message: false,
        reaches_phone: true,
        reaches_mailbox: true,
    };

    #[test]
    fn what_counts_as_a_second_factor_depends_on_the_first() {
        use Way::{Email, RecoveryCode, Sms, Totp};
        let forced = |first_way| Standing {
            setting: Setting::Forced,
            first_way,
            ..PLAIN
        };
        assert_eq!(forced(FirstWay::Email).second_ways(), [Sms]);
        assert_eq!(forced(FirstWay::Sms).second_ways(), [Email]);
        assert_eq!(forced(FirstWay::Password).second_ways(), [Sms, Email]);
        let app = Standing {
            has_totp: true,
            ..forced(FirstWay::Email)
        };
        assert_eq!(app.second_ways(), [Totp, RecoveryCode]);
        let both = Standing {
            by_message: true,
            ..app
        };
        assert_eq!(both.second_ways(), [Totp, RecoveryCode, Sms]);
    }

    #[test]
    fn the_gate_follows_the_setting() {
        let gate = |standing: Standing| standing.gate();
        assert_eq!(gate(PLAIN), Gate::Satisfied);
        let app = Standing {
            has_totp: true,
            ..PLAIN
        };
        assert_eq!(gate(app), Gate::Needed);
        assert_eq!(
            gate(Standing {
                setting: Setting::Off,
                ..app
            }),
            Gate::Satisfied
        );
        assert_eq!(
            gate(Standing {
                strength: Strength::TwoFactor,
                ..app
            }),
            Gate::Satisfied
        );
        let forced = Standing {
            setting: Setting::Forced,
            ..PLAIN
        };
        assert_eq!(gate(forced), Gate::Needed, "a code to the phone is one");
        let alone = Standing {
            reaches_phone: false,
            ..forced
        };
        assert_eq!(gate(alone), Gate::SetupNeeded);
    }

    #[test]
    fn a_fresh_code_is_no_second_factor_unless_it_came_another_way() {
        assert_eq!(PLAIN.fresh_ways(), [Way::Sms, Way::Email]);
        assert_eq!(PLAIN.strength_after(Way::Email), Strength::Code);
        let asked = Standing {
            by_message: true,
            ..PLAIN
        };
        assert_eq!(asked.fresh_ways(), [Way::Sms]);
        assert_eq!(asked.strength_after(Way::Sms), Strength::TwoFactor);
        assert_eq!(asked.strength_after(Way::Email), Strength::Code);
        let staff = Standing {
            reaches_phone: false,
            reaches_mailbox: false,
            first_way: FirstWay::Password,
            ..PLAIN
        };
        assert_eq!(staff.fresh_ways(), [Way::Password]);
        assert_eq!(staff.strength_after(Way::Password), Strength::Code);
    }
}
