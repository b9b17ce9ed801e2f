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

/// A sort key, or a part of one, that comes back in a cursor: whoever sends it may have written it.
pub trait Key {
    /// Whether both databases can compare rows with it.
    fn is_comparable(&self) -> bool;
}

impl Key for Time {
    fn is_comparable(&self) -> bool {
        (Self::FIRST..=Self::LAST).contains(self)
    }
}

impl Key for Id {
    fn is_comparable(&self) -> bool {
        true
    }
}

impl Key for i64 {
    fn is_comparable(&self) -> bool {
        true
    }
}

impl Key for String {
    /// No text of PostgreSQL holds a NUL.
    fn is_comparable(&self) -> bool {
        !self.contains('\0')
    }
}

impl<A: Key, B: Key> Key for (A, B) {
    fn is_comparable(&self) -> bool {
        self.0.is_comparable() && self.1.is_comparable()
    }
}

impl<A: Key, B: Key, C: Key, D: Key> Key for (A, B, C, D) {
    fn is_comparable(&self) -> bool {
        let (a, b, c, d) = self;
        a.is_comparable() && b.is_comparable() && c.is_comparable() && d.is_comparable()
    }
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

impl<K: Key + Serialize + DeserializeOwned> Paging<K> {
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
            let key: K = serde_json::from_slice(&bytes).ok()?;
            key.is_comparable().then_some(key)
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
    use proptest::prelude::*;

    use super::*;

    type Listed = (String, i64);

    fn list(cursor: Option<&str>) -> Page<i64> {
        let paging = Paging::<Listed>::read(cursor, Some(2)).unwrap();
        let after = paging.shown.clone().map_or(0, |(_, id)| id);
        let fetched = usize::try_from(paging.fetch()).unwrap();
        let rows: Vec<i64> = (after + 1..=5).take(fetched).collect();
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
            let error = Paging::<Listed>::read(Some(text), None).unwrap_err();
            assert!(
                matches!(&error, Error::Invalid { fields, .. } if fields[0].code == "cursor"),
                "{text}: {error}"
            );
        }
        for limit in [0, 101] {
            assert_eq!(
                Paging::<Listed>::read(None, Some(limit))
                    .unwrap_err()
                    .status()
                    .as_u16(),
                422
            );
        }
    }

    #[test]
    fn a_cursor_that_no_database_can_compare_with_is_refused() {
        let refused = |text: &str| Paging::<(Time, Id)>::read(Some(text), None).is_err();
        for (year, is_refused) in [
            ("-009999", true),
            ("0000", true),
            ("0001", false),
            ("9999", false),
        ] {
            let key = (format!("{year}-01-01T00:00:00Z"), Id::FIRST);
            assert_eq!(refused(&cursor(&key)), is_refused, "{year}");
        }
        let named = cursor(&("a\0b", 1));
        assert!(Paging::<Listed>::read(Some(&named), None).is_err());
    }

    proptest! {
        #[test]
        fn any_cursor_is_refused_or_read_as_it_was_written(name in any::<String>(), id: i64, micros: i64, noise in any::<Vec<u8>>()) {
            let key = (name, id);
            let read = Paging::<Listed>::read(Some(&cursor(&key)), None).ok().and_then(|paging| paging.shown);
            prop_assert_eq!(read, (!key.0.contains('\0')).then_some(key));
            let time = Time::from_micros(micros);
            if let Ok(paging) = Paging::<(Time, Id)>::read(Some(&cursor(&(time, Id::LAST))), None) {
                let (time, _) = paging.shown.unwrap();
                prop_assert!((Time::FIRST..=Time::LAST).contains(&time));
            }
            let written = URL_SAFE_NO_PAD.encode(&noise);
            for text in [written.as_str(), &String::from_utf8_lossy(&noise)] {
                if let Ok(paging) = Paging::<Listed>::read(Some(text), None) {
                    let key = paging.shown.unwrap();
                    prop_assert!(key.is_comparable());
                }
            }
        }
    }
}
