//! Nobody gets at what is another's (T2): every operation of the route table, for every role, with the ids of another
//! provider, another client and another project.
//!
//! `table` says how a rightful caller calls each operation; an operation without a row fails, and so does a row
//! without an operation. `contract` finds in `openapi.json` each place that may name something. The cases are made from
//! both and from the world: two providers of two clients each.

mod authored;
mod bearer;
mod bodies;
mod bounds;
mod by_link;
pub(crate) mod call;
mod contract;
mod dropped;
mod files;
mod foreign;
mod halfway;
mod money;
mod operator;
mod out;
mod places;
mod queries;
mod quote;
mod rightful;
mod rough;
mod scans;
mod seen;
mod streams;
pub(crate) mod table;
pub(crate) mod untouched;
pub(crate) mod world;

use std::collections::BTreeSet;

use portico::{kit::http::table::Audience, routes};

use table::{Callers, Row, rows};
use world::{Session, World};

/// What is served beside the API: the same for everybody.
const PAGES: &[&str] = &[
    "/client/assets/{name}",
    "/staff/assets/{name}",
    "/sign-in/assets/{name}",
    "/shared/assets/{name}",
    "/brand/{kind}",
    "/brand/icon",
    "/manifest.webmanifest",
];

#[test]
fn every_operation_has_a_row_and_every_row_an_operation() {
    let table = routes::table();
    let served: BTreeSet<String> = table
        .rows()
        .iter()
        .filter(|row| row.is_documented)
        .map(|row| format!("{} {}", row.method, row.path))
        .collect();
    let known: BTreeSet<String> = rows().iter().map(name).collect();
    let missing: Vec<_> = served.difference(&known).collect();
    let idle: Vec<_> = known.difference(&served).collect();
    assert!(missing.is_empty(), "without a row: {missing:#?}");
    assert!(idle.is_empty(), "without an operation: {idle:#?}");
    for row in table.rows().iter().filter(|row| !row.is_documented) {
        assert!(
            PAGES.contains(&row.path),
            "{} is not on the list of pages",
            row.path
        );
        assert_eq!(row.audience, Audience::Public, "{}", row.path);
    }
}

#[test]
fn each_row_knows_the_audience_of_its_operation() {
    let table = routes::table();
    for row in rows() {
        let served = table
            .rows()
            .iter()
            .find(|served| served.method.as_str() == row.method && served.path == row.path);
        let audience = served.map(|served| served.audience);
        let expected = match row.callers {
            Callers::Visitors | Callers::StaffVisitors => Audience::Public,
            Callers::Contacts(_) => Audience::Contact,
            Callers::Staff(_) => Audience::Staff,
            Callers::Devices => Audience::Device,
            Callers::Operators => Audience::Operator,
        };
        assert_eq!(audience, Some(expected), "{}", name(&row));
    }
}

pub(crate) fn name(row: &Row) -> String {
    format!("{} {}", row.method, row.path)
}

/// Who tries what.
fn attempt(world: &World, row: &Row, home: usize, session: &Session) -> String {
    let side = world.sides[home].name;
    format!("{} {} of {side}", name(row), session.role)
}

/// How a test that tries many things ends: each of them held, and there were more than `at_least`.
fn must_hold(faults: &[String], tried: usize, at_least: usize) {
    let number = faults.len();
    assert!(
        faults.is_empty(),
        "{number} of {tried}:\n{}",
        faults.join("\n")
    );
    assert!(tried > at_least, "only {tried}");
}
