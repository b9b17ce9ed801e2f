//! Licence expressions (SPDX) and the licences Portico may be shipped with.

/// Licences that ask for no more than attribution, or leave this program's own licence alone.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether an expression can be met by allowed licences alone: `MIT OR GPL-3.0` can, `MIT AND
/// GPL-3.0` can't. An older `/` means `OR`. What can't be read is not allowed.
pub fn is_allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words) == Some(true) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>) -> Option<bool> {
    let mut met = both(words)?;
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words)?;
    }
    Some(met)
}

fn both(words: &mut Words<'_>) -> Option<bool> {
    let mut met = one(words)?;
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words)?;
    }
    Some(met)
}

fn one(words: &mut Words<'_>) -> Option<bool> {
    let word = words.next()?;
    if word == "(" {
        let met = either(words)?;
        return (words.next() == Some(")")).then_some(met);
    }
    if matches!(word, ")" | "AND" | "OR" | "WITH") {
        return None;
    }
    if words.next_if_eq(&"WITH").is_some() {
        let full = format!("{word} WITH {}", words.next()?);
        return Some(ALLOWED.contains(&full.as_str()));
    }
    Some(ALLOWED.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{ALLOWED, is_allowed};

    #[test]
    fn deny_toml_allows_the_same() {
        let deny = include_str!("../../deny.toml");
        let list = deny
            .split("allow = [")
            .nth(1)
            .and_then(|rest| rest.split(']').next());
        let listed: Vec<_> = list.unwrap().split('"').skip(1).step_by(2).collect();
        assert_eq!(listed, ALLOWED);
    }

    #[test]
    fn one_allowed_side_of_an_or_is_enough() {
        assert!(is_allowed("MIT OR Apache-2.0"));
        assert!(is_allowed("MIT/GPL-3.0"));
        assert!(is_allowed(
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"
        ));
        assert!(!is_allowed("GPL-2.0 OR GPL-3.0"));
    }

    #[test]
    fn an_and_wants_both_sides() {
        assert!(is_allowed("(MIT OR GPL-3.0) AND Unicode-3.0"));
        assert!(!is_allowed("MIT AND GPL-3.0"));
        assert!(!is_allowed("GPL-3.0 AND (MIT OR Apache-2.0)"));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for expression in ["", "MIT OR", "(MIT", "MIT)", "MIT Apache-2.0", "AND"] {
            assert!(!is_allowed(expression), "{expression:?}");
        }
    }

    #[test]
    fn an_exception_is_part_of_the_name() {
        assert!(!is_allowed("GPL-2.0 WITH Classpath-exception-2.0"));
    }
}
