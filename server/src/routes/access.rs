//! The ways in and out, and what is asked for on the way.

use crate::{
    app::App,
    features::{
        passwords, second_factor, sessions, set_up, sign_in, sign_in_settings, staff_sign_in,
        tokens,
    },
    kit::http::table::{Audience, Table},
};

/// Contacts' ways in and out.
pub(super) fn client_sign_in(table: &mut Table<App>) {
    let (public, contact) = (Audience::Public, Audience::Contact);
    table
        .post("/api/client/delivery", public, None, sign_in::open_delivery)
        .post("/api/client/sign-in", public, None, sign_in::create_sign_in)
        .post(
            "/api/client/sign-in/verification",
            public,
            None,
            sign_in::create_verification,
        )
        .post(
            "/api/client/sign-in/password",
            public,
            None,
            sign_in::create_password_sign_in,
        )
        .post(
            "/api/client/sign-in/password-reset",
            public,
            None,
            sign_in::create_reset,
        )
        .post(
            "/api/client/sign-in/password-reset/completion",
            public,
            None,
            sign_in::complete_reset,
        )
        .post("/api/client/token", contact, None, tokens::create_token)
        .post(
            "/api/client/token/refresh",
            public,
            None,
            tokens::refresh_token,
        )
        .get("/api/client/session", contact, None, sessions::show_session)
        .put(
            "/api/client/session",
            contact,
            None,
            sessions::change_session,
        )
        .patch(
            "/api/client/session",
            contact,
            None,
            sessions::update_preference,
        )
        .delete("/api/client/session", contact, None, sessions::end_session)
        .get(
            "/api/client/sessions",
            contact,
            None,
            sessions::list_sessions,
        )
        .delete(
            "/api/client/sessions/{session_id}",
            contact,
            None,
            sessions::end_own_session,
        );
}

/// Staff's way in and out.
pub(super) fn staff_session(table: &mut Table<App>) {
    table
        .post(
            "/api/admin/session",
            Audience::Public,
            None,
            staff_sign_in::create_session,
        )
        .get(
            "/api/admin/session",
            Audience::Staff,
            None,
            staff_sign_in::show_session,
        )
        .delete(
            "/api/admin/session",
            Audience::Staff,
            None,
            staff_sign_in::end_session,
        )
        .get(
            "/api/admin/sessions",
            Audience::Staff,
            None,
            staff_sign_in::list_sessions,
        )
        .delete(
            "/api/admin/sessions/{session_id}",
            Audience::Staff,
            None,
            staff_sign_in::end_own_session,
        )
        .post(
            "/api/admin/session/password-reset",
            Audience::Public,
            None,
            staff_sign_in::create_reset,
        )
        .post(
            "/api/admin/session/password-reset/completion",
            Audience::Public,
            None,
            staff_sign_in::complete_reset,
        );
}

/// What contacts give after the first proof, and their passwords.
pub(super) fn client_factors(table: &mut Table<App>) {
    use Audience::Contact;
    use second_factor::client;
    let (own, password) = ("/api/client/second-factor", "/api/client/password");
    let totp = "/api/client/second-factor/totp";
    table
        .get(own, Contact, None, client::show_second_factor)
        .post(own, Contact, None, client::give_second_factor)
        .post(
            "/api/client/second-factor/message",
            Contact,
            None,
            second_factor::create_message,
        )
        .put(
            "/api/client/second-factor/by-message",
            Contact,
            None,
            client::update_by_message,
        )
        .post(totp, Contact, None, client::create_totp)
        .delete(totp, Contact, None, client::remove_totp)
        .post(
            "/api/client/second-factor/totp/confirmation",
            Contact,
            None,
            client::confirm_totp,
        )
        .post(
            "/api/client/second-factor/recovery-codes",
            Contact,
            None,
            client::create_recovery_codes,
        )
        .get(password, Contact, None, passwords::client::show_password)
        .put(password, Contact, None, passwords::client::save_password)
        .delete(password, Contact, None, passwords::client::remove_password);
}

/// What staff give after their password, and what a provider asks for.
pub(super) fn staff_factors(table: &mut Table<App>) {
    use Audience::Staff;
    use second_factor::staff;
    let own = "/api/admin/second-factor";
    let totp = "/api/admin/second-factor/totp";
    let settings = "/api/admin/settings/sign-in";
    table
        .get(own, Staff, None, staff::show_second_factor)
        .post(own, Staff, None, staff::give_second_factor)
        .post(totp, Staff, None, staff::create_totp)
        .delete(totp, Staff, None, staff::remove_totp)
        .post(
            "/api/admin/second-factor/totp/confirmation",
            Staff,
            None,
            staff::confirm_totp,
        )
        .post(
            "/api/admin/second-factor/recovery-codes",
            Staff,
            None,
            staff::create_recovery_codes,
        )
        .put(
            "/api/admin/password",
            Staff,
            None,
            passwords::staff::save_password,
        )
        .get(settings, Staff, None, sign_in_settings::show_settings)
        .patch(settings, Staff, None, sign_in_settings::update_settings)
        .get(
            "/api/admin/settings/set-up",
            Staff,
            None,
            set_up::show_set_up,
        );
}
