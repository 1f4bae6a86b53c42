//! The gate: the only place where text of a document becomes a part of emitted text.
//!
//! Each kind of emitted text has a type here that only this module can make from a `String`: a [`Line`] of documentation
//! and [`Docs`] of several, a [`Note`] of deprecation, a
//! [`Comment`], [`Toml`], a [`Page`] with the [`Cell`]s of its tables, a [`Listing`], a [`FilePath`], and what a terminal is [`Shown`]. String literals are not among them, since `quote` writes those.
//!
//! What a document says stays what it is: no text becomes code, a test, a link to an item, a bare URL or HTML.

mod comment;
mod docs;
mod escape;
pub(crate) mod file;
mod line;
mod listing;
mod manifest;
mod markdown;
mod note;
mod page;
mod sentence;
mod terminal;
mod visible;
mod wrap;

use serde_json::Value;

use crate::pointer::Place;

pub use comment::Comment;
pub use docs::Docs;
pub use file::FilePath;
pub use line::Line;
pub(crate) use line::line;
pub use listing::Listing;
pub use manifest::Toml;
pub(crate) use manifest::manifest;
pub use note::Note;
pub(crate) use page::table;
pub use page::{Cell, Page};
pub(crate) use terminal::{Message, Quote, Spot, WIDTH, shown};
pub use terminal::{Shown, Style};
use visible::{in_lines, on_one_line};

/// How much of a value is shown.
const MAX_VALUE: usize = 100;

/// Descriptions as lines of rustdoc's Markdown; empty lines part paragraphs.
pub(crate) fn clean(text: &str) -> Vec<Line> {
    markdown::clean(&in_lines(text))
}

/// The first sentence, as plain text in one line.
pub(crate) fn sentence(text: &str) -> String {
    let words = in_lines(text);
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

/// A text that means itself, within a line: neither markup nor a link.
pub(crate) fn literal(text: &str) -> Line {
    Line::gated(&escape::within_line(&on_one_line(text)))
}

/// A text as a code span, cut where it is long.
pub(crate) fn code(text: &str) -> Line {
    let text = on_one_line(text);
    if text.trim().is_empty() {
        return match text.is_empty() {
            true => "the empty string".into(),
            false => "white space".into(),
        };
    }
    whole_code(&cut(&text))
}

/// A place in the sources as a code span, whole.
pub(crate) fn place(place: &Place) -> Line {
    whole_code(&on_one_line(&place.to_string()))
}

/// A name as a code span, whole.
pub(crate) fn name(text: &str) -> Line {
    match text.trim().is_empty() {
        true => code(text),
        false => whole_code(&on_one_line(text)),
    }
}

pub(crate) fn whole_code(text: &str) -> Line {
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
    Line::gated(&format!("{ticks}{pad}{text}{pad}{ticks}"))
}

/// A value as a code span: strings without quotation marks.
pub(crate) fn code_of(value: &Value) -> Line {
    match value {
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}

/// A value as a code span, after what it is.
pub(crate) fn labelled(label: &'static str, value: &Value) -> Line {
    line![label, ": ", code_of(value)]
}

/// An identifier of the emitted crate, or a path of some.
pub(crate) fn path(identifiers: &str) -> Line {
    let letters: String = identifiers.chars().filter(|letter| is_in_path(*letter)).collect();
    Line::gated(&letters)
}

/// A link to an item of the emitted crate, by its path.
pub(crate) fn item(identifiers: &str) -> Line {
    line!["[`", path(identifiers), "`]"]
}

/// The name of a package or its version, for a block of TOML.
pub(crate) fn package(name: &str) -> Line {
    let is_in_name = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '+');
    Line::gated(&name.chars().filter(is_in_name).collect::<String>())
}

/// A Rust type, for a code span or a block of code.
pub(crate) fn rust_type(text: &str) -> Line {
    let is_in_type =
        |letter: &char| is_in_path(*letter) || matches!(letter, '<' | '>' | ',' | ' ' | '(' | ')' | '&' | '[' | ']');
    Line::gated(&text.chars().filter(is_in_type).collect::<String>())
}

fn is_in_path(letter: char) -> bool {
    letter == ':' || unicode_ident::is_xid_continue(letter)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn cleaned(text: &str) -> Vec<String> {
        clean(text).iter().map(|line| line.as_str().to_owned()).collect()
    }

    #[test]
    fn nothing_becomes_a_link_or_html_by_accident() {
        assert_eq!(
            cleaned("see [Pet] and [a](#b), <T> & x_y_z *b*"),
            [r"see \[Pet\] and a, \<T\> & x_y_z *b*"]
        );
        assert_eq!(
            cleaned("at https://example.com/a_b."),
            ["at <https://example.com/a_b>."]
        );
        assert_eq!(cleaned("[home](https://example.com)"), ["[home](https://example.com)"]);
        assert_eq!(cleaned("a<br/>b <b>c</b>"), ["a", "b c"]);
    }

    #[test]
    fn code_never_becomes_a_test() {
        assert_eq!(cleaned("```\nfn main() {}\n```"), ["```text", "fn main() {}", "```"]);
        assert_eq!(cleaned("```rust\nx\n```"), ["```text", "x", "```"]);
        assert_eq!(cleaned("a\n\n    indented"), ["a", "", "```text", "indented", "```"]);
        assert_eq!(cleaned("```json\n{}\n```"), ["```json", "{}", "```"]);
    }

    #[test]
    fn blocks_keep_their_form() {
        assert_eq!(cleaned("# Title\ntext"), ["**Title**", "", "text"]);
        assert_eq!(cleaned("- a\n- b\n  c"), ["* a", "* b", "  c"]);
        assert_eq!(cleaned("1. a\n2. b"), ["1. a", "2. b"]);
        assert_eq!(cleaned("> q"), ["> q"]);
        assert_eq!(cleaned("a ` b"), [r"a \` b"]);
        assert_eq!(cleaned("\u{202e}x\u{0}y"), ["xy"]);
    }

    #[test]
    fn entities_are_no_way_around() {
        assert_eq!(cleaned("a&#13;b&#10;# c"), ["a b # c"]);
        assert_eq!(cleaned("a&#x202e;&rlm;&#0;b"), ["a\u{fffd}b"]);
        assert_eq!(cleaned("[a](https://x&#13;y) `&#13;`"), ["a `&#13;`"]);
    }

    #[test]
    fn depth_and_length_are_bounded() {
        assert!(!cleaned(&">".repeat(10_000)).iter().any(|line| line.len() > 200));
        clean(&"[".repeat(10_000));
        clean(&"- ".repeat(5_000));
    }

    #[test]
    fn code_spans_hold_anything() {
        assert_eq!(code("a`b").as_str(), "``a`b``");
        assert_eq!(code("`").as_str(), "`` ` ``");
        assert_eq!(code("a\r\n\u{200f}b").as_str(), "`a b`");
        assert_eq!(code_of(&json!("x")).as_str(), "`x`");
        assert_eq!(labelled("Example", &json!([1, "a"])).as_str(), "Example: `[1,\"a\"]`");
        assert_eq!(code("").as_str(), "the empty string");
    }

    #[test]
    fn a_literal_means_itself() {
        assert_eq!(literal("GitHub v3 REST API 1.1.4").as_str(), "GitHub v3 REST API 1.1.4");
        assert_eq!(
            literal("<b>[a](https://b) | c\n# d").as_str(),
            r"\<b\>\[a\](https\://b) \| c # d"
        );
    }

    #[test]
    fn a_path_is_identifiers() {
        assert_eq!(item("Pets::list").as_str(), "[`Pets::list`]");
        assert_eq!(item("a`](x)\n").as_str(), "[`ax`]");
    }

    #[test]
    fn a_sentence_is_one_line() {
        assert_eq!(sentence("Use `a` instead.\nMore."), "Use `a` instead");
        assert_eq!(sentence("no stop"), "no stop");
    }
}
