//! Every URL of the product, in one table.

use crate::app::App;
use crate::kit::http::table::Table;

/// Builds the table.
pub fn table() -> Table<App> {
    Table::default()
}
