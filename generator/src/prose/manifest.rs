//! TOML: the manifest of the emitted crate.

use super::visible::{is_hidden, on_one_line};

/// A part of a TOML document: text of ours by `From<&'static str>`, text of others as strings and keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Toml(String);

impl Toml {
    /// A [basic string](https://toml.io/en/v1.0.0#string).
    pub fn string(text: &str) -> Self {
        let text = on_one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
        Self(format!("\"{text}\""))
    }

    /// A key: bare where it may be.
    pub fn key(text: &str) -> Self {
        match is_bare(text) {
            true => Self(text.to_owned()),
            false => Self::string(text),
        }
    }

    /// A basic string that is read as the same text, with all that is hidden as an escape.
    pub fn exact(text: &str) -> Self {
        let mut quoted = String::with_capacity(text.len() + 2);
        quoted.push('"');
        for letter in text.chars() {
            match (letter, u32::from(letter)) {
                ('"' | '\\', _) => quoted.extend(['\\', letter]),
                (_, code @ ..0x1_0000) if is_hidden(letter) => quoted.push_str(&format!("\\u{code:04X}")),
                (_, code) if is_hidden(letter) => quoted.push_str(&format!("\\U{code:08X}")),
                _ => quoted.push(letter),
            }
        }
        quoted.push('"');
        Self(quoted)
    }

    /// A key that is read as the same text.
    pub fn exact_key(text: &str) -> Self {
        match is_bare(text) {
            true => Self(text.to_owned()),
            false => Self::exact(text),
        }
    }

    /// A number by its digits; what has other letters is none.
    pub fn number(digits: &str) -> Self {
        Self(digits.chars().filter(char::is_ascii_digit).collect())
    }

    /// An array of strings.
    pub fn strings<'t>(texts: impl IntoIterator<Item = &'t String>) -> Self {
        let texts: Vec<String> = texts.into_iter().map(|text| Self::string(text).0).collect();
        Self(format!("[{}]", texts.join(", ")))
    }

    /// The parts, one behind the other.
    pub fn concat(parts: impl IntoIterator<Item: Into<Self>>) -> Self {
        Self(parts.into_iter().map(|part| part.into().0).collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_bare(text: &str) -> bool {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    !text.is_empty() && text.chars().all(is_bare)
}

impl From<&'static str> for Toml {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

/// A [`Toml`] of several parts.
macro_rules! manifest {
    ($($part:expr),+ $(,)?) => {
        $crate::prose::Toml::concat([$($crate::prose::Toml::from($part)),+])
    };
}
pub(crate) use manifest;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_where_we_end_it() {
        assert_eq!(Toml::string("a\"\nb\\\u{202e}\u{1b}").as_str(), r#""a\" b\\""#);
        assert_eq!(Toml::key("serde_json-1").as_str(), "serde_json-1");
        assert_eq!(Toml::key("a]\n[b").as_str(), "\"a] [b\"");
        assert_eq!(
            Toml::exact("a\"\n\\\u{202e}\u{e0041}é").as_str(),
            r#""a\"\u000A\\\u202E\U000E0041é""#
        );
        assert_eq!(Toml::exact_key("a-b").as_str(), "a-b");
        let features = ["x".to_owned(), "\"".to_owned()];
        assert_eq!(
            manifest!["f = ", Toml::strings(&features)].as_str(),
            r#"f = ["x", "\""]"#
        );
    }
}
