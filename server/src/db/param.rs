//! Parameters: one enum that both databases can bind.

use rusqlite::types::{ToSqlOutput, Value as SqliteValue, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::row::{DAYS_TO_2000, MICROS_TO_2000};
use crate::kit::{clock::Time, id::Id};

/// A calendar day.
pub type Date = jiff::civil::Date;
/// A JSON value.
pub type Json = serde_json::Value;

/// One bound value. The variant is the type of the column, `None` its null.
#[derive(Debug, Clone, Copy)]
pub enum P<'a> {
    /// `{id}`
    Id(Option<Id>),
    /// `{int}`
    Int(Option<i64>),
    /// `{bool}`
    Bool(Option<bool>),
    /// `text`
    Text(Option<&'a str>),
    /// `{bytes}`
    Bytes(Option<&'a [u8]>),
    /// `{time}`
    Time(Option<Time>),
    /// `{date}`
    Date(Option<Date>),
    /// `{json}`
    Json(Option<&'a Json>),
}

macro_rules! from {
    ($($type:ty => $variant:ident, $value:ident: $make:expr;)*) => {$(
        impl<'a> From<$type> for P<'a> {
            fn from($value: $type) -> Self {
                P::$variant(Some($make))
            }
        }
        impl<'a> From<Option<$type>> for P<'a> {
            fn from(value: Option<$type>) -> Self {
                P::$variant(value.map(|$value| $make))
            }
        }
    )*};
}

from! {
    Id => Id, v: v;
    &'a Id => Id, v: *v;
    i64 => Int, v: v;
    i32 => Int, v: i64::from(v);
    u32 => Int, v: i64::from(v);
    bool => Bool, v: v;
    &'a str => Text, v: v;
    &'a String => Text, v: v.as_str();
    &'a [u8] => Bytes, v: v;
    &'a Vec<u8> => Bytes, v: v.as_slice();
    Time => Time, v: v;
    Date => Date, v: v;
    &'a Json => Json, v: v;
}

impl<'a, const N: usize> From<&'a [u8; N]> for P<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        P::Bytes(Some(value))
    }
}

/// The parameters of one statement, from `$4` on: `params![document_id, title, None::<Id>]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        (&[$($crate::db::P::from($value)),*] as &[$crate::db::P<'_>])
    };
}

/// Days since 1970-01-01.
fn days(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from(date.duration_since(epoch).as_hours() as i32) / 24
}

impl P<'_> {
    /// The PostgreSQL type that the statement is prepared with.
    pub(super) fn postgres_type(&self) -> Type {
        match self {
            P::Id(_) => Type::UUID,
            P::Int(_) => Type::INT8,
            P::Bool(_) => Type::BOOL,
            P::Text(_) => Type::TEXT,
            P::Bytes(_) => Type::BYTEA,
            P::Time(_) => Type::TIMESTAMPTZ,
            P::Date(_) => Type::DATE,
            P::Json(_) => Type::JSONB,
        }
    }
}

impl rusqlite::ToSql for P<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let borrowed = |value| Ok(ToSqlOutput::Borrowed(value));
        match self {
            P::Id(Some(v)) => borrowed(ValueRef::Blob(v.as_bytes())),
            P::Int(Some(v)) => borrowed(ValueRef::Integer(*v)),
            P::Bool(Some(v)) => borrowed(ValueRef::Integer(i64::from(*v))),
            P::Text(Some(v)) => borrowed(ValueRef::Text(v.as_bytes())),
            P::Bytes(Some(v)) => borrowed(ValueRef::Blob(v)),
            P::Time(Some(v)) => borrowed(ValueRef::Integer(v.micros())),
            P::Date(Some(v)) => borrowed(ValueRef::Integer(days(*v))),
            P::Json(Some(v)) => Ok(ToSqlOutput::Owned(SqliteValue::Text(v.to_string()))),
            _ => borrowed(ValueRef::Null),
        }
    }
}

type Bound = Result<IsNull, Box<dyn std::error::Error + Sync + Send>>;

impl ToSql for P<'_> {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Bound {
        match self {
            P::Id(Some(v)) => out.extend_from_slice(v.as_bytes()),
            P::Int(Some(v)) => out.extend_from_slice(&v.to_be_bytes()),
            P::Bool(Some(v)) => out.extend_from_slice(&[u8::from(*v)]),
            P::Text(Some(v)) => out.extend_from_slice(v.as_bytes()),
            P::Bytes(Some(v)) => out.extend_from_slice(v),
            P::Time(Some(v)) => out.extend_from_slice(&(v.micros() - MICROS_TO_2000).to_be_bytes()),
            P::Date(Some(v)) => {
                out.extend_from_slice(&i32::try_from(days(*v) - DAYS_TO_2000)?.to_be_bytes())
            }
            P::Json(Some(v)) => return ToSql::to_sql(v, ty, out),
            _ => return Ok(IsNull::Yes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
