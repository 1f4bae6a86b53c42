//! From text to one identifier: casing, keywords, digits, symbols, Unicode.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::words::{is_proper, words};

/// Keywords of every edition, strict and reserved, and names that cannot be raw identifiers; sorted.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// What symbols are called where a name has nothing else; the first that fits counts.
const SYMBOLS: &[(&str, &str)] = &[
    ("<=", "less or equal"),
    (">=", "greater or equal"),
    ("!=", "not equal"),
    ("<>", "not equal"),
    ("==", "equal"),
    ("&&", "and"),
    ("||", "or"),
    ("!", "not"),
    ("\"", "double quote"),
    ("#", "hash"),
    ("$", "dollar"),
    ("%", "percent"),
    ("&", "and"),
    ("'", "quote"),
    ("(", "open paren"),
    (")", "close paren"),
    ("*", "star"),
    ("+", "plus"),
    (",", "comma"),
    ("-", "minus"),
    (".", "dot"),
    ("/", "slash"),
    (":", "colon"),
    (";", "semicolon"),
    ("<", "less"),
    ("=", "equal"),
    (">", "greater"),
    ("?", "question"),
    ("@", "at"),
    ("[", "open bracket"),
    ("\\", "backslash"),
    ("]", "close bracket"),
    ("^", "caret"),
    ("_", "underscore"),
    ("`", "backtick"),
    ("{", "open brace"),
    ("|", "or"),
    ("}", "close brace"),
    ("~", "tilde"),
    (" ", "space"),
    ("\t", "tab"),
    ("\n", "newline"),
    ("\r", "return"),
];

/// Signs at the end of a text that say something of it, and the words for them.
const SIGNS_AFTER: &[(&str, &str)] = &[
    ("<=", "lte"),
    (">=", "gte"),
    ("<", "lt"),
    (">", "gt"),
    ("++", "plus plus"),
    ("+", "plus"),
    ("#", "sharp"),
];

/// How many characters a text has that names are made from: many of them may hold the same words of what is around them.
const LONGEST_TEXT: usize = 400;

/// How many of them are the first ones; the others are the last, which tell more.
const FIRST: usize = 200;

/// A text without what is in its middle, where it is too long to be part of many others.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let count = text.chars().count();
    if count <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let first = text.chars().take(FIRST);
    let last = text.chars().skip(count - (LONGEST_TEXT - FIRST - 1));
    Cow::Owned(first.chain([' ']).chain(last).collect())
}

/// Letters and digits in lower case, without what sets words apart: `Phone-Contact` is `phonecontact`.
pub(crate) fn bare(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The usual name: symbols only part words, unless nothing would be left or they are the sign of a number.
pub(super) fn plain(case: Case, text: &str) -> String {
    // A name holds the first words alone.
    let text = &*shortened(text);
    if matches!(case, Case::Snake | Case::Module) && is_snake_already(text) {
        return identifier(case, text.to_owned());
    }
    let text = letters(case, text);
    let words = with_sign(&text);
    let name = cased(case, &separated(&words));
    if name.is_empty() {
        return spelled(case, &text);
    }
    identifier(case, name)
}

/// Whether a text is ASCII words in snake case, as most names of properties are: casing would leave it as it is.
fn is_snake_already(text: &str) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_lowercase();
    let bytes = text.as_bytes();
    bytes.first().is_some_and(is_letter)
        && bytes.last() != Some(&b'_')
        && !text.contains("__")
        && bytes
            .iter()
            .all(|byte| is_letter(byte) || byte.is_ascii_digit() || *byte == b'_')
}

/// The name of a text of symbols alone: a word for each.
fn spelled(case: Case, text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let known = SYMBOLS.iter().find(|(symbol, _)| rest.starts_with(symbol));
        let (symbol, word) = match known {
            Some((symbol, word)) => (symbol.len(), (*word).to_owned()),
            None => (first.len_utf8(), transliterated(first)),
        };
        words.push_str(&format!(" {word} "));
        rest = rest.get(symbol..).unwrap_or_default();
    }
    let name = cased(case, &separated(&words));
    let name = if name.is_empty() { cased(case, "empty") } else { name };
    identifier(case, name)
}

/// The words for a character that no identifier can hold: `½` is `1/2`.
fn transliterated(character: char) -> String {
    let words = any_ascii::any_ascii_char(character);
    match words.contains(|letter: char| letter.is_ascii_alphanumeric()) {
        true => words.to_owned(),
        false => format!("u{:x}", u32::from(character)),
    }
}

/// The name that says what sets a text apart from one that is the same but for its signs, or for the separators of its
/// numbers.
pub(super) fn told(case: Case, text: &str) -> Option<String> {
    let trimmed = text.trim();
    let is_digit = |letter: char| letter.is_ascii_digit();
    let before = [("-", "", " desc"), ("+", "", " asc"), ("!", "not ", "")]
        .into_iter()
        .find_map(|(sign, front, end)| {
            let rest = trimmed
                .strip_prefix(sign)
                .filter(|rest| rest.starts_with(char::is_alphabetic))?;
            Some(format!("{front}{rest}{end}"))
        });
    let after = || {
        SIGNS_AFTER.iter().find_map(|(sign, word)| {
            let rest = trimmed
                .strip_suffix(sign)
                .filter(|rest| rest.ends_with(char::is_alphanumeric))?;
            Some(format!("{rest} {word}"))
        })
    };
    let told = match before.or_else(after) {
        Some(told) => plain(case, &told),
        None if case == Case::Pascal && text.contains(is_digit) => plain(Case::Value, text),
        None => return None,
    };
    (told != plain(case, text)).then_some(told)
}

/// `-1` and `+1` are told by their sign.
fn with_sign(text: &str) -> Cow<'_, str> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('-'), Some(digit)) if digit.is_ascii_digit() => format!("minus {}", text.trim_start_matches('-')).into(),
        (Some('+'), Some(digit)) if digit.is_ascii_digit() => format!("plus {}", text.trim_start_matches('+')).into(),
        _ => Cow::Borrowed(text),
    }
}

/// The text with everything that no identifier can hold as a space.
fn separated(text: &str) -> Cow<'_, str> {
    if text.chars().all(in_identifier) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|character| if in_identifier(character) { character } else { ' ' })
        .collect()
}

fn in_identifier(character: char) -> bool {
    match character.is_ascii() {
        true => character.is_ascii_alphanumeric(),
        false => character.is_alphanumeric() && unicode_ident::is_xid_continue(character),
    }
}

fn cased(case: Case, text: &str) -> String {
    match case {
        Case::Pascal => upper_camel(text),
        Case::Value => between_digits(text).map(upper_camel).collect::<Vec<String>>().join("_"),
        Case::Snake | Case::Module => snake_case(text),
        Case::Constant => snake_case(text).to_uppercase(),
    }
}

fn snake_case(text: &str) -> String {
    let mut name = String::with_capacity(text.len() + 8);
    for word in words(text) {
        name.extend((!name.is_empty()).then_some('_'));
        push_lower(&mut name, word);
    }
    name
}

fn push_lower(name: &mut String, word: &str) {
    match word.is_ascii() {
        true => name.extend(word.chars().map(|letter| letter.to_ascii_lowercase())),
        // A sigma is another one at the end of a word.
        false => name.push_str(&word.to_lowercase()),
    }
}

fn upper_camel(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    words(text)
        .into_iter()
        .for_each(|word| push_capitalised(&mut name, word));
    name
}

fn push_capitalised(name: &mut String, word: &str) {
    let mut letters = word.chars();
    name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    match letters.as_str() {
        rest if is_proper(word) => name.push_str(rest),
        rest => push_lower(name, rest),
    }
}

/// The parts of a text that stand between separators of digits: the `3` and the `5` of `3.5` are two numbers.
fn between_digits(words: &str) -> impl Iterator<Item = &str> {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let mut rest = Some(words.trim());
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|text| text.find(' ')).map(|at| at + from) {
            let (before, after) = text.split_at(at);
            let after = after.trim_start();
            if before.ends_with(is_digit) && after.starts_with(is_digit) {
                rest = Some(after);
                return Some(before);
            }
            from = text.len() - after.len();
        }
        Some(text)
    })
}

/// The text with its letters composed, or as ASCII where a file is called so.
fn letters(case: Case, text: &str) -> Cow<'_, str> {
    match case {
        _ if text.is_ascii() => Cow::Borrowed(text),
        Case::Pascal | Case::Value | Case::Snake | Case::Constant => text.nfc().collect(),
        Case::Module => any_ascii::any_ascii(text).into(),
    }
}

/// Whether a word is a keyword of any edition of Rust, so that it can be no name.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// How many bytes of a name are kept: names become file names, in the crate and in its documentation, which hold 255.
const LONGEST: usize = 160;

/// A name and a word more, for which there is room.
pub(super) fn joined(case: Case, name: &str, word: &str) -> String {
    let room = LONGEST.saturating_sub(word.len() + 1);
    let name = bounded(case, name.trim_end_matches('_').to_owned(), room);
    let word = cased(case, word);
    let starts_apart =
        name.ends_with(|last: char| last.is_ascii_digit()) && word.starts_with(|first: char| first.is_ascii_digit());
    let separator = match case {
        Case::Pascal => "",
        Case::Value if !starts_apart => "",
        Case::Value | Case::Snake | Case::Module | Case::Constant => "_",
    };
    identifier(case, format!("{name}{separator}{word}"))
}

/// A name of a length that a file can have: of a longer one the first words.
fn bounded(case: Case, name: String, longest: usize) -> String {
    if name.len() <= longest {
        return name;
    }
    let words = words(&name);
    let mut length = 0;
    let kept = words.iter().take_while(|word| {
        length += word.len() + 1;
        length <= longest
    });
    let kept: Vec<&str> = kept.copied().collect();
    if !kept.is_empty() {
        return cased(case, &kept.join(" "));
    }
    let end = (0..=longest).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    name.get(..end).unwrap_or_default().to_owned()
}

/// Whether a text can stand in Rust as a name.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    let starts = |first: char| first == '_' || unicode_ident::is_xid_start(first);
    letters.next().is_some_and(starts)
        && letters.all(unicode_ident::is_xid_continue)
        && text != "_"
        && !is_keyword(text)
}

/// Makes a cased word an identifier: no keyword, no digit in front, not too long.
fn identifier(case: Case, name: String) -> String {
    let name = bounded(case, name, LONGEST);
    if is_keyword(&name) {
        return format!("{name}_");
    }
    if name.chars().next().is_some_and(unicode_ident::is_xid_start) {
        return name;
    }
    match case {
        Case::Pascal | Case::Value | Case::Snake | Case::Constant => format!("_{name}"),
        // A module must not be called as a type that it holds.
        Case::Module => format!("n{name}"),
    }
}

/// The case of a kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Types, and variants that are named from types.
    Pascal,
    /// Variants of values, which are mostly written in lower case.
    Value,
    /// Fields and functions.
    Snake,
    /// Constants.
    Constant,
    /// Modules that are files, whose names are ASCII letters, digits and underscores.
    Module,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names() {
        assert_eq!(plain(Case::Pascal, "hris-legacy"), "HrisLegacy");
        assert_eq!(plain(Case::Snake, "originOwnerId"), "origin_owner_id");
        assert_eq!(plain(Case::Snake, "type"), "type_");
        assert_eq!(plain(Case::Pascal, "self"), "Self_");
        assert_eq!(plain(Case::Pascal, "3_lite"), "_3Lite");
        assert_eq!(plain(Case::Pascal, "宠物"), "宠物");
        assert_eq!(plain(Case::Module, "宠物æøå"), "chong_wuaeoa");
        assert_eq!(
            (plain(Case::Module, "400"), plain(Case::Snake, "400")),
            ("n400".to_owned(), "_400".to_owned())
        );
    }

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
        assert!(is_keyword("Self") && is_keyword("gen") && is_keyword("yield") && !is_keyword("union"));
    }

    #[test]
    fn what_is_snake_case_already_is_what_casing_gives() {
        for text in ["id", "origin_owner_id", "sha_256", "a1b2", "x_1y", "type"] {
            assert!(is_snake_already(text));
            let cased = identifier(Case::Snake, cased(Case::Snake, text));
            assert_eq!(plain(Case::Snake, text), cased, "{text}");
        }
        assert!(
            !["", "_a", "a_", "a__b", "1a", "aB", "æ"]
                .into_iter()
                .any(is_snake_already)
        );
    }

    #[test]
    fn long_names_are_cut_between_words() {
        let name = plain(Case::Snake, &"longer word ".repeat(80));
        assert!(name.len() <= 160 && name.ends_with("_word"), "{name}");
        assert!(plain(Case::Pascal, &"宠".repeat(200)).len() <= 160);
    }

    #[test]
    fn symbols_are_spelled_where_nothing_else_is_left() {
        assert_eq!(plain(Case::Pascal, ">="), "GreaterOrEqual");
        assert_eq!(plain(Case::Pascal, ""), "Empty");
        assert_eq!(plain(Case::Pascal, "-1"), "Minus1");
        assert_eq!(plain(Case::Pascal, "+1"), "Plus1");
        assert_eq!(plain(Case::Value, "½-½"), "_1_2Minus1_2");
        assert_eq!(plain(Case::Snake, "😀"), "grinning");
    }
}
