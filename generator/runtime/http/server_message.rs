//! The message and the code of an error response, wherever APIs put them: RFC 9457, RFC 6749, JSON:API, and what is usual beside them.

use std::fmt;

use serde_json::Value;

use super::xml_errors;

/// A larger body isn't searched.
const MAX_BODY: usize = 1 << 18;

/// How much of a message is shown.
const MAX_SHOWN: usize = 300;

/// The longest text that is a code.
const MAX_CODE: usize = 100;

/// Members that hold a message, the best first, without case and separators: `errorMessage` is `error_message`. An array
/// stands for its first element.
const MESSAGES: &[&[&str]] = &[
    &["message"],
    &["error", "message"],
    &["errordescription"],
    &["detail"],
    &["detail", "message"],
    &["detail", "msg"],
    &["errormessage"],
    &["errors", "message"],
    &["errors", "detail"],
    &["errors", "title"],
    &["error", "detail"],
    &["error", "description"],
    &["errors", "error", "message"],
    &["errors"],
    &["error"],
    &["title"],
    &["msg"],
    &["description"],
    &["reason"],
    &["fault", "faultstring"],
    &["faultstring"],
    &["body", "fault", "faultstring"],
];

/// Members that hold a code, the best first.
const CODES: &[&[&str]] = &[
    &["code"],
    &["errorcode"],
    &["error", "code"],
    &["error", "errorcode"],
    &["detail", "code"],
    &["errors", "code"],
    &["errors", "errorcode"],
    &["errors", "error", "code"],
    &["error", "status"],
    &["error", "type"],
    &["error"],
    &["type"],
    &["name"],
    &["faultcode"],
    &["body", "fault", "faultcode"],
];

/// The message in the JSON or XML of an error response.
pub(super) fn message(body: &[u8]) -> Option<String> {
    let body = parsed(body)?;
    let text = |path: &&[&str]| match at(&body, path)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    };
    MESSAGES.iter().find_map(text)
}

/// The code in the JSON or XML of an error response. The status code alone is none.
pub(super) fn code(body: &[u8], status: u16) -> Option<String> {
    let body = parsed(body)?;
    let code = |path: &&[&str]| match at(&body, path)? {
        Value::String(text) if is_code(text.trim()) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let is_status = |code: &String| *code == status.to_string();
    CODES.iter().filter_map(code).find(|code| !is_status(code))
}

/// One word, and no address: a `type` may be a URL.
fn is_code(text: &str) -> bool {
    let is_word = |letter: char| letter.is_ascii_graphic() && letter != '/';
    !text.is_empty() && text.len() <= MAX_CODE && text.chars().all(is_word) && text != "about:blank"
}

fn parsed(body: &[u8]) -> Option<Value> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    if body.len() > MAX_BODY {
        return None;
    }
    let of_xml = || serde_json::from_str(&xml_errors::as_json(body)?).ok();
    serde_json::from_slice(body).ok().or_else(of_xml)
}

/// The value at a path; a body that is only text is none.
fn at<'v>(body: &'v Value, path: &[&str]) -> Option<&'v Value> {
    let mut value = first(body)?;
    for name in path {
        let members = value.as_object()?;
        let member = members.iter().find(|(key, _)| is_named(key, name));
        value = first(member?.1)?;
    }
    Some(value)
}

fn first(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(elements) => elements.first(),
        value => Some(value),
    }
}

fn is_named(key: &str, name: &str) -> bool {
    let letters = key.chars().filter(|letter| !matches!(letter, '_' | '-'));
    letters.map(|letter| letter.to_ascii_lowercase()).eq(name.chars())
}

/// A text in one line: cut where it is long, with control characters and marks of direction escaped.
pub(super) struct Shown<'t>(pub(super) &'t str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        let text = self.0.trim();
        for letter in text.chars().take(MAX_SHOWN) {
            match is_hidden(letter) {
                true => write!(formatter, "{}", letter.escape_default())?,
                false => formatter.write_char(letter)?,
            }
        }
        match text.chars().nth(MAX_SHOWN) {
            Some(_) => formatter.write_char('…'),
            None => Ok(()),
        }
    }
}

fn is_hidden(letter: char) -> bool {
    let changes_direction =
        matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || changes_direction || matches!(letter, '\u{2028}' | '\u{2029}')
}
