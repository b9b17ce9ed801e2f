//! What a brand looks like, where it is found, and who may change it.

use http::Method;

use crate::app::App;
use crate::features::{brand_domains, legal_pages, providers};
use crate::kit::http::table::{Audience, Table};

/// Adds these addresses to the table.
pub fn add(table: &mut Table<App>) {
    looks(table);
    addresses(table);
    texts(table);
}

fn looks(table: &mut Table<App>) {
    let (public, staff) = (Audience::Public, Audience::Staff);
    let (portal, branding) = ("/api/client/portal", "/api/admin/branding");
    let logo = "/api/admin/branding/{kind}";
    let manifest = "/manifest.webmanifest";
    table
        .get(portal, public, None, providers::show_portal)
        .get("/brand/{kind}", public, None, providers::show_brand_asset)
        .get("/brand/icon", public, None, providers::show_icon)
        .get(manifest, public, None, providers::show_manifest)
        .get(branding, staff, None, providers::show_branding)
        .patch(branding, staff, None, providers::update_branding)
        .get(logo, staff, None, providers::show_staff_asset)
        .add(
            Method::PUT,
            logo,
            staff,
            None,
            providers::MEDIA_TYPES,
            providers::save_asset,
        )
        .delete(logo, staff, None, providers::remove_asset);
}

fn addresses(table: &mut Table<App>) {
    let (staff, administer) = (Audience::Staff, Some("administer"));
    let all = "/api/admin/brand-domains";
    let one = "/api/admin/brand-domains/{brand_domain_id}";
    let proof = "/api/admin/brand-domains/{brand_domain_id}/proof";
    table
        .get(all, staff, None, brand_domains::list_brand_domains)
        .post(all, staff, administer, brand_domains::create_brand_domain)
        .patch(one, staff, administer, brand_domains::change_brand_domain)
        .delete(one, staff, administer, brand_domains::remove_brand_domain)
        .post(proof, staff, administer, brand_domains::create_proof);
}

fn texts(table: &mut Table<App>) {
    let (staff, administer) = (Audience::Staff, Some("administer"));
    let all = "/api/admin/legal-texts";
    let one = "/api/admin/legal-texts/{page}/{language}";
    table
        .get(all, staff, None, legal_pages::list_legal_texts)
        .put(one, staff, administer, legal_pages::save_legal_text);
}
