//! Rows: both databases' values come down to one cell, and each type reads itself from that.

use jiff::ToSpan;
use serde::de::DeserializeOwned;
use tokio_postgres::types::{FromSql, Type};

use super::{
    error::{Error, Result},
    param::Date,
};
use crate::kit::{clock::Time, id::Id};

/// PostgreSQL counts from 2000-01-01, we from 1970-01-01.
pub(super) const MICROS_TO_2000: i64 = 946_684_800_000_000;
/// The same in days.
pub(super) const DAYS_TO_2000: i64 = 10_957;

/// A column that does not hold what its reader wants.
#[derive(Debug, thiserror::Error)]
#[error("column {column} does not hold {wanted}")]
pub struct Mismatch {
    column: usize,
    wanted: &'static str,
}

/// One value as stored: a time is its microseconds, a day its days, a bool 0 or 1, JSON its text, an id its bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// Any whole number.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(
        ty: &Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *ty {
            Type::UUID | Type::BYTEA => Cell::Bytes(raw),
            Type::BOOL => Cell::Int(i64::from(raw.first() == Some(&1))),
            Type::INT2 => Cell::Int(i16::from_be_bytes(raw.try_into()?).into()),
            Type::INT4 => Cell::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT8 => Cell::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::TIMESTAMPTZ => Cell::Int(i64::from_be_bytes(raw.try_into()?) + MICROS_TO_2000),
            Type::DATE => Cell::Int(i64::from(i32::from_be_bytes(raw.try_into()?)) + DAYS_TO_2000),
            // The first byte of jsonb on the wire is its version.
            Type::JSONB => Cell::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?),
            _ => Cell::Text(std::str::from_utf8(raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        [
            Type::UUID,
            Type::BYTEA,
            Type::BOOL,
            Type::INT2,
            Type::INT4,
            Type::INT8,
            Type::TIMESTAMPTZ,
            Type::DATE,
            Type::JSONB,
            Type::JSON,
            Type::TEXT,
            Type::VARCHAR,
            Type::NAME,
        ]
        .contains(ty)
    }
}

/// One row of an answer.
pub enum Row<'a> {
    /// Of SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// Of PostgreSQL.
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// Reads the column at this place, counted from 0.
    pub fn get<T: Column>(&self, column: usize) -> Result<T> {
        let cell = match self {
            Row::Postgres(row) => row.try_get(column)?,
            Row::Sqlite(row) => match row.get_ref(column)? {
                rusqlite::types::ValueRef::Null => Cell::Null,
                rusqlite::types::ValueRef::Integer(v) => Cell::Int(v),
                rusqlite::types::ValueRef::Blob(v) => Cell::Bytes(v),
                rusqlite::types::ValueRef::Text(v) => {
                    Cell::Text(std::str::from_utf8(v).map_err(|_| Mismatch {
                        column,
                        wanted: "UTF-8",
                    })?)
                }
                rusqlite::types::ValueRef::Real(_) => {
                    return Err(Mismatch {
                        column,
                        wanted: "a whole number",
                    }
                    .into());
                }
            },
        };
        T::from_cell(cell).ok_or(Error::Column(Mismatch {
            column,
            wanted: std::any::type_name::<T>(),
        }))
    }
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// The value, or nothing if the cell holds something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

macro_rules! column {
    ($($type:ty: $pattern:pat => $value:expr;)*) => {$(
        impl Column for $type {
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                match cell {
                    $pattern => $value,
                    _ => None,
                }
            }
        }
    )*};
}

column! {
    Id: Cell::Bytes(v) => v.try_into().ok().map(Id::from_bytes);
    i64: Cell::Int(v) => Some(v);
    i32: Cell::Int(v) => v.try_into().ok();
    u32: Cell::Int(v) => v.try_into().ok();
    bool: Cell::Int(v @ 0..=1) => Some(v == 1);
    String: Cell::Text(v) => Some(v.to_owned());
    Vec<u8>: Cell::Bytes(v) => Some(v.to_vec());
    Time: Cell::Int(v) => Some(Time::from_micros(v));
    Date: Cell::Int(v) => jiff::civil::date(1970, 1, 1).checked_add(i32::try_from(v).ok()?.days()).ok();
    serde_json::Value: Cell::Text(v) => serde_json::from_str(v).ok();
}

impl<const N: usize> Column for [u8; N] {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(v) => v.try_into().ok(),
            _ => None,
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            other => T::from_cell(other).map(Some),
        }
    }
}

/// A `{json}` column read straight into a type of our own.
#[derive(Debug, Clone, PartialEq)]
pub struct FromJson<T>(pub T);

impl<T: DeserializeOwned> Column for FromJson<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(v) => serde_json::from_str(v).ok().map(FromJson),
            _ => None,
        }
    }
}

/// Something that a whole row can be read as. A single column is one; so are tuples of up to four.
pub trait FromRow: Sized + Send {
    /// Reads the columns in their order.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

impl<T: Column + Send> FromRow for T {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get(0)
    }
}

macro_rules! tuple {
    ($($name:ident $place:literal),*) => {
        impl<$($name: Column + Send),*> FromRow for ($($name,)*) {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                Ok(($(row.get::<$name>($place)?,)*))
            }
        }
    };
}

tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);

/// A struct whose fields are the columns of a statement, in their order.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])* $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }
        impl $crate::db::FromRow for $name {
            fn from_row(row: &$crate::db::Row<'_>) -> $crate::db::Result<Self> {
                let mut columns = 0..;
                Ok(Self { $($field: row.get(columns.next().unwrap_or_default())?),* })
            }
        }
    };
}

/// Lets a type with `FromStr` and `as_str` (an enum of stored words) be a column and a parameter.
#[macro_export]
macro_rules! word_column {
    ($type:ty) => {
        impl $crate::db::Column for $type {
            fn from_cell(cell: $crate::db::Cell<'_>) -> Option<Self> {
                match cell {
                    $crate::db::Cell::Text(word) => word.parse().ok(),
                    _ => None,
                }
            }
        }
        impl From<$type> for $crate::db::P<'_> {
            fn from(value: $type) -> Self {
                $crate::db::P::Text(Some(value.as_str()))
            }
        }
    };
}
