//! Search over everything, for staff.

use axum::{Json, extract::State};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::{self, FoundClient, FoundContact, FoundDocument, Kind};
use crate::{
    app::App,
    error::{Error, Result},
    kit::{http::params::Search, id::Id, terms::Sought},
    scope::Staff,
};

/// Things that are found when the caller does not say how many.
const DEFAULT_LIMIT: usize = 8;
/// And at most.
const MAX_LIMIT: usize = 100;

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words; the last may be the beginning of one. Numbers by their tail, phone numbers by their digits.
    pub q: Option<String>,
    /// 1 to 100 in all; 8 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<usize>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchResults {
    /// Documents, then clients, then contacts, the newest of each first. Each kind has its share.
    pub items: Vec<Found>,
}

/// A kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FoundKind {
    /// A document.
    Document,
    /// A client.
    Client,
    /// A contact at one of its clients.
    Contact,
}

/// Something that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// What it is.
    pub kind: FoundKind,
    /// Its id.
    pub id: Id,
    /// The client it belongs to; null for a client.
    pub client_id: Option<Id>,
    /// Its title or name.
    pub title: String,
    /// What tells it from others: number and client, or client and address. Empty for a client.
    pub detail: String,
    /// Where it stands.
    pub status: Option<String>,
}

/// Documents, clients and contacts in which every word stands. Nothing without a word.
pub async fn list_found(
    State(app): State<App>,
    staff: Staff,
    Search(query): Search<SearchQuery>,
) -> Result<Json<SearchResults>> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let message = format!("Between 1 and {MAX_LIMIT}.");
        return Err(Error::invalid("limit", "invalid", message));
    }
    let Some(sought) = Sought::read(query.q.as_deref()) else {
        return Ok(Json(SearchResults { items: Vec::new() }));
    };
    let read = app.db.read(&staff).await?;
    let count = i64::try_from(limit).map_err(Error::internal)?;
    let find = |kind| store::find(&read, kind, &sought, count);
    let documents = find(Kind::Document).await?;
    let clients = find(Kind::Client).await?;
    let contacts = find(Kind::Contact).await?;
    let shares = shares(limit, [documents.len(), clients.len(), contacts.len()]);
    let documents = documents.into_iter().take(shares[0]);
    let documents = try_join_all(documents.map(|id| store::show_document(&read, id))).await?;
    let clients = clients.into_iter().take(shares[1]);
    let clients = try_join_all(clients.map(|id| store::show_client(&read, id))).await?;
    let contacts = contacts.into_iter().take(shares[2]);
    let contacts = try_join_all(contacts.map(|id| store::show_contact(&read, id))).await?;
    let documents = documents.into_iter().flatten().map(document);
    let clients = clients.into_iter().flatten().map(client);
    let contacts = contacts.into_iter().flatten().map(contact);
    Ok(Json(SearchResults {
        items: documents.chain(clients).chain(contacts).collect(),
    }))
}

/// How many of each kind are shown: in turn one of each, as long as there are some.
fn shares(limit: usize, found: [usize; 3]) -> [usize; 3] {
    let mut shares = [0; 3];
    let mut left = limit;
    while left > 0 && shares != found {
        for (share, found) in shares.iter_mut().zip(found) {
            if left > 0 && *share < found {
                *share += 1;
                left -= 1;
            }
        }
    }
    shares
}

fn document(found: FoundDocument) -> Found {
    Found {
        kind: FoundKind::Document,
        id: found.document_id,
        client_id: Some(found.client_id),
        title: found.title,
        detail: joined(&[found.number.as_deref(), Some(&found.client_name)]),
        status: Some(found.status),
    }
}

fn client(found: FoundClient) -> Found {
    Found {
        kind: FoundKind::Client,
        id: found.client_id,
        client_id: None,
        title: found.name,
        detail: String::new(),
        status: Some(found.status),
    }
}

fn contact(found: FoundContact) -> Found {
    let address = found.email.as_deref().or(found.phone.as_deref());
    Found {
        kind: FoundKind::Contact,
        id: found.contact_id,
        client_id: Some(found.client_id),
        detail: joined(&[Some(&found.client_name), address]),
        title: found.name,
        status: Some(found.state),
    }
}

fn joined(parts: &[Option<&str>]) -> String {
    let there: Vec<&str> = parts.iter().copied().flatten().collect();
    there.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_share_and_none_leaves_room_unused() {
        for (limit, found, expected) in [
            (8, [8, 8, 8], [3, 3, 2]),
            (8, [8, 1, 0], [7, 1, 0]),
            (8, [1, 1, 1], [1, 1, 1]),
            (1, [0, 4, 4], [0, 1, 0]),
            (5, [0, 0, 0], [0, 0, 0]),
        ] {
            assert_eq!(shares(limit, found), expected, "{limit} of {found:?}");
        }
    }
}
