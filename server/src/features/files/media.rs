//! What bytes are, told by themselves and never by the name or the sender.

/// So many of the first bytes are looked at.
pub(super) const LOOKED_AT: usize = 4_096;

/// What everything else is, and what is told of whatever a browser could run.
pub(super) const UNKNOWN: &str = "application/octet-stream";

/// How files of a kind begin, and where.
const BEGINNINGS: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypM4A ", "audio/mp4"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "application/x-ole-storage",
    ),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"{\\rtf", "application/rtf"),
];

/// How files begin that a machine would run.
const PROGRAMS: &[&[u8]] = &[
    b"\x7fELF",
    b"MZ",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\0asm",
];

/// What an office keeps in an archive, by a name in it.
const OFFICE: &[(&[u8], &str)] = &[
    (
        b"word/",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        b"xl/",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        b"ppt/",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
];

/// The media type of what begins with these bytes. Programs and whatever a browser could run are [`UNKNOWN`].
pub(super) fn media_type(head: &[u8]) -> &'static str {
    if PROGRAMS.iter().any(|begins| head.starts_with(begins)) {
        return UNKNOWN;
    }
    let begins = |(at, bytes, _): &&(usize, &[u8], &str)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(bytes))
    };
    match BEGINNINGS.iter().find(begins) {
        Some((_, _, "application/zip")) => archive(head),
        Some((_, _, found)) => found,
        None => text(head),
    }
}

/// Office files are archives whose first names say so.
fn archive(head: &[u8]) -> &'static str {
    let has = |part: &[u8]| head.windows(part.len()).any(|place| place == part);
    if !has(b"[Content_Types].xml") && !has(b"_rels/") {
        return "application/zip";
    }
    let found = OFFICE.iter().find(|(part, _)| has(part));
    found.map_or("application/zip", |(_, media_type)| media_type)
}

/// Text is what has no control characters; what looks like markup may be run by a browser.
fn text(head: &[u8]) -> &'static str {
    let whole = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The last character may be cut.
        Err(error) if error.error_len().is_none() && error.valid_up_to() + 4 > head.len() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return UNKNOWN,
    };
    let is_stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let begins = whole.trim_start_matches('\u{feff}').trim_start();
    if whole.chars().any(is_stray) || begins.starts_with('<') || whole.contains("<script") {
        return UNKNOWN;
    }
    "text/plain; charset=utf-8"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_they_are() {
        for (head, expected) in [
            (&b"%PDF-1.7\n%"[..], "application/pdf"),
            (b"\x89PNG\r\n\x1a\n0000", "image/png"),
            (b"RIFF0000WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x20ftypisom", "video/mp4"),
            (b"PK\x03\x04 plan.txt", "application/zip"),
            (
                b"PK\x03\x04 [Content_Types].xml word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            ("Grüße\n".as_bytes(), "text/plain; charset=utf-8"),
            (b"", "text/plain; charset=utf-8"),
            (b"abc\xc3", "text/plain; charset=utf-8"),
        ] {
            assert_eq!(media_type(head), expected);
        }
    }

    #[test]
    fn what_could_be_run_is_only_bytes() {
        for head in [
            &b"<!doctype html><p>"[..],
            b"\xef\xbb\xbf \n<svg xmlns=''/>",
            b"<?xml version='1.0'?>",
            b"x <script>alert(1)</script>",
            b"#!/bin/sh\n",
            b"MZ\x90\0",
            b"\x7fELF\x02",
            b"a\0b",
            b"\xff\xfe\xfd",
        ] {
            assert_eq!(media_type(head), UNKNOWN);
        }
    }
}
