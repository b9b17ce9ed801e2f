//! Reads and folds the host a request names (P2). Pure; no lookup.

use std::net::Ipv6Addr;

use http::{HeaderMap, Uri, header};

/// Why a request's host can't be used. All of these answer 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostFault {
    /// No `Host` header and no authority.
    Missing,
    /// More than one `Host` header, or one that contradicts the request's authority.
    Doubled,
    /// Not a host name.
    Malformed,
}

/// The host of a request: lower case, ASCII form, without port and one trailing dot.
///
/// HTTP/2 and absolute-form requests name it in the URI; a `Host` header beside it must say the same.
pub fn read(uri: &Uri, headers: &HeaderMap) -> Result<String, HostFault> {
    let mut lines = headers.get_all(header::HOST).iter();
    let line = lines.next();
    if lines.next().is_some() {
        return Err(HostFault::Doubled);
    }
    let line = line
        .map(|value| value.to_str().map_err(|_| HostFault::Malformed))
        .transpose()?;
    let authority = uri.authority().map(|authority| authority.as_str());
    match (authority, line) {
        (None, None) => Err(HostFault::Missing),
        (Some(one), None) | (None, Some(one)) => fold(one),
        (Some(first), Some(second)) => {
            let (first, second) = (fold(first)?, fold(second)?);
            if first == second {
                Ok(first)
            } else {
                Err(HostFault::Doubled)
            }
        }
    }
}

/// Folds `host[:port]` to the form that `brand_domain.host` is stored in.
pub fn fold(text: &str) -> Result<String, HostFault> {
    if text.is_empty() {
        return Err(HostFault::Missing);
    }
    if let Some(rest) = text.strip_prefix('[') {
        return fold_ipv6(rest);
    }
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (text, None),
    };
    if port.is_some_and(|port| !is_port(port)) {
        return Err(HostFault::Malformed);
    }
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte));
    let folded = if is_plain && !name.contains("xn--") {
        name.to_owned()
    } else {
        idna::domain_to_ascii_strict(name).map_err(|_| HostFault::Malformed)?
    };
    if is_name(&folded) {
        Ok(folded)
    } else {
        Err(HostFault::Malformed)
    }
}

fn fold_ipv6(rest: &str) -> Result<String, HostFault> {
    let (address, after) = rest.split_once(']').ok_or(HostFault::Malformed)?;
    let address: Ipv6Addr = address.parse().map_err(|_| HostFault::Malformed)?;
    match after.strip_prefix(':') {
        Some(port) if is_port(port) => Ok(format!("[{address}]")),
        None if after.is_empty() => Ok(format!("[{address}]")),
        _ => Err(HostFault::Malformed),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.is_empty() || text.parse::<u16>().is_ok())
}

fn is_name(name: &str) -> bool {
    name.len() <= 253
        && name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_compared_in_lower_case_without_port_and_one_trailing_dot() {
        for text in [
            "studio.example",
            "STUDIO.Example",
            "studio.example.",
            "studio.example:8080",
            "studio.example.:80",
            "studio.example:",
        ] {
            assert_eq!(fold(text).as_deref(), Ok("studio.example"), "{text}");
        }
        assert_eq!(fold("[::1]:80").as_deref(), Ok("[::1]"));
        assert_eq!(fold("127.0.0.1:3060").as_deref(), Ok("127.0.0.1"));
    }

    #[test]
    fn an_international_name_is_compared_in_its_ascii_form() {
        assert_eq!(
            fold("bücher.example").as_deref(),
            Ok("xn--bcher-kva.example")
        );
        assert_eq!(
            fold("XN--BCHER-KVA.example").as_deref(),
            Ok("xn--bcher-kva.example")
        );
    }

    #[test]
    fn what_is_no_host_name_is_malformed() {
        for text in [
            "studio.example..",
            ".",
            "a..b",
            "-a.example",
            "a_b.example",
            "studio.example:port",
            "studio.example:99999",
            "a b",
            "user@studio.example",
            "[::1",
            "[::1]x",
            "a/b",
            &"a".repeat(64),
            "xn--a.example\u{0}",
        ] {
            assert_eq!(fold(text), Err(HostFault::Malformed), "{text}");
        }
        assert_eq!(fold(""), Err(HostFault::Missing));
    }

    #[test]
    fn two_names_for_one_request_are_refused() {
        let uri: Uri = "http://a.example/x".parse().unwrap();
        let mut headers = HeaderMap::new();
        assert_eq!(read(&uri, &headers).as_deref(), Ok("a.example"));
        headers.append(header::HOST, "A.example:80".parse().unwrap());
        assert_eq!(read(&uri, &headers).as_deref(), Ok("a.example"));
        headers.insert(header::HOST, "b.example".parse().unwrap());
        assert_eq!(read(&uri, &headers), Err(HostFault::Doubled));
        headers.insert(header::HOST, "a.example".parse().unwrap());
        headers.append(header::HOST, "a.example".parse().unwrap());
        assert_eq!(read(&uri, &headers), Err(HostFault::Doubled));
        assert_eq!(
            read(&"/x".parse().unwrap(), &HeaderMap::new()),
            Err(HostFault::Missing)
        );
    }
}
