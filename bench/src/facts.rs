//! The facts that every server gets: who is signed in, what each may read, what waits for each. All of it follows from
//! numbers, so that no server has to be asked for anything before it is measured.

use sha2::{Digest as _, Sha256};

/// Clients, each with one contact who is signed in, one document, and its open items.
pub const CLIENTS: usize = 1_500;
/// Open items of each client. Fewer than what one contact may decide in an hour.
pub const ITEMS: usize = 130;
/// The year of every document's address.
pub const YEAR: usize = 2026;

/// What an id is of; its first byte.
#[derive(Debug, Clone, Copy)]
pub enum Thing {
    /// A client.
    Client = 0xc1,
    /// A contact.
    Contact = 0xc2,
    /// A membership.
    Membership = 0xc3,
    /// A session.
    Session = 0xc4,
    /// A document.
    Document = 0xd1,
    /// An action item.
    Item = 0xa1,
    /// A staff member's session.
    StaffSession = 0xc5,
    /// What the reference servers know of a provider.
    Provider = 0xb1,
}

/// The id of the nth of its kind, 32 hexadecimal digits: a UUID of version 7 by its form.
pub fn id(thing: Thing, number: usize) -> String {
    format!("{:02x}000000000070008000{number:012x}", thing as u8)
}

/// The same as JSON writes it.
pub fn uuid(thing: Thing, number: usize) -> String {
    let id = id(thing, number);
    format!(
        "{}-{}-{}-{}-{}",
        &id[..8],
        &id[8..12],
        &id[12..16],
        &id[16..20],
        &id[20..]
    )
}

/// The token of the nth client's contact.
pub fn token(client: usize) -> String {
    format!("bench{client:038}")
}

/// What a database keeps of a token.
pub fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of the nth client's document within its year.
pub fn slug(client: usize) -> String {
    format!("bench-{client}")
}

/// The token of the staff member who lists documents.
pub const STAFF_TOKEN: &str = "bench-staff-00000000000000000000000000000000";
