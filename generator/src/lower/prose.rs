//! The one cleaner of prose: what a document says, in Markdown that rustdoc takes as it is meant.
//!
//! No text becomes a test, a link to an item, a bare URL or HTML by accident.

mod markdown;

use serde_json::Value;

use crate::pointer::Place;

/// How much of a value is shown.
const MAX_VALUE: usize = 100;

/// Descriptions as lines of rustdoc's Markdown; empty lines part paragraphs.
pub(crate) fn clean(text: &str) -> Vec<String> {
    markdown::clean(&without_controls(text))
}

/// The first sentence, as plain text in one line.
pub(crate) fn sentence(text: &str) -> String {
    let words = without_controls(text);
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut sentence = String::new();
    for word in words {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        let ends = word.ends_with(['.', '!', '?']) && !word.ends_with("e.g.") && !word.ends_with("i.e.");
        if ends || sentence.len() > 300 {
            break;
        }
    }
    sentence.trim_end_matches('.').to_owned()
}

/// A text for a place that both a compiler prints as it is and rustdoc reads as Markdown: outside of code spans without
/// what means something there.
pub(crate) fn plain(text: &str) -> String {
    let are_spans = text.matches('`').count().is_multiple_of(2);
    let parts = text.split('`').enumerate();
    let parts: Vec<String> = parts
        .map(|(index, part)| match are_spans && index % 2 == 1 {
            true => part.to_owned(),
            false => without_markup(part),
        })
        .collect();
    parts.join(if are_spans { "`" } else { "'" })
}

fn without_markup(text: &str) -> String {
    let letters = text.replace("://", ": //");
    let letters = letters.chars().filter_map(|letter| match letter {
        '[' | '<' => Some('('),
        ']' | '>' => Some(')'),
        '*' | '\\' => None,
        other => Some(other),
    });
    letters.collect()
}

/// A text as a code span, cut where it is long.
pub(crate) fn code(text: &str) -> String {
    let text: String = without_controls(text).split('\n').collect::<Vec<_>>().join(" ");
    if text.trim().is_empty() {
        return if text.is_empty() {
            "the empty string".to_owned()
        } else {
            "white space".to_owned()
        };
    }
    whole_code(&cut(&text))
}

/// A place in the sources as a code span, whole.
pub(crate) fn place(place: &Place) -> String {
    whole_code(&without_controls(&place.to_string()).replace('\n', " "))
}

fn whole_code(text: &str) -> String {
    let longest = text
        .split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ')) {
        " "
    } else {
        ""
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A value as a code span: strings without quotation marks.
pub(crate) fn code_span(value: &Value) -> Vec<String> {
    vec![code_of(value)]
}

/// A value as a code span, after what it is.
pub(crate) fn labelled(label: &str, value: &Value) -> Vec<String> {
    vec![format!("{label}: {}", code_of(value))]
}

fn code_of(value: &Value) -> String {
    match value {
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Without control characters and marks that change the direction of text, which hide what a line says.
fn without_controls(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let is_hidden = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    text.chars().filter(|letter| !is_hidden(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_becomes_a_link_or_html_by_accident() {
        assert_eq!(
            clean("see [Pet] and [a](#b), <T> & x_y_z *b*"),
            [r"see \[Pet\] and a, \<T\> & x_y_z *b*"]
        );
        assert_eq!(clean("at https://example.com/a_b."), ["at <https://example.com/a_b>."]);
        assert_eq!(clean("[home](https://example.com)"), ["[home](https://example.com)"]);
        assert_eq!(clean("a<br/>b <b>c</b>"), ["a", "b c"]);
    }

    #[test]
    fn code_never_becomes_a_test() {
        assert_eq!(clean("```\nfn main() {}\n```"), ["```text", "fn main() {}", "```"]);
        assert_eq!(clean("```rust\nx\n```"), ["```text", "x", "```"]);
        assert_eq!(clean("a\n\n    indented"), ["a", "", "```text", "indented", "```"]);
        assert_eq!(clean("```json\n{}\n```"), ["```json", "{}", "```"]);
    }

    #[test]
    fn blocks_keep_their_form() {
        assert_eq!(clean("# Title\ntext"), ["**Title**", "", "text"]);
        assert_eq!(clean("- a\n- b\n  c"), ["* a", "* b", "  c"]);
        assert_eq!(clean("1. a\n2. b"), ["1. a", "2. b"]);
        assert_eq!(clean("> q"), ["> q"]);
        assert_eq!(clean("a ` b"), [r"a \` b"]);
        assert_eq!(clean("\u{202e}x\u{0}y"), ["xy"]);
    }

    #[test]
    fn depth_and_length_are_bounded() {
        assert!(!clean(&">".repeat(10_000)).iter().any(|line| line.len() > 200));
        clean(&"[".repeat(10_000));
        clean(&"- ".repeat(5_000));
    }

    #[test]
    fn code_spans_hold_anything() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code_span(&json!("x")), ["`x`"]);
        assert_eq!(labelled("Example", &json!([1, "a"])), ["Example: `[1,\"a\"]`"]);
        assert_eq!(code(""), "the empty string");
    }

    #[test]
    fn a_sentence_is_one_line() {
        assert_eq!(sentence("Use `a` instead.\nMore."), "Use `a` instead");
        assert_eq!(sentence("no stop"), "no stop");
        assert_eq!(plain("use [`a[0]`](#new) <b>"), "use (`a[0]`)(#new) (b)");
    }
}
