//! What forwarded headers say, if the peer is a proxy that the configuration trusts (P5). None is by default.

use std::net::IpAddr;

use http::HeaderMap;
use ipnet::IpNet;

/// What a request says of where it came from, after looking at who brought it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// The client's address.
    pub ip: Option<IpAddr>,
    /// The host the client asked for, when the proxy changed it.
    pub host: Option<String>,
    /// The prefix that the proxy took off the path.
    pub prefix: Option<String>,
}

/// Reads the forwarded headers of a request whose TCP peer is `peer`.
pub fn read(trusted: &[IpNet], peer: Option<IpAddr>, headers: &HeaderMap) -> Forwarded {
    let peer = peer.map(|ip| ip.to_canonical());
    if !peer.is_some_and(|ip| is_trusted(trusted, ip)) {
        return Forwarded {
            ip: peer,
            ..Forwarded::default()
        };
    }
    Forwarded {
        ip: client(trusted, headers).or(peer),
        host: single(headers, "x-forwarded-host").map(str::to_owned),
        prefix: single(headers, "x-forwarded-prefix")
            .map(|prefix| prefix.trim_end_matches('/').to_owned())
            .filter(|prefix| prefix.starts_with('/')),
    }
}

/// The nearest address that is not one of our own proxies: what stands left of it may be forged.
fn client(trusted: &[IpNet], headers: &HeaderMap) -> Option<IpAddr> {
    let lines: Vec<_> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    let hops = lines
        .iter()
        .flat_map(|line| line.split(','))
        .map(|hop| hop.trim().parse::<IpAddr>().ok());
    let hops: Vec<Option<IpAddr>> = hops.collect();
    for hop in hops.into_iter().rev() {
        let ip = hop?.to_canonical();
        if !is_trusted(trusted, ip) {
            return Some(ip);
        }
    }
    None
}

fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    (values.next().is_none() && !value.contains(',')).then_some(value)
}

/// Whether this is one of our own proxies.
pub fn is_trusted(trusted: &[IpNet], ip: IpAddr) -> bool {
    trusted.iter().any(|net| net.contains(&ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_stranger_cannot_forge_where_it_comes_from() {
        let forged = headers(&[
            ("x-forwarded-for", "1.2.3.4"),
            ("x-forwarded-host", "other.example"),
            ("x-forwarded-prefix", "/x"),
        ]);
        let read = read(
            &["10.0.0.0/8".parse().unwrap()],
            Some([203, 0, 113, 9].into()),
            &forged,
        );
        assert_eq!(
            read,
            Forwarded {
                ip: Some([203, 0, 113, 9].into()),
                host: None,
                prefix: None
            }
        );
    }

    #[test]
    fn a_trusted_proxy_is_believed_up_to_the_first_foreign_hop() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let line = headers(&[
            ("x-forwarded-for", "6.6.6.6, 203.0.113.9, 10.0.0.7"),
            ("x-forwarded-prefix", "/clients/"),
        ]);
        let said = read(&trusted, Some([10, 0, 0, 1].into()), &line);
        assert_eq!(said.ip, Some([203, 0, 113, 9].into()));
        assert_eq!(said.prefix.as_deref(), Some("/clients"));
        let nonsense = headers(&[("x-forwarded-for", "1.1.1.1, nonsense")]);
        assert_eq!(
            read(&trusted, Some([10, 0, 0, 1].into()), &nonsense).ip,
            Some([10, 0, 0, 1].into())
        );
    }
}
