//! Tesseract's table: a line for each page, block, paragraph, line and word, in twelve columns.

use shared::figures::Place;

use super::super::layout::Word;

/// The level of words.
const WORD: &str = "5";
/// No page has more words; what is beyond is not looked at.
const MOST_WORDS: usize = 3_000;

/// The words of a table, page by page, of so many pages. A line that is not of its form is no word.
pub(super) fn words(table: &str, pages: usize) -> Vec<Vec<Word>> {
    let mut words = vec![Vec::new(); pages];
    for (page, word) in table.lines().filter_map(word).take(MOST_WORDS) {
        // They are counted from one.
        if let Some(words) = page.checked_sub(1).and_then(|page| words.get_mut(page)) {
            words.push(word);
        }
    }
    words
}

fn word(line: &str) -> Option<(usize, Word)> {
    // The twelfth column is the text, whatever it holds.
    let columns: Vec<&str> = line.splitn(12, '\t').collect();
    let [level, page, _, _, _, _, left, top, width, height, confidence, text] = columns.as_slice() else {
        return None;
    };
    let text = text.trim();
    if *level != WORD || text.is_empty() {
        return None;
    }
    let whole = confidence.split_once('.').map_or(*confidence, |(whole, _)| whole);
    let confidence: u8 = whole.parse().ok().filter(|confidence| *confidence <= 100)?;
    let place = Place {
        x: left.parse().ok()?,
        y: top.parse().ok()?,
        width: width.parse().ok()?,
        height: height.parse().ok()?,
    };
    let text = text.chars().filter(|c| !c.is_control()).take(80).collect();
    Some((page.parse().ok()?, Word { text, confidence, place }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_and_the_rest_is_left() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     1\t1\t0\t0\t0\t0\t0\t0\t1080\t2340\t-1\t\n\
                     4\t1\t1\t1\t1\t0\t105\t66\t719\t48\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t105\t66\t74\t32\t96.063461\tVistas\n\
                     5\t1\t1\t1\t1\t2\t205\t67\t143\t40\t87\t12,4\n\
                     5\t1\t1\t1\t1\t3\t376\t69\t153\t41\t-1\t?\n\
                     5\t1\t1\t1\t1\t4\t376\t69\t153\t41\t50\t \n\
                     5\t2\t1\t1\t1\t1\t376\t69\t153\t41\t50\tmil\n\
                     5\t3\t1\t1\t1\t1\t376\t69\t153\t41\t50\tbeyond\n\
                     5\t1\t1\n";
        let both = words(table, 2);
        let [read, second] = both.as_slice() else { panic!("{both:?}") };
        assert_eq!((second.len(), second[0].text.as_str()), (1, "mil"));
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].text.as_str(), read[0].confidence), ("Vistas", 96));
        assert_eq!(read[0].place, Place { x: 105, y: 66, width: 74, height: 32 });
        assert_eq!((read[1].text.as_str(), read[1].confidence), ("12,4", 87));
    }

    #[test]
    fn nonsense_is_no_word() {
        assert_eq!(words("", 0), Vec::<Vec<Word>>::new());
        let words = |table: &str| words(table, 1).remove(0);
        assert!(words("5\t1\t1\t1\t1\t1\t-3\t66\t74\t32\t96\tx").is_empty());
        assert!(words("5\t1\t1\t1\t1\t1\t3\t66\t74\t32\t999\tx").is_empty());
    }
}
