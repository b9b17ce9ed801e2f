//! How many wrong codes there may be (P12). Every kind of code counts together: a second kind brings no new guesses.

use std::time::Duration;

use super::owner::Person;
pub use crate::kit::limit::Room;
use crate::{
    db::Write,
    error::Result,
    kit::{
        id::Id,
        limit::{Guesses, Rule},
    },
    scope::Job,
};

const WINDOW: Duration = Duration::from_secs(600);
const GUESSES: Guesses = Guesses {
    per_account: Rule {
        kind: "factor_account",
        most: 5,
        window: WINDOW,
    },
    per_network: Rule {
        kind: "factor_network",
        most: 20,
        window: WINDOW,
    },
};

/// Looks whether there is room for a guess.
pub async fn look(write: &Write<'_, Job>, person: &Person<'_>) -> Result<Room> {
    let (account, network) = subjects(person);
    let now = person.app.clock.now();
    GUESSES.look(write, (&account, &network), now).await
}

/// Counts a wrong one. As what it was counted.
pub async fn note(write: &Write<'_, Job>, person: &Person<'_>) -> Result<[Id; 2]> {
    let (account, network) = subjects(person);
    let (ids, now) = (person.app.ids.as_ref(), person.app.clock.now());
    GUESSES.note(write, (&account, &network), ids, now).await
}

/// Takes back what was counted before it was known to be right.
pub async fn take_back(
    write: &Write<'_, Job>,
    person: &Person<'_>,
    counted: [Id; 2],
) -> Result<()> {
    let (account, network) = subjects(person);
    GUESSES
        .take_back(write, (&account, &network), counted)
        .await
}

fn subjects(person: &Person<'_>) -> (String, String) {
    (person.owner.id().to_string(), person.meta.ip_subject())
}
