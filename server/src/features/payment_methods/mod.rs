//! Payment methods: how a client may pay, and the codes its banking app reads (D14, D18).

pub mod model;
pub mod qr;
