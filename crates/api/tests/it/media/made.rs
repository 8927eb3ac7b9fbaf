//! Pictures that we make: good ones with everything that must not pass, and ones that lie.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// What stands for a secret in metadata.
pub const SECRET: &[u8] = b"casa-en-Luque-25.2637S-57.4853W";

/// A PNG with something to see.
pub fn gradient(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Png)
}

/// The same in any of the kinds.
pub fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| {
        let part = |n: u32, of: u32| u8::try_from(n * 255 / of.max(1)).unwrap();
        Rgb([part(x, width), part(y, height), part((x + y) % 64, 64)])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A TIFF structure with a place (GPS) and a text in it.
fn exif() -> Vec<u8> {
    let secret_at = 8 + 2 + 2 * 12 + 4;
    let gps_at = u32::try_from(secret_at + SECRET.len()).unwrap();
    let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    // ImageDescription
    tiff.extend(b"\x0e\x01\x02\0");
    tiff.extend(u32::try_from(SECRET.len()).unwrap().to_le_bytes());
    tiff.extend(u32::try_from(secret_at).unwrap().to_le_bytes());
    // GPSInfo
    tiff.extend(b"\x25\x88\x04\0\x01\0\0\0");
    tiff.extend(gps_at.to_le_bytes());
    tiff.extend(b"\0\0\0\0");
    tiff.extend(SECRET);
    tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0S\0\0\0\0\0\0\0");
    tiff
}

fn xmp() -> Vec<u8> {
    let mut packet = b"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><a>".to_vec();
    packet.extend(SECRET);
    packet.extend(b"</a></x:xmpmeta><?xpacket end='w'?>");
    packet
}

fn icc() -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[36..40].copy_from_slice(b"acsp");
    profile.extend(SECRET);
    let length = u32::try_from(profile.len()).unwrap();
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile
}

/// A JPEG with EXIF, GPS, XMP, ICC and a comment.
pub fn jpeg_with_everything(width: u32, height: u32) -> Vec<u8> {
    let plain = encoded(width, height, ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    let mut segment = |marker: u8, parts: &[&[u8]]| {
        let body = parts.concat();
        bytes.extend([0xFF, marker]);
        bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        bytes.extend(body);
    };
    segment(0xE1, &[b"Exif\0\0", &exif()]);
    segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", &xmp()]);
    segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &icc()]);
    segment(0xED, &[b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x1f", SECRET]);
    segment(0xFE, &[SECRET]);
    bytes.extend(&plain[2..]);
    bytes
}

/// One chunk of a PNG, with its checksum.
pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(body);
    bytes.extend(crc(&[kind.as_slice(), body].concat()).to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let table =
        |byte: u32| (0..8).fold(byte, |c, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 });
    !bytes.iter().fold(u32::MAX, |crc, byte| table((crc ^ u32::from(*byte)) & 0xFF) ^ (crc >> 8))
}

/// A PNG with a text, EXIF and XMP chunk, and bytes behind its end.
pub fn png_with_everything(width: u32, height: u32) -> Vec<u8> {
    let plain = gradient(width, height);
    // The signature and the header chunk.
    let mut bytes = plain[..33].to_vec();
    bytes.extend(chunk(b"tEXt", &[b"Comment\0", SECRET].concat()));
    bytes.extend(chunk(b"eXIf", &exif()));
    bytes.extend(chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &xmp()].concat()));
    bytes.extend(&plain[33..]);
    bytes.extend(b"<script>alert(1)</script>");
    bytes
}

/// A WebP with EXIF, XMP and ICC chunks.
pub fn webp_with_everything(side: u32) -> Vec<u8> {
    let plain = encoded(side, side, ImageFormat::WebP);
    let mut body = b"WEBP".to_vec();
    let mut part = |kind: &[u8; 4], content: &[u8]| {
        body.extend(kind);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(content);
        if content.len() % 2 == 1 {
            body.push(0);
        }
    };
    let edge = (side - 1).to_le_bytes();
    part(b"VP8X", &[0x2C, 0, 0, 0, edge[0], edge[1], edge[2], edge[0], edge[1], edge[2]]);
    part(b"ICCP", &icc());
    let length = usize::try_from(u32::from_le_bytes(plain[16..20].try_into().unwrap())).unwrap();
    part(plain[12..16].try_into().unwrap(), &plain[20..20 + length]);
    part(b"EXIF", &exif());
    part(b"XMP ", &xmp());
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    bytes.extend(body);
    bytes
}

/// A GIF with a comment and an XMP extension.
pub fn gif_with_everything(side: u32) -> Vec<u8> {
    let plain = encoded(side, side, ImageFormat::Gif);
    let table = if plain[10] & 0x80 == 0 { 0 } else { 3 << ((plain[10] & 7) + 1) };
    let mut bytes = plain[..13 + table].to_vec();
    bytes.extend(b"\x21\xFE");
    bytes.push(u8::try_from(SECRET.len()).unwrap());
    bytes.extend(SECRET);
    bytes.extend(b"\0\x21\xFF\x0BXMP DataXMP");
    for part in xmp().chunks(255) {
        bytes.push(u8::try_from(part.len()).unwrap());
        bytes.extend(part);
    }
    bytes.push(0);
    bytes.extend(&plain[13 + table..]);
    bytes
}

/// A GIF that is a script too, and a picture with a page behind it.
pub fn polyglots() -> Vec<(String, Vec<u8>)> {
    let mut script = encoded(32, 32, ImageFormat::Gif);
    script.extend(b"*/=1;alert(document.cookie)//");
    let mut page = jpeg_with_everything(32, 32);
    page.extend(b"<!doctype html><html><body onload=alert(1)><script>fetch('/api/identity/me')</script>");
    let mut archive = gradient(32, 32);
    archive.extend(b"PK\x03\x04\x14\0\0\0\0\0 a zip file begins here");
    let phar = [b"GIF89a<?php __HALT_COMPILER(); ?>".as_slice(), &script].concat();
    vec![
        ("script.gif".into(), script),
        ("page.jpg".into(), page),
        ("archive.png".into(), archive),
        ("phar.gif".into(), phar),
        ("svg.png".into(), b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
        ("page.gif".into(), b"<html>GIF89a".to_vec()),
    ]
}

/// Files that say they are larger than anything, or whose parts do.
pub fn bombs() -> Vec<(String, Vec<u8>)> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let header = |width: u32, height: u32, depth: u8, colour: u8| {
        let body =
            [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
        [SIGNATURE, &chunk(b"IHDR", &body)].concat()
    };
    let mut all = Vec::new();
    for (width, height) in
        [(50_000, 50_000), (u32::MAX >> 1, u32::MAX >> 1), (12_001, 16), (1, 1 << 30), (6_000, 6_000)]
    {
        let mut bytes = header(width, height, 8, 6);
        bytes.extend(chunk(b"IDAT", &zeros(1 << 20)));
        bytes.extend(chunk(b"IEND", b""));
        all.push((format!("bomb-{width}x{height}.png"), bytes));
    }
    // As many pixels as are taken, with sixteen bits for each of four colours: 200 MB.
    let mut deep = header(5_000, 5_000, 16, 6);
    deep.extend(chunk(b"IDAT", &zeros(1 << 20)));
    deep.extend(chunk(b"IEND", b""));
    all.push(("bomb-deep.png".into(), deep));
    // Many pixels out of few bytes, which is allowed: they are decoded within bounds.
    let mut flat = header(5_000, 5_000, 8, 2);
    flat.extend(chunk(b"IDAT", &zeros(5_000 * (5_000 * 3 + 1))));
    flat.extend(chunk(b"IEND", b""));
    all.push(("flat-25-megapixels.png".into(), flat));
    // A colour profile and a text that unpack to more than a decoder may take.
    for kind in [b"iCCP", b"zTXt"] {
        let mut bytes = header(32, 32, 8, 2);
        bytes.extend(chunk(kind, &[b"x\0\0".as_slice(), &zeros(160 << 20)].concat()));
        bytes.extend(&gradient(32, 32)[33..]);
        all.push((format!("bomb-{}.png", String::from_utf8_lossy(kind)), bytes));
    }
    // A chunk that says it has two gigabytes.
    let mut long = header(32, 32, 8, 2);
    long.extend([0x7F, 0xFF, 0xFF, 0xFF]);
    long.extend(b"IDAT");
    long.extend(zeros(4096));
    all.push(("long-chunk.png".into(), long));
    let mut gif = encoded(32, 32, ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    all.push(("bomb.gif".into(), gif));
    let mut jpeg = encoded(64, 64, ImageFormat::Jpeg);
    let at = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[at + 5..at + 9].copy_from_slice(&[0xFF; 4]);
    all.push(("bomb.jpg".into(), jpeg));
    let mut webp = webp_with_everything(32);
    webp[24..30].copy_from_slice(&[0xFF; 6]);
    all.push(("bomb.webp".into(), webp));
    all
}

/// So many zeros, packed by zlib.
fn zeros(count: usize) -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![0; 1 << 16];
    let mut left = count;
    while left > 0 {
        let now = left.min(block.len());
        packed.write_all(&block[..now]).unwrap();
        left -= now;
    }
    packed.finish().unwrap()
}
