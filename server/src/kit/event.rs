//! News between parts of the server and to open pages: what changed, never its content.

use serde::{Deserialize, Serialize};

use super::id::Id;

/// Something of a provider changed. Whoever hears it fetches the thing by the usual way, under its own scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Whose portal it happened in.
    pub provider_id: Id,
    /// The client it concerns; without one it is for staff only.
    pub client_id: Option<Id>,
    /// What kind of thing changed, for example `document`.
    pub kind: String,
    /// The thing that changed.
    pub id: Id,
}

/// What a listener gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// One change.
    Event(Event),
    /// Some events may have been missed; fetch everything shown.
    Gap,
}
