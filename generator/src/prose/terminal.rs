//! What people read in a terminal.

mod message;

use std::fmt;
use std::ops::Deref;

use super::visible::{self, is_hidden};

pub use message::Style;
pub(crate) use message::{Message, Quote, Spot, WIDTH};

/// What a terminal shows: text of ours, and text of others with all that is hidden written as Rust writes it, so that
/// nothing moves the cursor, changes colours or the direction of text, or looks like a line of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown(String);

impl Shown {
    /// Text of others in one line.
    pub fn line(text: impl fmt::Display) -> Self {
        Self(visible::escaped(&text.to_string()))
    }

    /// Text of others in the lines that it has.
    pub fn lines(text: impl fmt::Display) -> Self {
        let text = text.to_string();
        let lines = text.split('\n').map(|line| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            visible::escaped(&line.replace('\t', "    "))
        });
        Self(lines.collect::<Vec<_>>().join("\n"))
    }

    /// A value as JSON, which hides nothing either.
    pub fn json(value: &serde_json::Value) -> Self {
        let mut text = String::new();
        for letter in value.to_string().chars() {
            match is_hidden(letter) {
                true => {
                    let mut units = [0; 2];
                    let units = letter.encode_utf16(&mut units).iter();
                    text.extend(units.map(|unit| format!("\\u{unit:04x}")));
                }
                false => text.push(letter),
            }
        }
        Self(text)
    }

    /// The message of a workflow command: in one line, and without what such a command reads as an escape.
    pub fn data(text: impl fmt::Display) -> Self {
        Self(visible::escaped(&text.to_string()).replace('%', "%25"))
    }

    /// A property of a workflow command: also without what ends one.
    pub fn property(text: impl fmt::Display) -> Self {
        Self(Self::data(text).0.replace(':', "%3A").replace(',', "%2C"))
    }

    /// One of ours, so many times.
    pub fn repeated(text: &'static str, count: usize) -> Self {
        Self(text.repeat(count))
    }

    /// The parts, one behind the other.
    pub fn concat(parts: impl IntoIterator<Item: Into<Self>>) -> Self {
        Self(parts.into_iter().map(|part| part.into().0).collect())
    }

    /// How many letters it has.
    pub fn width(&self) -> usize {
        self.0.chars().count()
    }
}

impl Deref for Shown {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&'static str> for Shown {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&Shown> for Shown {
    fn from(shown: &Shown) -> Self {
        shown.clone()
    }
}

impl From<usize> for Shown {
    fn from(number: usize) -> Self {
        Self(number.to_string())
    }
}

/// What is [`Shown`] of several parts.
macro_rules! shown {
    ($($part:expr),+ $(,)?) => {
        $crate::prose::Shown::concat([$($crate::prose::Shown::from($part)),+])
    };
}
pub(crate) use shown;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_unseen() {
        assert_eq!(&*Shown::line("a\nb\u{1b}[2J"), "a\\nb\\u{1b}[2J");
        assert_eq!(&*Shown::lines("a\r\n\tb\r\u{202e}"), "a\n    b\\r\\u{202e}");
        let value = serde_json::json!("\u{1b}\u{7f}\u{202e}\u{e0001}é");
        let json = Shown::json(&value);
        assert_eq!(&*json, "\"\\u001b\\u007f\\u202e\\udb40\\udc01é\"");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), value);
    }
}
