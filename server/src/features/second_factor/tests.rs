//! Tests of the second factor, through HTTP.

mod contacts;
mod forced;
mod of_contact;
mod staff;
mod tools;
