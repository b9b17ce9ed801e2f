//! Pictures as they are kept: PNG (W3C PNG 3), JPEG (ITU-T T.81) and WebP (RFC 9649), told by their bytes, measured,
//! and rid of what says where, when and by whom they were taken. Nothing is decoded; colour profiles stay.

/// The widest and highest that a picture may be, in pixels.
const LONGEST_SIDE: u32 = 20_000;

/// What colour profiles begin with in a JPEG.
const ICC: &[u8] = b"ICC_PROFILE\0";

/// A picture without anything about its taker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: &'static str,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Reads a file. None when it is none of the three, is broken, or has no size.
    pub fn read(file: &[u8]) -> Option<Self> {
        let (media_type, (bytes, size)) = if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            ("image/png", png(file)?)
        } else if file.starts_with(b"\xff\xd8\xff") {
            ("image/jpeg", jpeg(file)?)
        } else if file.starts_with(b"RIFF") && file.get(8..12)? == b"WEBP" {
            ("image/webp", webp(file)?)
        } else {
            return None;
        };
        let (width, height) = size?;
        let sides = 1..=LONGEST_SIDE;
        (sides.contains(&width) && sides.contains(&height)).then_some(Self {
            media_type,
            width,
            height,
            bytes,
        })
    }
}

/// What is kept of a file, and its width and height if they were found.
type Kept = (Vec<u8>, Option<(u32, u32)>);

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four))
}

fn png(file: &[u8]) -> Option<Kept> {
    let (mut kept, mut at) = (file.get(..8)?.to_vec(), 8);
    let mut size = None;
    loop {
        let length = usize::try_from(big(file, at)?).ok()?;
        let kind = file.get(at + 4..at + 8)?;
        let chunk = file.get(at..at.checked_add(length)?.checked_add(12)?)?;
        match kind {
            b"IHDR" if length >= 8 => size = Some((big(file, at + 8)?, big(file, at + 12)?)),
            _ if size.is_none() => return None,
            _ => {}
        }
        if !matches!(kind, b"eXIf" | b"tEXt" | b"iTXt" | b"zTXt" | b"tIME") {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some((kept, size));
        }
        at += chunk.len();
    }
}

fn jpeg(file: &[u8]) -> Option<Kept> {
    let (mut kept, mut at) = (vec![0xff, 0xd8], 2);
    let mut size = None;
    loop {
        // Any number of 0xff may stand before a marker.
        let [0xff, marker] = *file.get(at..at + 2)? else {
            return None;
        };
        if marker == 0xff {
            at += 1;
            continue;
        }
        if marker == 0xd9 {
            kept.extend_from_slice(&[0xff, 0xd9]);
            return Some((kept, size));
        }
        let high = usize::from(*file.get(at + 2)?);
        let length = high * 256 + usize::from(*file.get(at + 3)?);
        let segment = file.get(at..at.checked_add(length)?.checked_add(2)?)?;
        let payload = segment.get(4..)?;
        let is_frame = (0xc0..=0xcf).contains(&marker) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let side = |at: usize| {
                Some(u32::from(*payload.get(at)?) * 256 + u32::from(*payload.get(at + 1)?))
            };
            size = Some((side(3)?, side(1)?));
        }
        let stays = match marker {
            0xe2 => payload.starts_with(ICC),
            0xe1 | 0xe3..=0xed | 0xef | 0xfe => false,
            _ => true,
        };
        if stays {
            kept.extend_from_slice(segment);
        }
        at += segment.len();
        if marker == 0xda {
            let end = scan_end(file, at)?;
            kept.extend_from_slice(file.get(at..end)?);
            at = end;
        }
    }
}

/// Where the coded data that begins at `at` ends: before a marker that is neither a stuffed byte nor a restart.
fn scan_end(file: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += file.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *file.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            _ => return Some(at),
        }
    }
}

fn webp(file: &[u8]) -> Option<Kept> {
    let (mut kept, mut at) = (file.get(..12)?.to_vec(), 12);
    let mut size = None;
    while at < file.len() {
        let kind = file.get(at..at + 4)?;
        let length: [u8; 4] = file.get(at + 4..at + 8)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?;
        let data = file.get(at + 8..end)?;
        let from = kept.len();
        if matches!(
            kind,
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP"
        ) {
            kept.extend_from_slice(file.get(at..end)?);
            if length % 2 == 1 {
                kept.push(0);
            }
        }
        if kind == b"VP8X" {
            // No EXIF and no XMP follow any more.
            *kept.get_mut(from + 8)? &= !0x0c;
        }
        if size.is_none() {
            size = webp_size(kind, data);
        }
        at = end + length % 2;
    }
    let length = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&length.to_le_bytes());
    Some((kept, size))
}

fn webp_size(kind: &[u8], data: &[u8]) -> Option<(u32, u32)> {
    let byte = |at: usize| data.get(at).map(|byte| u32::from(*byte));
    match kind {
        b"VP8X" => {
            let side =
                |at: usize| Some(1 + byte(at)? + (byte(at + 1)? << 8) + (byte(at + 2)? << 16));
            Some((side(4)?, side(7)?))
        }
        b"VP8 " if data.get(3..6)? == b"\x9d\x01\x2a" => {
            let side = |at: usize| Some((byte(at)? + (byte(at + 1)? << 8)) & 0x3fff);
            Some((side(6)?, side(8)?))
        }
        b"VP8L" if byte(0)? == 0x2f => {
            let bits = byte(1)? + (byte(2)? << 8) + (byte(3)? << 16) + (byte(4)? << 24);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CANARY: &[u8] = b"GPS 52.5163 13.3777 canary";

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap();
        [&length.to_be_bytes()[..], kind, data, b"crc!"].concat()
    }

    fn a_png() -> Vec<u8> {
        let header = [0, 0, 0, 7, 0, 0, 0, 5, 8, 2, 0, 0, 0];
        [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &header),
            chunk(b"iCCP", b"profile"),
            chunk(b"eXIf", CANARY),
            chunk(b"tEXt", CANARY),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
            CANARY.to_vec(),
        ]
        .concat()
    }

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap();
        [&[0xff, marker][..], &length.to_be_bytes(), data].concat()
    }

    fn a_jpeg() -> Vec<u8> {
        [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0"),
            segment(0xe1, &[b"Exif\0\0", CANARY].concat()),
            segment(0xe2, &[ICC, b"profile"].concat()),
            segment(0xe2, &[b"MPF\0", CANARY].concat()),
            segment(0xed, CANARY),
            segment(0xfe, CANARY),
            segment(0xc0, &[8, 0, 5, 0, 7, 3]),
            segment(0xda, &[1, 2, 3]),
            b"pix\xff\x00els\xff\xd0more".to_vec(),
            segment(0xc4, b"table"),
            segment(0xda, &[1]),
            b"second".to_vec(),
            vec![0xff, 0xd9],
            CANARY.to_vec(),
        ]
        .concat()
    }

    fn a_webp() -> Vec<u8> {
        let part = |kind: &[u8; 4], data: &[u8]| {
            let length = u32::try_from(data.len()).unwrap();
            let odd: &[u8] = if data.len() % 2 == 1 { b"\0" } else { b"" };
            [kind, &length.to_le_bytes()[..], data, odd].concat()
        };
        let body = [
            b"WEBP".to_vec(),
            part(b"VP8X", &[0x2c, 0, 0, 0, 6, 0, 0, 4, 0, 0]),
            part(b"ICCP", b"profile"),
            part(b"VP8L", &[0x2f, 6, 0, 1, 0]),
            part(b"EXIF", CANARY),
            part(b"XMP ", CANARY),
        ]
        .concat();
        let length = u32::try_from(body.len()).unwrap();
        [b"RIFF", &length.to_le_bytes()[..], &body].concat()
    }

    fn holds(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|part| part == word)
    }

    #[test]
    fn where_and_by_whom_it_was_taken_is_gone_and_the_profile_stays() {
        for (file, media_type) in [
            (a_png(), "image/png"),
            (a_jpeg(), "image/jpeg"),
            (a_webp(), "image/webp"),
        ] {
            let picture = Picture::read(&file).unwrap();
            assert!(holds(&file, b"canary"), "{media_type}");
            assert!(!holds(&picture.bytes, b"canary"), "{media_type}");
            assert!(holds(&picture.bytes, b"profile"), "{media_type}");
            let got = (picture.media_type, picture.width, picture.height);
            assert_eq!(got, (media_type, 7, 5));
            assert_eq!(Picture::read(&picture.bytes).unwrap(), picture);
        }
        assert!(holds(&Picture::read(&a_jpeg()).unwrap().bytes, b"second"));
        let flags = Picture::read(&a_webp()).unwrap().bytes[20];
        assert_eq!(flags, 0x20);
    }

    #[test]
    fn nothing_else_is_a_picture() {
        for file in [
            &b""[..],
            b"GIF89a",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xd9",
            b"RIFF\0\0\0\0WEBP",
            &a_png()[..40],
            &a_jpeg()[..60],
        ] {
            assert_eq!(Picture::read(file), None, "{file:?}");
        }
        let mut wide = a_png();
        wide[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
        assert_eq!(Picture::read(&wide), None);
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(which in 0..3_usize, at in 0..400_usize, byte: u8, cut in 0..400_usize) {
            let mut file = [a_png(), a_jpeg(), a_webp()][which].clone();
            let place = at % file.len();
            file[place] = byte;
            file.truncate(file.len() - cut % file.len());
            if let Some(picture) = Picture::read(&file) {
                let again = Picture::read(&picture.bytes);
                prop_assert_eq!(again, Some(picture));
            }
        }
    }
}
