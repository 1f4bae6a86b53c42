//! Lines of Markdown, broken where they are long.

use super::Line;

/// The columns of a line, without `///` and the indentation before it.
const WIDTH: usize = 92;

/// The same Markdown in lines of this width, where a line can be broken: prose, not code, tables and headings.
pub(super) fn wrapped(lines: &[Line]) -> Vec<Line> {
    let mut fence = Fence::default();
    let mut wrapped = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while let [first, others @ ..] = rest {
        rest = others;
        if fence.holds(first.as_str()) || !is_breakable(first.as_str()) {
            wrapped.push(first.clone());
            continue;
        }
        let more = others
            .iter()
            .take_while(|next| continues(first.as_str(), next.as_str()));
        let (paragraph, after) = others.split_at(more.count());
        rest = after;
        let lines = || std::iter::once(first).chain(paragraph);
        match lines().all(|line| line.as_str().len() <= WIDTH) {
            true => wrapped.extend(lines().cloned()),
            false => wrapped.extend(broken(first, paragraph)),
        }
    }
    wrapped
}

/// Whether the next line goes on with the paragraph of this one: it begins no other block.
fn continues(first: &str, next: &str) -> bool {
    let rest = next.strip_prefix(&margin(first));
    let word = rest.and_then(|text| text.split(' ').next());
    word.is_some_and(|word| !word.is_empty() && !starts_a_block(word) && word != "*")
}

/// What stands before further lines of a paragraph: `> ` of a quotation, white space of an item.
fn margin(line: &str) -> String {
    let letters = line.get(..marker(line)).unwrap_or_default().chars();
    letters.map(|letter| if letter == '>' { '>' } else { ' ' }).collect()
}

/// Whether lines stand in a block of code.
#[derive(Default)]
struct Fence(Option<String>);

impl Fence {
    /// Whether the line belongs to a block of code, of which it may be the first or last line.
    fn holds(&mut self, line: &str) -> bool {
        let text = line.trim_start_matches([' ', '>', '*']);
        let ticks = text.len() - text.trim_start_matches('`').len();
        match &self.0 {
            None if ticks >= 3 => {
                self.0 = text.get(..ticks).map(str::to_owned);
                true
            }
            None => false,
            Some(open) => {
                if ticks >= open.len() && text.trim_end().len() == ticks {
                    self.0 = None;
                }
                true
            }
        }
    }
}

fn is_breakable(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '>', '*']);
    !text.is_empty() && !text.starts_with(['|', '#'])
}

/// The lines of a paragraph in other lines, each behind what the block needs.
fn broken(first: &Line, others: &[Line]) -> Vec<Line> {
    let rest = margin(first.as_str());
    let (first, text) = first.as_str().split_at(rest.len());
    let others = others.iter().filter_map(|line| line.as_str().get(rest.len()..));
    let text: Vec<&str> = std::iter::once(text).chain(others).collect();
    let text = text.join(" ");
    let mut lines = Vec::new();
    let mut current = first.to_owned();
    let mut is_empty = true;
    for word in words(&text) {
        let is_full = current.len() + 1 + word.len() > WIDTH;
        if is_full && !is_empty && !starts_a_block(word) {
            lines.push(Line::gated(&std::mem::replace(&mut current, rest.clone())));
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
        is_empty = false;
    }
    lines.push(Line::gated(&current));
    lines
}

/// Where the text behind the markers of items and quotations begins.
fn marker(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let text = rest.trim_start_matches(' ');
        let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let is_number = digits > 0 && text.get(digits..).is_some_and(|after| after.starts_with(". "));
        let marker = match text {
            _ if text.starts_with("* ") || text.starts_with("> ") => 2,
            _ if is_number => digits + 2,
            _ => return at + spaces,
        };
        at += spaces + marker;
    }
}

/// The words of a text; what stands in a code span is a part of one.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match letter {
            '\\' => at += 1 + text.get(at + 1..).map_or(0, first_length),
            '`' => at += code_span(text.get(at..).unwrap_or_default()),
            ' ' => {
                words.extend(text.get(start..at).filter(|word| !word.is_empty()));
                at += 1;
                start = at;
            }
            letter => at += letter.len_utf8(),
        }
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The length of the code span that a text begins with; that of its ticks, if it is none.
pub(super) fn code_span(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (open, rest) = text.split_at(ticks);
    let mut at = 0;
    while let Some(found) = rest.get(at..).and_then(|rest| rest.find('`')) {
        let start = at + found;
        let run = rest.get(start..).unwrap_or_default();
        let length = run.len() - run.trim_start_matches('`').len();
        if length == open.len() {
            return ticks + start + length;
        }
        at = start + length;
    }
    ticks
}

/// Whether a line that begins with the word would be another block, or end the paragraph.
fn starts_a_block(word: &str) -> bool {
    let digits = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_numbered = digits.len() < word.len() && matches!(digits, "." | ")");
    let is_rule = |mark: char| word.chars().all(|letter| letter == mark);
    is_numbered
        || word.starts_with(['#', '>', '|', '+', '=', '-'])
        || word.starts_with("```")
        || word.starts_with("~~~")
        || is_rule('*')
        || is_rule('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped_text(lines: &[&'static str]) -> Vec<String> {
        let lines: Vec<Line> = lines.iter().map(|line| Line::from(*line)).collect();
        wrapped(&lines).iter().map(|line| line.as_str().to_owned()).collect()
    }

    #[test]
    fn prose_is_broken_and_stays_in_its_block() {
        let words =
            "word word word word word word word word word word word word word word word word word word word end";
        let lines = wrapped_text(&[words]);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
        assert_eq!(lines.join(" "), words);
        let item: &'static str = Box::leak(format!("  * {words}").into_boxed_str());
        assert!(wrapped_text(&[item])[1].starts_with("    word"));
        let quote: &'static str = Box::leak(format!("> 1. {words}").into_boxed_str());
        assert!(wrapped_text(&[quote])[1].starts_with(">    word"));
        let lines = wrapped_text(&[words, "more words", "", "x", "y", "* item"]);
        assert!(lines[1].ends_with("end more words"), "{lines:?}");
        assert_eq!(lines[2..], ["", "x", "y", "* item"]);
    }

    #[test]
    fn code_tables_and_spans_stay_whole() {
        let long = "| word word word word word word word word word word word word word word word word word word |";
        assert_eq!(wrapped_text(&[long]), [long]);
        let text = "a word word word word word word word word word word word word word word word word word word";
        assert_eq!(wrapped_text(&["```text", text, "```"]), ["```text", text, "```"]);
        let lines = wrapped_text(&[
            "word word word word word word word word word word word word word word `a b c d e f g h i j k l m` x",
        ]);
        assert_eq!(lines[1], "`a b c d e f g h i j k l m` x");
    }

    #[test]
    fn no_line_begins_another_block() {
        for mark in ["-", "+", "#", "1.", ">", "=", "***"] {
            let text = format!("{} {mark} more", "word ".repeat(18).trim_end());
            let line = Line::gated(&text);
            for line in wrapped(&[line]) {
                assert!(!line.as_str().starts_with(mark), "{}", line.as_str());
            }
        }
    }
}
