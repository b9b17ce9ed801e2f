//! Asking DNS, for the one thing the server needs of it: the texts that a domain's owner put there (P5).

use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// The TXT records of a name; none when the name has none or does not exist.
///
/// `server`: who is asked, else the system's own servers. Nothing is remembered from one question to the next, so that
/// a record just written is seen.
///
/// # Errors
/// No server answered.
pub async fn texts_of(name: &str, server: Option<SocketAddr>) -> Result<Vec<String>, NetError> {
    let mut builder = match server {
        Some(address) => {
            TokioResolver::builder_with_config(only(address), TokioRuntimeProvider::default())
        }
        None => TokioResolver::builder_tokio()?,
    };
    let options = builder.options_mut();
    options.timeout = PATIENCE;
    options.attempts = 2;
    options.cache_size = 0;
    // A dot at its end: the name is whole, whatever the system's search list says.
    let answer = builder.build()?.txt_lookup(format!("{name}.")).await;
    match answer {
        Ok(found) => Ok(found
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                RData::TXT(text) => Some(text.txt_data.concat()),
                _ => None,
            })
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect()),
        Err(error) if error.is_no_records_found() || error.is_nx_domain() => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn only(address: SocketAddr) -> ResolverConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = address.port();
        connection
    });
    let server = NameServerConfig::new(address.ip(), true, connections.into());
    ResolverConfig::from_parts(None, Vec::new(), vec![server])
}
