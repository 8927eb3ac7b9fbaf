//! Pages, and what stands where on them: points from the upper left corner.

use super::text::{Faces, Style};

/// A4.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
/// What stays empty at the sides.
pub const SIDE: f32 = 48.0;
/// Where the content of a page begins, and where it ends.
pub const TOP: f32 = 52.0;
pub const BOTTOM: f32 = HEIGHT - 66.0;
/// How wide the content is.
pub const ROOM: f32 = WIDTH - 2.0 * SIDE;

/// A colour: red, green and blue.
pub type Colour = (u8, u8, u8);

/// The colours, those of the app in light.
pub mod colours {
    use super::Colour;

    pub const ACCENT: Colour = (0xb3, 0x21, 0x6b);
    pub const ACCENT_PALE: Colour = (0xf6, 0xc6, 0xdc);
    pub const INK: Colour = (0x1d, 0x16, 0x13);
    pub const SOFT: Colour = (0x6b, 0x61, 0x5b);
    pub const LINE: Colour = (0xe3, 0xdd, 0xd7);
    pub const GROUND: Colour = (0xf8, 0xf4, 0xf0);
    pub const WHITE: Colour = (0xff, 0xff, 0xff);
}

/// Something that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// One line of text, from where its letters stand.
    Text { x: f32, y: f32, size: f32, style: Style, colour: Colour, text: String },
    /// A filled rectangle, with round corners.
    Box { x: f32, y: f32, width: f32, height: f32, round: f32, colour: Colour },
    /// A filled shape between points.
    Area { points: Vec<(f32, f32)>, colour: Colour },
    /// A line.
    Line { from: (f32, f32), to: (f32, f32), width: f32, colour: Colour, dashes: Option<f32> },
}

/// What a part of the report is, to who has it read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Title(String),
    Heading(String),
    Paragraph,
    /// A picture, with what is told of it.
    Figure(String),
    List,
    Item,
    ItemBody,
    Table,
    Row,
    HeaderCell,
    Cell,
}

/// A part of the report, with the part that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub role: Role,
    pub within: Option<usize>,
}

/// What is drawn, and as which part; none for what is decoration.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub shape: Shape,
    pub part: Option<usize>,
}

/// What all pages hold.
pub struct Laid {
    pub pages: Vec<Vec<Drawn>>,
    pub parts: Vec<Part>,
    /// Where the chapters begin: what they are called, the page and how far down.
    pub chapters: Vec<(String, usize, f32)>,
}

/// Pages that are being laid out.
pub struct Pages<'a> {
    pub faces: &'a Faces,
    laid: Laid,
    /// Where the next thing begins.
    pub y: f32,
    part: Option<usize>,
}

impl<'a> Pages<'a> {
    pub fn new(faces: &'a Faces) -> Self {
        let laid = Laid { pages: vec![Vec::new()], parts: Vec::new(), chapters: Vec::new() };
        Self { faces, laid, y: TOP, part: None }
    }

    /// How much room there is on this page.
    pub fn left(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Begins a page unless there is so much room on this one, or it is empty. Whether it did.
    pub fn need(&mut self, height: f32) -> bool {
        if self.left() >= height || self.y <= TOP {
            return false;
        }
        self.laid.pages.push(Vec::new());
        self.y = TOP;
        true
    }

    /// Draws decoration.
    pub fn decorate(&mut self, shape: Shape) {
        self.push(Drawn { shape, part: None });
    }

    /// Draws content of the part that is open.
    pub fn draw(&mut self, shape: Shape) {
        let part = self.part;
        self.push(Drawn { shape, part });
    }

    fn push(&mut self, drawn: Drawn) {
        if let Some(page) = self.laid.pages.last_mut() {
            page.push(drawn);
        }
    }

    /// Opens a part within the one that is open; what is drawn by `content` belongs to it.
    pub fn within(&mut self, role: Role, content: impl FnOnce(&mut Self)) {
        let before = self.part;
        if let Role::Heading(title) = &role {
            self.laid.chapters.push((title.clone(), self.laid.pages.len().saturating_sub(1), self.y));
        }
        self.part = Some(self.laid.parts.len());
        self.laid.parts.push(Part { role, within: before });
        content(self);
        self.part = before;
    }

    /// Writes lines of text below each other from `x`, and moves on. Between lines stands a space for who has it read aloud.
    pub fn lines(&mut self, x: f32, look: Look, lines: &[String]) {
        let last = lines.len().saturating_sub(1);
        for (place, line) in lines.iter().enumerate() {
            let text = if place < last { format!("{line} ") } else { line.clone() };
            self.y += look.leading;
            self.draw(look.at(x, self.y - look.leading + look.size, text));
        }
    }

    /// Does something on each page.
    pub fn each_page(&mut self, mut draw: impl FnMut(usize, usize) -> Vec<Shape>) {
        let many = self.laid.pages.len();
        for (place, page) in self.laid.pages.iter_mut().enumerate() {
            page.extend(draw(place + 1, many).into_iter().map(|shape| Drawn { shape, part: None }));
        }
    }

    pub fn finish(self) -> Laid {
        self.laid
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub style: Style,
    pub size: f32,
    /// From one line to the next.
    pub leading: f32,
    pub colour: Colour,
}

impl Look {
    pub const fn new(style: Style, size: f32, leading: f32, colour: Colour) -> Self {
        Self { style, size, leading, colour }
    }

    /// One line of it.
    pub const fn at(self, x: f32, y: f32, text: String) -> Shape {
        Shape::Text { x, y, size: self.size, style: self.style, colour: self.colour, text }
    }

    pub fn width(self, faces: &Faces, text: &str) -> f32 {
        faces.width(self.style, self.size, text)
    }

    pub fn wrap(self, faces: &Faces, text: &str, room: f32, most: usize) -> Vec<String> {
        faces.wrap(self.style, self.size, text, room, most)
    }

    pub fn cut(self, faces: &Faces, text: &str, room: f32) -> String {
        faces.cut(self.style, self.size, text, room)
    }
}
