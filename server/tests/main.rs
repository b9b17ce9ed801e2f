//! Tests that look at the program from outside, in one binary.
#![expect(clippy::unwrap_used, reason = "tests")]

mod demo;
mod errors;
mod isolation;
mod migrations;
mod small;
mod statements;
mod walls;
mod writes;
