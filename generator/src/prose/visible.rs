//! What can be seen of a text.

/// Whether a letter is a control character, ends a line, or changes how the text around it is shown without being seen.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            // Marks of direction: Unicode Standard Annex #9, section 2.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            // Line and paragraph separators, byte order marks, annotations and tags.
            | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text with line feeds and without all else that is hidden.
pub(super) fn in_lines(text: &str) -> String {
    if !text.contains(is_hidden) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\t', "    ");
    text.chars()
        .filter(|letter| *letter == '\n' || !is_hidden(*letter))
        .collect()
}

/// The text in one line, without all that is hidden.
pub(super) fn on_one_line(text: &str) -> String {
    if !text.contains(is_hidden) {
        return text.to_owned();
    }
    in_lines(text).replace('\n', " ")
}

/// The text in one line, with all that is hidden written as Rust writes it: `\u{1b}`.
pub(super) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match is_hidden(letter) {
            true => shown.extend(letter.escape_default()),
            false => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_goes_or_is_shown() {
        assert_eq!(in_lines("a\r\nb\rc\td\u{0}\u{200f}"), "a\nb\nc    d");
        assert_eq!(on_one_line("a\u{2028}b\u{85}"), "a b");
        assert_eq!(escaped("\u{1b}[31m\r\u{202e}é"), "\\u{1b}[31m\\r\\u{202e}é");
    }
}
