//! Lists by cursor: what comes after a sort key and id, and where the next page starts.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};

use super::{
    clock::Time,
    http::describe::{DescribeReply, Description},
    id::Id,
};
use crate::error::{Error, Result};

/// Rows of a page when the caller does not say.
pub const DEFAULT_LIMIT: u32 = 25;
/// Rows of a page at most.
pub const MAX_LIMIT: u32 = 100;

/// One page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Asks for the page after this one; null on the last.
    pub next_cursor: Option<String>,
}

impl<T: Serialize> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

impl<T: ToSchema> DescribeReply for Page<T> {
    fn describe(to: &mut Description) {
        let items = ArrayBuilder::new().items(to.refer::<T>());
        let cursor =
            ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null]));
        let page = ObjectBuilder::new()
            .property("items", items)
            .property("next_cursor", cursor)
            .required("items")
            .required("next_cursor");
        to.answer(200, Some(page.into()));
    }
}

/// A sort key that stands before those of all rows: where an ascending list begins.
///
/// A statement compares its rows with a place in every case. With `$4 is null or (…) > ($4, $5)` no database could
/// begin at the cursor, and would read all that lies before it.
pub trait First {
    /// The key.
    const FIRST: Self;
}

/// A sort key that stands after those of all rows: where a descending list begins.
pub trait Last {
    /// The key.
    const LAST: Self;
}

impl First for Time {
    /// The year 1, which both databases know.
    const FIRST: Self = Self::from_micros(-62_135_596_800_000_000);
}

impl Last for Time {
    /// The end of the year 9999, which both databases know.
    const LAST: Self = Self::from_micros(253_402_300_799_000_000);
}

impl First for Id {
    const FIRST: Self = Self::from_bytes([0; 16]);
}

impl Last for Id {
    const LAST: Self = Self::from_bytes([u8::MAX; 16]);
}

impl First for String {
    const FIRST: Self = Self::new();
}

impl Last for i64 {
    const LAST: Self = Self::MAX;
}

impl<A: First, B: First> First for (A, B) {
    const FIRST: Self = (A::FIRST, B::FIRST);
}

impl<A: Last, B: Last> Last for (A, B) {
    const LAST: Self = (A::LAST, B::LAST);
}

/// Which page is asked for. `K` is what the list is sorted by, its id last: `(Time, Id)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging<K> {
    /// The last row of the page before; nothing for the first page.
    pub shown: Option<K>,
    limit: u32,
}

impl<K: First + Clone> Paging<K> {
    /// The place after which the rows of an ascending list go on.
    pub fn after(&self) -> K {
        self.shown.clone().unwrap_or(K::FIRST)
    }
}

impl<K: Last + Clone> Paging<K> {
    /// The place before which the rows of a descending list go on.
    pub fn before(&self) -> K {
        self.shown.clone().unwrap_or(K::LAST)
    }
}

impl<K: Serialize + DeserializeOwned> Paging<K> {
    /// Reads the query's `cursor` and `limit`.
    pub fn read(cursor: Option<&str>, limit: Option<u32>) -> Result<Self> {
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(Error::invalid(
                "limit",
                "invalid",
                format!("Between 1 and {MAX_LIMIT}."),
            ));
        }
        let decode = |text: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            serde_json::from_slice(&bytes).ok()
        };
        let shown =
            match cursor {
                Some(text) => Some(decode(text).ok_or_else(|| {
                    Error::invalid("cursor", "cursor", "Not a cursor of this list.")
                })?),
                None => None,
            };
        Ok(Self { shown, limit })
    }

    /// How many rows to ask the database for: one more than shown, to know whether there is a next page.
    pub fn fetch(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Makes the page of the fetched rows.
    pub fn page<R, T>(
        &self,
        mut rows: Vec<R>,
        key: impl Fn(&R) -> K,
        show: impl FnMut(R) -> T,
    ) -> Page<T> {
        let limit = self.limit as usize;
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows
            .last()
            .filter(|_| has_more)
            .map(|row| cursor(&key(row)));
        Page {
            items: rows.into_iter().map(show).collect(),
            next_cursor,
        }
    }
}

fn cursor(key: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Key = (String, u32);

    fn list(cursor: Option<&str>) -> Page<u32> {
        let paging = Paging::<Key>::read(cursor, Some(2)).unwrap();
        let after = paging.shown.clone().map_or(0, |(_, id)| id);
        let fetched = u32::try_from(paging.fetch()).unwrap();
        let rows: Vec<u32> = (after + 1..=5).take(fetched as usize).collect();
        paging.page(rows, |id| ("name".into(), *id), |id| id)
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let first = list(None);
        let second = list(first.next_cursor.as_deref());
        let third = list(second.next_cursor.as_deref());
        assert_eq!(
            (first.items, second.items, third.items),
            (vec![1, 2], vec![3, 4], vec![5])
        );
        assert_eq!(third.next_cursor, None);
    }

    #[test]
    fn a_tampered_cursor_and_a_wild_limit_are_refused() {
        let good = list(None).next_cursor.unwrap();
        let other = cursor(&"another list");
        for text in ["", "x", "====", &good[1..], &good[..good.len() - 3], &other] {
            let error = Paging::<Key>::read(Some(text), None).unwrap_err();
            assert!(
                matches!(&error, Error::Invalid { fields, .. } if fields[0].code == "cursor"),
                "{text}: {error}"
            );
        }
        for limit in [0, 101] {
            assert_eq!(
                Paging::<Key>::read(None, Some(limit))
                    .unwrap_err()
                    .status()
                    .as_u16(),
                422
            );
        }
    }
}
