//! Every URL of the product, in one table.

use crate::app::App;
use crate::assets;
use crate::kit::http::table::{Audience, Table};

/// Builds the table.
pub fn table() -> Table<App> {
    let mut table = Table::default();
    web(&mut table);
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
        );
}
