//! Parts of a picture as the pages of one TIFF file: the one form in which Tesseract takes many pictures at once by its
//! standard input. Shades of grey, not compressed. Pure.

use super::prepare::Prepared;

/// Entries of a page's directory: what a reader must know of it.
const ENTRIES: u16 = 9;
/// How long a directory is: the number of entries, twelve bytes for each, and where the next one is.
const DIRECTORY: usize = 2 + 12 * 9 + 4;
/// Kinds of numbers, as TIFF counts them.
const SHORT: u16 = 3;
const LONG: u16 = 4;

/// The file; nothing if it would be larger than a TIFF file may be.
pub(super) fn file(pages: &[Prepared]) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    file.extend(b"II");
    file.extend(42_u16.to_le_bytes());
    file.extend(offset(8)?);
    for (number, page) in pages.iter().enumerate() {
        let pixels = file.len() + DIRECTORY;
        let end = (pixels + page.pixels.len()).next_multiple_of(2);
        file.extend(ENTRIES.to_le_bytes());
        // In the order of their tags, as the format wants them.
        for (tag, kind, value) in [
            (256, LONG, page.width),
            (257, LONG, page.height),
            // Eight bits for a pixel, not compressed, nothing is black.
            (258, SHORT, 8),
            (259, SHORT, 1),
            (262, SHORT, 1),
            // One strip, of one sample for each pixel.
            (273, LONG, u32::try_from(pixels).ok()?),
            (277, SHORT, 1),
            (278, LONG, page.height),
            (279, LONG, u32::try_from(page.pixels.len()).ok()?),
        ] {
            let tag: u16 = tag;
            file.extend(tag.to_le_bytes());
            file.extend(kind.to_le_bytes());
            file.extend(1_u32.to_le_bytes());
            // A short number fills the first two of the four bytes, which is the same in this order of bytes.
            file.extend(value.to_le_bytes());
        }
        file.extend(offset(if number + 1 < pages.len() { end } else { 0 })?);
        file.extend(&page.pixels);
        file.resize(end, 0);
    }
    Some(file)
}

fn offset(at: usize) -> Option<[u8; 4]> {
    u32::try_from(at).ok().map(u32::to_le_bytes)
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma};

    use super::super::prepare::Page;
    use super::*;

    #[test]
    fn each_page_says_where_its_pixels_and_the_next_page_are() {
        let page = Page::new(&GrayImage::from_pixel(40, 30, Luma([200])));
        let prepared = page.line(page.whole(), 10, 10).unwrap();
        let file = file(&[prepared.clone(), prepared.clone()]).unwrap();
        let number =
            |at: usize| usize::try_from(u32::from_le_bytes(file[at..at + 4].try_into().unwrap())).unwrap();
        assert_eq!(&file[..4], b"II*\0");
        let mut directory = number(4);
        for last in [false, true] {
            let entry = |place: usize| number(directory + 2 + 12 * place + 8);
            assert_eq!((entry(0), entry(1)), (50, 40));
            assert_eq!(entry(8), 50 * 40);
            assert_eq!(&file[entry(5)..entry(5) + 50 * 40], prepared.pixels);
            let next = number(directory + 2 + 12 * 9);
            assert_eq!(next == 0, last);
            directory = next;
        }
        assert_eq!(super::file(&[]).unwrap().len(), 8);
    }
}
