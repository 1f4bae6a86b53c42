//! Notes of deprecation: what both a compiler prints as it is and rustdoc reads as Markdown.

use super::visible::on_one_line;

/// The note of a deprecated item; an empty one says no more than that it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note(String);

impl Note {
    /// The first sentence of a text, without what means something in Markdown outside of code spans.
    pub fn of(text: &str) -> Self {
        Self(plain(&super::sentence(text)))
    }

    /// The note of an old name.
    pub fn renamed(new: &str) -> Self {
        let name: String = new.chars().filter(|letter| super::is_in_path(*letter)).collect();
        Self(format!("renamed to `{name}`"))
    }

    /// The note of a method that is called on another handle now, or on the client itself.
    pub fn moved(accessor: Option<&str>, method: &str) -> Self {
        let path = |name: &str| -> String { name.chars().filter(|letter| super::is_in_path(*letter)).collect() };
        Self(match accessor {
            Some(accessor) => format!("use `{}().{}` instead", path(accessor), path(method)),
            None => format!("use `Client::{}` instead", path(method)),
        })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn plain(text: &str) -> String {
    let text = on_one_line(text);
    let are_spans = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_no_markup() {
        assert_eq!(Note::of("use [`a[0]`](#new) <b>").as_str(), "use (`a[0]`)(#new) (b)");
        assert_eq!(Note::of("``a`b``<i>`").as_str(), "''a'b''(i)'");
        assert_eq!(Note::of("a\r\u{202e}\u{0}b").as_str(), "a b");
    }
}
