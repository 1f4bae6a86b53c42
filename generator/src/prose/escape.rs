//! Text that means itself in Markdown.

/// A text of any place: whatever means something at the start of a line, too, where it stands at one.
pub(super) fn escaped(text: &str, starts_line: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = if starts_line { '\n' } else { ' ' };
    let mut letters = text.chars().peekable();
    let mut is_number = starts_line;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let is_inside_word = before.is_alphanumeric() && next.is_alphanumeric();
        let needs_escape = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            '_' => !is_inside_word,
            '#' | '+' | '-' | '=' | '|' => before == '\n',
            '.' | ')' => is_number && before.is_ascii_digit(),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            _ => false,
        };
        if needs_escape {
            out.push('\\');
        }
        out.push(letter);
        is_number = letter == '\n' || (is_number && letter.is_ascii_digit());
        before = letter;
    }
    out
}

/// A text within a line of ours, which may be a cell of a table: bars are escaped, and URLs are no links.
pub(super) fn within_line(text: &str) -> String {
    escaped(text, false).replace("://", "\\://").replace('|', "\\|")
}
