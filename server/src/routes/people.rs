//! Clients, contacts and memberships, as staff keep them, and what contacts do for their client.

use http::Method;

use crate::app::App;
use crate::features::people::{
    clients, colleagues, contacts, memberships, onboarding, roles, settings,
};
use crate::features::{providers, second_factor, staff_accounts};
use crate::kit::http::table::{Audience, Table};

/// Adds these addresses to the table.
pub fn add(table: &mut Table<App>) {
    people(table);
    memberships(table);
    client_settings(table);
    colleagues(table);
    accounts(table);
}

/// Clients and contacts, as staff keep them.
fn people(table: &mut Table<App>) {
    let (staff, invite) = (Audience::Staff, Some("invite"));
    let (client, contact) = (
        "/api/admin/clients/{client_id}",
        "/api/admin/contacts/{contact_id}",
    );
    table
        .get(
            "/api/admin/clients",
            staff,
            None,
            clients::staff::list_clients,
        )
        .post(
            "/api/admin/clients",
            staff,
            invite,
            clients::staff::create_client,
        )
        .get(client, staff, None, clients::staff::show_client)
        .patch(client, staff, invite, clients::staff::change_client)
        .get(
            "/api/admin/contacts",
            staff,
            None,
            contacts::staff::list_contacts,
        )
        .post(
            "/api/admin/contacts",
            staff,
            invite,
            contacts::staff::create_contact,
        )
        .patch(contact, staff, invite, contacts::staff::change_contact)
        .delete(
            "/api/admin/contacts/{contact_id}/second-factor",
            staff,
            invite,
            second_factor::reset_second_factor,
        )
        .get("/api/admin/roles", staff, None, roles::list_roles);
}

/// Memberships, as staff keep them.
fn memberships(table: &mut Table<App>) {
    let (staff, invite) = (Audience::Staff, Some("invite"));
    let membership = "/api/admin/memberships/{membership_id}";
    table
        .post(
            "/api/admin/memberships",
            staff,
            invite,
            memberships::staff::create_membership,
        )
        .patch(
            membership,
            staff,
            invite,
            memberships::staff::change_membership,
        )
        .delete(
            membership,
            staff,
            invite,
            memberships::staff::remove_membership,
        )
        .get(
            "/api/admin/memberships/{membership_id}/projects",
            staff,
            None,
            memberships::projects::show_membership_projects,
        )
        .put(
            "/api/admin/memberships/{membership_id}/projects",
            staff,
            invite,
            memberships::projects::save_membership_projects,
        );
}

/// What a client sets for itself, and what staff set for it.
fn client_settings(table: &mut Table<App>) {
    let (staff, contact) = (Audience::Staff, Audience::Contact);
    let (invite, manage) = (Some("invite"), Some("manage_people"));
    let of_client = "/api/admin/clients/{client_id}/settings";
    let (logo, own_logo) = (
        "/api/admin/clients/{client_id}/logo",
        "/api/client/settings/logo",
    );
    let own = "/api/client/settings";
    table
        .get(
            of_client,
            staff,
            None,
            settings::staff::show_client_settings,
        )
        .patch(
            of_client,
            staff,
            invite,
            settings::staff::change_client_settings,
        )
        .get(logo, staff, None, settings::show_staff_logo)
        .add(
            Method::PUT,
            logo,
            staff,
            invite,
            providers::MEDIA_TYPES,
            settings::save_staff_logo,
        )
        .delete(logo, staff, invite, settings::remove_staff_logo)
        .get(
            own,
            contact,
            None,
            settings::client::show_own_client_settings,
        )
        .patch(
            own,
            contact,
            manage,
            settings::client::change_own_client_settings,
        )
        .get(own_logo, contact, None, settings::show_client_logo)
        .add(
            Method::PUT,
            own_logo,
            contact,
            manage,
            providers::MEDIA_TYPES,
            settings::save_client_logo,
        )
        .delete(own_logo, contact, manage, settings::remove_client_logo);
}

/// What contacts who manage people do with their colleagues.
fn colleagues(table: &mut Table<App>) {
    let (contact, manage) = (Audience::Contact, Some("manage_people"));
    let people = "/api/client/people";
    table
        .get(people, contact, manage, colleagues::client::list_people)
        .post(people, contact, manage, colleagues::client::create_person)
        .patch(
            "/api/client/people/{contact_id}",
            contact,
            manage,
            colleagues::client::change_person,
        )
        .post(
            "/api/client/people/{contact_id}/invitation",
            contact,
            manage,
            colleagues::client::create_invitation,
        );
}

/// Staff accounts, and how far contacts have come.
fn accounts(table: &mut Table<App>) {
    let (staff, administer) = (Audience::Staff, Some("administer"));
    let all = "/api/admin/staff";
    table
        .get(all, staff, administer, staff_accounts::list_staff)
        .post(all, staff, administer, staff_accounts::create_staff)
        .patch(
            "/api/admin/staff/{staff_id}",
            staff,
            administer,
            staff_accounts::change_staff,
        )
        .post(
            "/api/admin/staff/{staff_id}/invitation",
            staff,
            administer,
            staff_accounts::create_staff_invitation,
        )
        .post(
            "/api/admin/session/invitation",
            Audience::Public,
            None,
            staff_accounts::open_invitation,
        )
        .post(
            "/api/admin/session/invitation/acceptance",
            Audience::Public,
            None,
            staff_accounts::accept_invitation,
        )
        .get(
            "/api/admin/clients/{client_id}/onboarding",
            staff,
            None,
            onboarding::list_onboarding,
        );
}
