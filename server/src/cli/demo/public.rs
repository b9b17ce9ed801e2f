//! Where the demo is seen from: its own port, or that of a proxy which stands before it on this computer.

use std::str::FromStr;

/// Scheme and port of every public address of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Public {
    scheme: &'static str,
    port: u16,
}

impl Public {
    /// Nothing stands before it.
    pub(super) fn direct(port: u16) -> Self {
        Self {
            scheme: "http",
            port,
        }
    }

    /// The public origin of a host.
    pub(super) fn origin(self, host: &str) -> String {
        format!("{}://{host}:{}", self.scheme, self.port)
    }
}

impl FromStr for Public {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const ALLOWED: &str = "http:PORT or https:PORT";
        let (scheme, port) = text.split_once(':').ok_or(ALLOWED)?;
        let scheme = ["http", "https"]
            .into_iter()
            .find(|known| *known == scheme)
            .ok_or(ALLOWED)?;
        let port = port.parse().map_err(|_| ALLOWED)?;
        Ok(Self { scheme, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_by_scheme_and_port() {
        let public: Public = "https:8443".parse().unwrap();
        assert_eq!(
            public.origin("studio.localhost"),
            "https://studio.localhost:8443"
        );
        for wrong in ["8443", "ftp:21", "https:", "https:99999"] {
            assert!(wrong.parse::<Public>().is_err(), "{wrong}");
        }
    }
}
