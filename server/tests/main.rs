//! Tests that look at the program from outside, in one binary.
#![expect(clippy::unwrap_used, reason = "tests")]

mod attacks;
mod audit;
mod away;
mod benchmarks;
mod commands;
mod demo;
mod doctor;
mod errors;
mod isolation;
mod live;
mod logs;
mod migrations;
mod pages;
mod plans;
mod small;
mod sources;
mod statements;
mod tidy;
mod tls;
mod upgrade;
mod walls;
mod writes;
