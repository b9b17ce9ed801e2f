//! Tests of the second factor, through HTTP.

mod contacts;
mod forced;
mod staff;
mod tools;
