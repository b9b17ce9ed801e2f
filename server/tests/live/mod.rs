//! What only real processes show: the program is started as it is shipped, killed, stopped, paused and doubled, and its
//! clients and its database say what became of what they were promised.
//!
//! Short by default. `PORTICO_LIVE=long` makes the runs long, and `PORTICO_LIVE_BIN` names another program than the one
//! that was built with the tests: `cargo xtask prove` sets both. On whichever database the run is for.

mod asleep;
mod client;
mod cluster;
mod contract;
mod cut;
mod disk;
mod flood;
mod gateways;
mod invariants;
mod kill;
mod ledger;
mod load;
mod older;
mod overload;
mod server;
mod smoke;
mod smtp;
mod steady;
mod stop;
mod streams;
mod synced;
mod two;
mod uploads;
mod world;

/// Whether the runs are to be long.
fn is_long() -> bool {
    std::env::var("PORTICO_LIVE").is_ok_and(|length| length == "long")
}
