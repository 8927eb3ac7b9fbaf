//! From pages to a file.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};

use super::page::{Colour, HEIGHT, Laid, Part, Role, Shape, WIDTH};
use super::text::Faces;
use super::{Report, ReportError};

/// How far from a corner the curve that rounds it is held.
const ROUND: f32 = 0.552_285;

pub fn paint(faces: &Faces, laid: Laid, report: &Report) -> Result<Vec<u8>, ReportError> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.unwrap_or_default();
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut marked: Vec<Vec<Identifier>> = laid.parts.iter().map(|_| Vec::new()).collect();
    for page in &laid.pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).unwrap_or_default();
        let mut printed = document.start_page_with(settings);
        let mut surface = printed.surface();
        for run in page.chunk_by(|one, next| one.part == next.part) {
            let Some(first) = run.first() else { continue };
            let tag = match first.part {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
            };
            let mark = surface.start_tagged(tag);
            for drawn in run {
                draw(&mut surface, faces, &drawn.shape);
            }
            surface.end_tagged();
            if let Some(marks) = first.part.and_then(|part| marked.get_mut(part)) {
                marks.push(mark);
            }
        }
        surface.finish();
        printed.finish();
    }
    document.set_tag_tree(tree(&laid.parts, marked, report));
    document.set_outline(outline(&laid));
    document.set_metadata(about(report));
    document.finish().map_err(ReportError::Print)
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, shape: &Shape) {
    match shape {
        Shape::Text { x, y, size, style, colour, text } => {
            let line = faces.set(*style, text);
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            surface.draw_glyphs(
                Point::from_xy(*x, *y),
                &line.glyphs,
                faces.font(*style),
                &line.text,
                *size,
                false,
            );
        }
        Shape::Box { x, y, width, height, round, colour } => {
            filled(surface, rounded(*x, *y, *width, *height, *round), *colour);
        }
        Shape::Area { points, colour } => filled(surface, area(points), *colour),
        Shape::Line { from, to, width, colour, dashes } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: paint_of(*colour).into(),
                width: *width,
                dash: dashes.map(|length| StrokeDash { array: vec![length * 1.2, length], offset: 0.0 }),
                ..Stroke::default()
            }));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

fn filled(surface: &mut Surface<'_>, path: Option<Path>, colour: Colour) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(colour)));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: paint_of(colour).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn paint_of((red, green, blue): Colour) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn area(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (place, (x, y)) in points.iter().enumerate() {
        if place == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
    path.close();
    path.finish()
}

fn rounded(x: f32, y: f32, width: f32, height: f32, round: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    if round <= 0.0 {
        path.push_rect(Rect::from_xywh(x, y, width, height)?);
        return path.finish();
    }
    let (right, bottom, held) = (x + width, y + height, round * (1.0 - ROUND));
    path.move_to(x + round, y);
    path.line_to(right - round, y);
    path.cubic_to(right - held, y, right, y + held, right, y + round);
    path.line_to(right, bottom - round);
    path.cubic_to(right, bottom - held, right - held, bottom, right - round, bottom);
    path.line_to(x + round, bottom);
    path.cubic_to(x + held, bottom, x, bottom - held, x, bottom - round);
    path.line_to(x, y + round);
    path.cubic_to(x, y + held, x + held, y, x + round, y);
    path.close();
    path.finish()
}

/// What is read aloud, and in which order.
fn tree(parts: &[Part], mut marked: Vec<Vec<Identifier>>, report: &Report) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(report.language.code().to_owned()));
    for place in children(parts, None) {
        tree.push(group(parts, &mut marked, place));
    }
    tree
}

fn children(parts: &[Part], within: Option<usize>) -> impl Iterator<Item = usize> {
    parts.iter().enumerate().filter(move |(_, part)| part.within == within).map(|(place, _)| place)
}

fn group(parts: &[Part], marked: &mut [Vec<Identifier>], place: usize) -> TagGroup {
    let tag = parts.get(place).map_or_else(|| Tag::P.into(), |part| tag(&part.role));
    let own = marked.get_mut(place).map(std::mem::take).unwrap_or_default();
    let mut nodes: Vec<Node> = own.into_iter().map(Node::from).collect();
    let inner: Vec<usize> = children(parts, Some(place)).collect();
    nodes.extend(inner.into_iter().map(|inner| Node::from(group(parts, marked, inner))));
    TagGroup::with_children(tag, nodes)
}

fn tag(role: &Role) -> TagKind {
    let heading = |level: u16, title: &str| {
        Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title.to_owned())).into()
    };
    match role {
        Role::Title(title) => heading(1, title),
        Role::Heading(title) => heading(2, title),
        Role::Paragraph => Tag::P.into(),
        Role::Figure(told) => Tag::Figure(Some(told.clone())).into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Item => Tag::LI.into(),
        Role::ItemBody => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::HeaderCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
    }
}

/// The chapters, to go to.
fn outline(laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    for (title, page, y) in &laid.chapters {
        let there = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(title.clone(), there));
    }
    outline
}

fn about(report: &Report) -> Metadata {
    let at = report.made_at;
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(report.title.clone())
        .description(report.kind.clone())
        .language(report.language.code().to_owned())
        .creator("Avenue".to_owned())
        .authors(vec!["Avenue".to_owned()])
        .creation_date(made)
        .text_direction(TextDirection::LeftToRight)
}
