//! The demo's operator: an account like any other, whose password and authenticator secret are printed.

use serde_json::{Value, json};

use crate::{
    app::App,
    cli::Outcome,
    features::{
        operators, second_factor,
        staff_sign_in::{self, password},
    },
    scope::INSTALLATION,
};

const NAME: &str = "Ines Okafor";
const EMAIL: &str = "ines@portico-demo.example";
const PASSWORD: &str = "keys-to-every-house";
/// In base 32, as one types it into an authenticator app.
const TOTP_SECRET: &str = "KRSXG5BAN5TCAYJAONSWG4TFORUW4ZZB";

/// Makes the account, unless an earlier start did.
pub(super) async fn add(app: &App) -> Outcome {
    if staff_sign_in::find_account(&app.db, EMAIL).await?.is_some() {
        return Ok(());
    }
    let hash = password::hashed(PASSWORD.to_owned(), app.ids.bytes()).await?;
    let (ids, now) = (app.ids.as_ref(), app.clock.now());
    let operator_id = operators::create(&app.db, ids, now, (NAME, EMAIL), &hash).await?;
    second_factor::set_up_known(app, INSTALLATION, operator_id, TOTP_SECRET).await?;
    Ok(())
}

/// How it signs in.
pub(super) fn report(staff_url: &str) -> Value {
    json!({
        "url": staff_url,
        "email": EMAIL,
        "password": PASSWORD,
        "totp_secret": TOTP_SECRET,
    })
}
