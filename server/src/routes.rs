//! Every URL of the product, in one table.

mod access;
mod brands;
mod desk;
mod documents;
mod files;
mod operator;
mod orgs;
mod people;
mod projects;

use crate::app::App;
use crate::assets;
use crate::features::{
    api_keys, audit, delivery, devices, events, inbox, outbox_page, payment_methods,
};
use crate::kit::http::table::{Audience, Table};

/// Builds the table.
pub fn table() -> Table<App> {
    let mut table = Table::default();
    web(&mut table);
    brands::add(&mut table);
    desk::add(&mut table);
    orgs::add(&mut table);
    access::client_sign_in(&mut table);
    access::staff_session(&mut table);
    access::client_factors(&mut table);
    access::staff_factors(&mut table);
    people::add(&mut table);
    records(&mut table);
    programs(&mut table);
    operator::add(&mut table);
    live(&mut table);
    documents::add(&mut table);
    projects::add(&mut table);
    files::add(&mut table);
    staff_answers(&mut table);
    table
}

/// The web apps' files.
fn web(table: &mut Table<App>) {
    table
        .get(
            "/client/assets/{name}",
            Audience::Public,
            None,
            assets::client_asset,
        )
        .get(
            "/staff/assets/{name}",
            Audience::Public,
            None,
            assets::staff_asset,
        )
        .get(
            "/sign-in/assets/{name}",
            Audience::Public,
            None,
            assets::sign_in_asset,
        )
        .get(
            "/shared/assets/{name}",
            Audience::Public,
            None,
            assets::shared_asset,
        );
}

/// What was done by whom, and what was sent.
fn records(table: &mut Table<App>) {
    let administer = Some("administer");
    table.get(
        "/api/admin/outbox",
        Audience::Staff,
        administer,
        outbox_page::list_messages,
    );
    table.get(
        "/api/admin/audit",
        Audience::Staff,
        Some("administer"),
        audit::staff::list_audit,
    );
}

/// Keys for programs, and what programs do with them.
fn programs(table: &mut Table<App>) {
    let (staff, administer) = (Audience::Staff, Some("administer"));
    table
        .get(
            "/api/admin/api-keys",
            staff,
            administer,
            api_keys::list_api_keys,
        )
        .post(
            "/api/admin/api-keys",
            staff,
            administer,
            api_keys::create_api_key,
        )
        .delete(
            "/api/admin/api-keys/{api_key_id}",
            staff,
            administer,
            api_keys::delete_api_key,
        )
        .get(
            "/api/device/sms",
            Audience::Device,
            None,
            devices::lease_sms,
        )
        .post(
            "/api/device/sms/{message_id}/report",
            Audience::Device,
            None,
            devices::create_report,
        );
}

/// What changes, as it happens.
fn live(table: &mut Table<App>) {
    table
        .get(
            "/api/client/events",
            Audience::Contact,
            None,
            events::stream_client_events,
        )
        .get(
            "/api/admin/events",
            Audience::Staff,
            None,
            events::stream_staff_events,
        );
}

/// How documents reach clients, what comes back, and how clients may pay.
fn staff_answers(table: &mut Table<App>) {
    use Audience::Staff;
    table
        .post(
            "/api/admin/documents/{document_id}/delivery",
            Staff,
            None,
            delivery::create_delivery,
        )
        .delete(
            "/api/admin/delivery-links/{delivery_link_id}",
            Staff,
            None,
            delivery::delete_delivery_link,
        )
        .post(
            "/api/admin/delivery-links/{delivery_link_id}/renewal",
            Staff,
            None,
            delivery::create_renewal,
        )
        .get("/api/admin/inbox", Staff, None, inbox::list_inbox)
        .post(
            "/api/admin/inbox/{inbox_entry_id}/reading",
            Staff,
            None,
            inbox::create_reading,
        )
        .delete(
            "/api/admin/inbox/{inbox_entry_id}/reading",
            Staff,
            None,
            inbox::delete_reading,
        )
        .get(
            "/api/admin/payment-methods",
            Staff,
            None,
            payment_methods::list_payment_methods,
        )
        .post(
            "/api/admin/payment-methods",
            Staff,
            None,
            payment_methods::create_payment_method,
        )
        .post(
            "/api/admin/payment-codes",
            Staff,
            None,
            payment_methods::create_example_code,
        )
        .patch(
            "/api/admin/payment-methods/{payment_method_id}",
            Staff,
            None,
            payment_methods::change_payment_method,
        )
        .delete(
            "/api/admin/payment-methods/{payment_method_id}",
            Staff,
            None,
            payment_methods::delete_payment_method,
        );
}

#[cfg(test)]
mod tests;
