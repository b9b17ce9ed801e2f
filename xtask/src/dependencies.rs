//! What `cargo metadata` tells: where things are built, and which packages Portico stands on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::licence;
use crate::shell::{capture, cargo};

/// Packages that may be there only once: two of them are two runtimes, two TLS stacks, two SQLites.
const ONCE: &[&str] = &[
    "hyper",
    "libsqlite3-sys",
    "reqwest",
    "rusqlite",
    "rustls",
    "tokio",
];

/// Packages that may not be there at all: rustls with ring is the one TLS provider.
const NEVER: &[&str] = &[
    "aws-lc-rs",
    "aws-lc-sys",
    "native-tls",
    "openssl",
    "openssl-sys",
];

/// The folder cargo builds into.
pub fn target_folder() -> Result<PathBuf> {
    let metadata = metadata(&["--no-deps"])?;
    let folder = metadata["target_directory"]
        .as_str()
        .context("no target folder in metadata")?;
    Ok(folder.into())
}

/// Refuses licences that are not on the list, second versions, and the other TLS stacks.
pub fn check() -> Result<()> {
    let metadata = metadata(&["--all-features"])?;
    let used = used_packages(&metadata)?;
    let faults = faults(&used);
    if !faults.is_empty() {
        bail!("dependencies:\n  {}", faults.join("\n  "));
    }
    eprintln!(
        "\n→ dependencies: {} packages, their licences and versions are in order",
        used.len()
    );
    Ok(())
}

/// A package that is compiled for some platform.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    licence: String,
}

fn faults(packages: &BTreeSet<Package>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let Package {
            name,
            version,
            licence,
        } = package;
        versions.entry(name).or_default().push(version);
        if !licence::is_allowed(licence) {
            faults.push(format!(
                "{name} {version}: the licence \"{licence}\" is not on the list"
            ));
        }
        if NEVER.contains(&name.as_str()) {
            faults.push(format!(
                "{name} {version} may not be used: TLS is rustls with ring"
            ));
        }
    }
    for (name, versions) in versions {
        if versions.len() > 1 && ONCE.contains(&name) {
            faults.push(format!(
                "{name} is there more than once: {}",
                versions.join(", ")
            ));
        }
    }
    faults
}

/// The lock file also lists packages that no feature turns on; only those of the graph count.
fn used_packages(metadata: &Value) -> Result<BTreeSet<Package>> {
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .context("no graph in metadata")?;
    let used: BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    let packages = metadata["packages"]
        .as_array()
        .context("no packages in metadata")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(packages
        .iter()
        .filter(|package| package["id"].as_str().is_some_and(|id| used.contains(id)))
        .map(|package| Package {
            name: text(&package["name"]),
            version: text(&package["version"]),
            licence: text(&package["license"]),
        })
        .collect())
}

fn metadata(arguments: &[&str]) -> Result<Value> {
    let output =
        capture(cargo(&["metadata", "--format-version", "1", "--locked"]).args(arguments))?;
    serde_json::from_slice(&output).context("cargo metadata did not answer JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, licence: &str) -> Package {
        Package {
            name: name.into(),
            version: version.into(),
            licence: licence.into(),
        }
    }

    #[test]
    fn faults_name_the_licence_the_second_version_and_the_other_tls() {
        let packages = BTreeSet::from([
            package("tokio", "1.0.0", "MIT"),
            package("tokio", "2.0.0", "MIT"),
            package("itoa", "1.0.0", "MIT"),
            package("itoa", "2.0.0", "MIT"),
            package("openssl-sys", "0.9.0", "MIT"),
            package("viral", "1.0.0", "AGPL-3.0"),
        ]);
        let faults = faults(&packages);
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("tokio is there more than once: 1.0.0, 2.0.0"))
        );
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("openssl-sys 0.9.0 may not be used"))
        );
        assert!(faults.iter().any(|fault| fault.contains("AGPL-3.0")));
    }

    #[test]
    fn packages_outside_the_graph_do_not_count() {
        let metadata = serde_json::json!({
            "packages": [
                { "id": "a", "name": "a", "version": "1.0.0", "license": "MIT" },
                { "id": "b", "name": "openssl-sys", "version": "1.0.0", "license": null },
            ],
            "resolve": { "nodes": [{ "id": "a" }] },
        });
        let used = used_packages(&metadata).unwrap();
        assert_eq!(used, BTreeSet::from([package("a", "1.0.0", "MIT")]));
    }
}
