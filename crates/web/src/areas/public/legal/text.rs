//! The form of a legal text: blocks divided by empty lines. A line that begins with `## ` is a heading, lines that begin with
//! `- ` are a list, everything else is a paragraph; `[words](/address)` is a link within the platform.

/// A block.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// Of a section.
    Heading(String),
    /// One paragraph.
    Paragraph(Vec<Span>),
    /// Its items.
    List(Vec<Vec<Span>>),
}

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Plain(String),
    /// Words that lead somewhere.
    Link {
        /// The words.
        text: String,
        /// Where.
        href: String,
    },
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut gathered: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        let line = line.trim();
        if !line.is_empty() {
            gathered.push(line);
        } else if !gathered.is_empty() {
            blocks.push(block(&gathered));
            gathered.clear();
        }
    }
    blocks
}

fn block(lines: &[&str]) -> Block {
    if let [line] = lines
        && let Some(heading) = line.strip_prefix("## ")
    {
        return Block::Heading(heading.to_owned());
    }
    let items: Option<Vec<&str>> = lines.iter().map(|line| line.strip_prefix("- ")).collect();
    match items {
        Some(items) => Block::List(items.into_iter().map(spans).collect()),
        None => Block::Paragraph(spans(&lines.join(" "))),
    }
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, words, href, after)) = link(rest) {
        if !before.is_empty() {
            spans.push(Span::Plain(before.to_owned()));
        }
        spans.push(Span::Link { text: words.to_owned(), href: href.to_owned() });
        rest = after;
    }
    if !rest.is_empty() {
        spans.push(Span::Plain(rest.to_owned()));
    }
    spans
}

/// What is before the first link, its words, where it leads, and what is after it.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (words, rest) = rest.split_once("](")?;
    let (href, after) = rest.split_once(')')?;
    href.starts_with('/').then_some((before, words, href, after))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Block, Span, blocks};

    fn plain(text: &str) -> Span {
        Span::Plain(text.to_owned())
    }

    #[wasm_bindgen_test]
    fn a_text_is_headings_paragraphs_lists_and_links() {
        let text = "## Qué\n\nUna línea\ny otra: [acá](/contact).\n\n- uno\n- dos\n";
        let link = Span::Link { text: "acá".to_owned(), href: "/contact".to_owned() };
        let wanted = [
            Block::Heading("Qué".to_owned()),
            Block::Paragraph(vec![plain("Una línea y otra: "), link, plain(".")]),
            Block::List(vec![vec![plain("uno")], vec![plain("dos")]]),
        ];
        assert_eq!(blocks(text), wanted);
    }

    #[wasm_bindgen_test]
    fn nothing_leads_out_of_the_platform() {
        let text = "Ver [esto](https://evil.example) [y";
        assert_eq!(blocks(text), [Block::Paragraph(vec![plain(text)])]);
    }
}
