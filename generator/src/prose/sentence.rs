//! The first sentence of documentation.

use super::Line;
use super::wrap::code_span;

/// A longer sentence is cut.
const LONGEST: usize = 200;

/// The first sentence, whole as Markdown: no link, code span or emphasis is open at its end.
pub(super) fn first(lines: &[Line]) -> Option<Line> {
    let paragraph: Vec<&Line> = lines.iter().take_while(|line| !line.is_empty()).collect();
    if paragraph.is_empty() || !paragraph.iter().all(|line| line.is_prose()) {
        return None;
    }
    let text = Line::joined(paragraph, " ");
    let text = text.as_str().trim();
    let ends = ends(text);
    let sentence = ends.iter().find(|end| end.is_sentence);
    let cut = ends.iter().take_while(|end| end.at <= LONGEST).last();
    match (sentence, cut) {
        (Some(end), _) if end.at <= LONGEST => Some(Line::gated(text.get(..end.at)?)),
        _ if text.len() <= LONGEST => Some(Line::gated(text)),
        (_, Some(end)) => Some(Line::gated(&format!("{}…", text.get(..end.at)?))),
        (_, None) => None,
    }
}

/// Where a word ends outside of all markup.
struct End {
    at: usize,
    is_sentence: bool,
}

fn ends(text: &str) -> Vec<End> {
    let mut ends = Vec::new();
    let (mut at, mut brackets, mut stars) = (0, 0_usize, 0_usize);
    let mut before = ' ';
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let length = match letter {
            '\\' => {
                1 + text
                    .get(at + 1..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8)
            }
            '`' => code_span(text.get(at..).unwrap_or_default()),
            letter => letter.len_utf8(),
        };
        match letter {
            '[' | '(' | '<' => brackets += 1,
            ']' | ')' | '>' => brackets = brackets.saturating_sub(1),
            '*' if before != '*' => stars += 1,
            ' ' if brackets == 0 && stars % 2 == 0 => {
                let word = text.get(..at).unwrap_or_default();
                let is_abbreviation = ["e.g.", "i.e.", "etc.", "vs."].iter().any(|end| word.ends_with(end));
                ends.push(End {
                    at,
                    is_sentence: matches!(before, '.' | '!' | '?') && !is_abbreviation,
                });
            }
            _ => {}
        }
        before = letter;
        at += length;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_of(text: &str) -> Option<String> {
        first(&super::super::clean(text)).map(|line| line.as_str().to_owned())
    }

    #[test]
    fn a_sentence_ends_where_its_markup_does() {
        assert_eq!(first_of("One. Two.").as_deref(), Some("One."));
        assert_eq!(
            first_of("one\nline, e.g. this\n\nnext").as_deref(),
            Some("one line, e.g. this")
        );
        assert_eq!(
            first_of("See `a. b` (or c. d) now. Two.").as_deref(),
            Some("See `a. b` (or c. d) now.")
        );
        assert_eq!(
            first_of("**Deprecated. Old** one. Two.").as_deref(),
            Some("**Deprecated. Old** one.")
        );
        assert_eq!(first_of("* a list"), None);
        assert_eq!(first_of(""), None);
    }

    #[test]
    fn a_long_one_is_cut_at_a_word() {
        let cut = first_of(&"word ".repeat(100)).unwrap();
        assert!(cut.ends_with("word…") && cut.len() < 220, "{cut}");
        assert_eq!(
            first_of(&format!("[{}](https://example.com)", "word ".repeat(100))),
            None
        );
    }
}
