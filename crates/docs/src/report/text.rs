//! The fonts, and how wide a text is in them.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, UnicodeBuffer};
use unicode_normalization::UnicodeNormalization;

use super::ReportError;

/// In which font a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// What is read.
    Regular,
    /// What stands out.
    Bold,
    /// Titles.
    Display,
}

const REGULAR: &[u8] = include_bytes!("../../fonts/figtree-400.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/figtree-600.ttf");
const DISPLAY: &[u8] = include_bytes!("../../fonts/fraunces-500.ttf");

struct Face {
    font: Font,
    shaper: rustybuzz::Face<'static>,
    em: f32,
}

impl Face {
    fn load(name: &'static str, bytes: &'static [u8]) -> Result<Self, ReportError> {
        let font = Font::new(bytes.into(), 0).ok_or(ReportError::Font(name))?;
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or(ReportError::Font(name))?;
        let em = font.units_per_em();
        Ok(Self { font, shaper, em })
    }
}

/// The fonts.
pub struct Faces {
    regular: Face,
    bold: Face,
    display: Face,
}

/// A line of text as it is set: where each of its signs stands, in parts of its size.
pub struct Line {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    width: f32,
}

impl Faces {
    pub fn load() -> Result<Self, ReportError> {
        Ok(Self {
            regular: Face::load("Figtree", REGULAR)?,
            bold: Face::load("Figtree, bold", BOLD)?,
            display: Face::load("Fraunces", DISPLAY)?,
        })
    }

    const fn face(&self, style: Style) -> &Face {
        match style {
            Style::Regular => &self.regular,
            Style::Bold => &self.bold,
            Style::Display => &self.display,
        }
    }

    pub fn font(&self, style: Style) -> Font {
        self.face(style).font.clone()
    }

    /// What can be printed of a text: a letter that the font has in parts alone, such as ẽ, is made of them; one that it has
    /// not at all becomes a question mark, and other signs are left out.
    pub fn printable(&self, style: Style, text: &str) -> String {
        let face = &self.face(style).shaper;
        let has = |sign: char| face.glyph_index(sign).is_some();
        let mut printed = String::with_capacity(text.len());
        for sign in text.nfc() {
            if has(sign) {
                printed.push(sign);
            } else if sign.is_whitespace() {
                printed.push(' ');
            } else if std::iter::once(sign).nfd().all(has) {
                printed.extend(std::iter::once(sign).nfd());
            } else if sign.is_alphanumeric() {
                printed.push('?');
            }
        }
        printed
    }

    /// Sets one line.
    pub fn set(&self, style: Style, text: &str) -> Line {
        let face = self.face(style);
        let text = self.printable(style, text);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        // Figures stand below each other.
        let tabular = Feature::new(Tag::from_bytes(b"tnum"), 1, ..);
        let shaped = rustybuzz::shape(&face.shaper, &[tabular], buffer);
        let starts: Vec<usize> =
            shaped.glyph_infos().iter().map(|info| usize::try_from(info.cluster).unwrap_or(0)).collect();
        let mut glyphs = Vec::with_capacity(starts.len());
        let mut width = 0.0;
        for (place, (info, at)) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate() {
            let start = starts.get(place).copied().unwrap_or(0);
            let end = starts.iter().skip(place).find(|next| **next > start).copied().unwrap_or(text.len());
            let em = |units: i32| short(units) / face.em;
            let advance = em(at.x_advance);
            width += advance;
            let (x, y) = (em(at.x_offset), em(at.y_offset));
            glyphs.push(KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, 0.0, start..end, None));
        }
        Line { text, glyphs, width }
    }

    /// How wide a text is at that size.
    pub fn width(&self, style: Style, size: f32, text: &str) -> f32 {
        self.set(style, text).width * size
    }

    /// A text in lines that are no wider than `room`, at most so many; what is left out is marked.
    pub fn wrap(&self, style: Style, size: f32, text: &str, room: f32, most: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split(|sign: char| sign.is_whitespace() && sign != '\u{a0}') {
                if word.is_empty() {
                    continue;
                }
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(style, size, &longer) <= room {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line = self.broken(style, size, word, room, &mut lines);
            }
            if !line.is_empty() {
                lines.push(line);
            }
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = self.cut(style, size, &format!("{last}…"), room);
            }
        }
        lines
    }

    /// A word that is too long for a line, in parts: all but the last go to `lines`.
    fn broken(&self, style: Style, size: f32, word: &str, room: f32, lines: &mut Vec<String>) -> String {
        let mut part = String::new();
        for sign in word.chars() {
            part.push(sign);
            if part.chars().count() > 1 && self.width(style, size, &part) > room {
                part.pop();
                lines.push(std::mem::take(&mut part));
                part.push(sign);
            }
        }
        part
    }

    /// As much of a text as fits, with a mark where it was cut.
    pub fn cut(&self, style: Style, size: f32, text: &str, room: f32) -> String {
        if self.width(style, size, text) <= room {
            return text.to_owned();
        }
        let mut kept: String = text.trim_end_matches('…').to_owned();
        while kept.pop().is_some() {
            let shown = format!("{}…", kept.trim_end());
            if self.width(style, size, &shown) <= room {
                return shown;
            }
        }
        String::new()
    }
}

/// Units of a font, which are few.
fn short(units: i32) -> f32 {
    f32::from(i16::try_from(units).unwrap_or(i16::MAX))
}
