//! `portico openapi`: the document of the public API, as JSON.

use super::{Outcome, say};
use crate::routes;

pub(super) fn run() -> Outcome {
    say(routes::table().openapi().to_pretty_json()?);
    Ok(())
}
