//! Which part of something is asked for (RFC 9110, 14). Several parts at once are answered with the whole.

use http::{HeaderMap, header};

/// What is to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// All of it, with 200.
    Whole,
    /// From one byte to another, both included, with 206.
    Part {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// A part that there is not: 416.
    Nothing,
}

/// Reads `Range` and `If-Range` for something of this strong entity tag and so many bytes.
pub fn read(headers: &HeaderMap, tag: &str, size: u64) -> Asked {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key(header::IF_RANGE) && text(header::IF_RANGE) != Some(tag) {
        return Asked::Whole;
    }
    let range = text(header::RANGE).and_then(|range| range.strip_prefix("bytes="));
    range.map_or(Asked::Whole, |range| part(range.trim(), size))
}

fn part(range: &str, size: u64) -> Asked {
    let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => text.parse::<u64>().ok(),
        false => None,
    };
    match range.split_once('-') {
        Some(("", last)) => match number(last) {
            Some(0) => Asked::Nothing,
            Some(_) if size == 0 => Asked::Nothing,
            Some(count) => Asked::Part {
                first: size.saturating_sub(count),
                last: size - 1,
            },
            None => Asked::Whole,
        },
        Some((first, last)) => match (number(first), last, number(last)) {
            (Some(first), _, _) if first >= size => Asked::Nothing,
            (Some(first), "", _) => Asked::Part {
                first,
                last: size - 1,
            },
            (Some(first), _, Some(last)) if last >= first => Asked::Part {
                first,
                last: last.min(size - 1),
            },
            _ => Asked::Whole,
        },
        None => Asked::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_the_standard_says() {
        let part = |first, last| Asked::Part { first, last };
        for (range, size, expected) in [
            ("bytes=0-0", 10, part(0, 0)),
            ("bytes=2-", 10, part(2, 9)),
            ("bytes=2-99", 10, part(2, 9)),
            ("bytes=-3", 10, part(7, 9)),
            ("bytes=-30", 10, part(0, 9)),
            ("bytes=10-", 10, Asked::Nothing),
            ("bytes=10-5", 10, Asked::Nothing),
            ("bytes=-0", 10, Asked::Nothing),
            ("bytes=0-", 0, Asked::Nothing),
            ("bytes=-1", 0, Asked::Nothing),
            ("bytes=5-2", 10, Asked::Whole),
            ("bytes=0-1,3-4", 10, Asked::Whole),
            ("bytes=+1-2", 10, Asked::Whole),
            ("lines=1-2", 10, Asked::Whole),
            ("bytes=", 10, Asked::Whole),
        ] {
            let headers = HeaderMap::from_iter([(header::RANGE, range.parse().unwrap())]);
            assert_eq!(read(&headers, "\"a\"", size), expected, "{range} of {size}");
        }
    }

    #[test]
    fn a_part_of_something_else_is_the_whole() {
        for (tag, expected) in [
            ("\"a\"", Asked::Part { first: 1, last: 9 }),
            ("\"b\"", Asked::Whole),
            ("W/\"a\"", Asked::Whole),
        ] {
            let headers = HeaderMap::from_iter([
                (header::RANGE, "bytes=1-".parse().unwrap()),
                (header::IF_RANGE, tag.parse().unwrap()),
            ]);
            assert_eq!(read(&headers, "\"a\"", 10), expected, "{tag}");
        }
    }
}
