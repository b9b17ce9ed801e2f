//! What goes over the wire, the same for contacts and staff: nothing in it is a client's.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    features::{
        sessions::{Gate, Way},
        sign_in_settings::Setting,
    },
    kit::clock::Time,
};

/// What one has set up, and what is asked for now.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondFactor {
    /// Whether the session may pass.
    pub state: Gate,
    /// What is asked of this person.
    pub setting: Setting,
    /// Since when an authenticator app is in force.
    pub totp_confirmed_at: Option<Time>,
    /// Whether a code at the other address is asked for at sign-in.
    pub by_message: bool,
    /// How many recovery codes are left.
    pub recovery_codes_left: i64,
    /// What a code may come from now: to pass, or as a fresh one.
    pub ways: Vec<FactorWay>,
    /// Until when the last code is fresh.
    pub fresh_until: Option<Time>,
    /// The path to go to.
    pub return_to: &'static str,
}

/// One way.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorWay {
    /// Which.
    pub way: Way,
    /// The address a code goes to, mostly hidden.
    pub masked: Option<String>,
}

/// A code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveFactor {
    /// Where it comes from.
    pub way: Way,
    /// As typed. For `password` the password.
    pub code: String,
}

/// The code was right.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorGiven {
    /// The path to go to.
    pub return_to: &'static str,
    /// How many recovery codes are left.
    pub recovery_codes_left: i64,
    /// Until when this code is fresh.
    pub fresh_until: Time,
}

/// A new secret for an authenticator app; in force once a code of it was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpSecret {
    /// In base 32, to be typed.
    pub secret: String,
    /// The same as apps read it.
    pub uri: String,
    /// The same as a QR code.
    pub qr_svg: String,
}

/// The first code of a new secret.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmTotp {
    /// Six digits.
    pub code: String,
}

/// The app is in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpConfirmed {
    /// Shown this once.
    pub recovery_codes: Vec<String>,
    /// The path to go to.
    pub return_to: &'static str,
}

/// New recovery codes; the old ones are void.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Shown this once.
    pub recovery_codes: Vec<String>,
}

/// By which way a code is to come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskMessage {
    /// `sms` or `email`.
    pub way: Way,
}

/// A code is on its way.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageAsked {
    /// `sms` or `email`.
    pub way: Way,
    /// The address, mostly hidden.
    pub masked: String,
    /// Until when the code is good.
    pub expires_at: Time,
    /// When another one may be asked for.
    pub resend_at: Time,
}

/// Whether to ask for a code at the other address at sign-in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateByMessage {
    /// Whether.
    pub on: bool,
}
