//! Letters that nobody sees.

/// Refuses a text that holds letters that move the cursor, change the direction of text or end a line, line feeds apart.
///
/// # Errors
///
/// When it does.
pub fn check(what: &str, text: &str) -> Result<(), String> {
    let is_unseen = |letter: &char| {
        (letter.is_control() && *letter != '\n')
            || ('\u{202a}'..='\u{202e}').contains(letter)
            || ('\u{2066}'..='\u{2069}').contains(letter)
            || ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{feff}'].contains(letter)
    };
    match text.chars().position(|letter| is_unseen(&letter)) {
        None => Ok(()),
        Some(at) => {
            let around: String = text.chars().skip(at.saturating_sub(30)).take(60).collect();
            Err(format!("{what} holds what is not seen: {around:?}"))
        }
    }
}
