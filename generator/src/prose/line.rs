//! One line of Markdown: what documentation consists of.

use super::visible::on_one_line;

/// One line of Markdown as rustdoc reads it, or a part of one, without control characters and without marks that change
/// the direction of text.
///
/// Text of ours becomes one by `From<&'static str>`, text of a document by the functions of [`prose`](super), and both
/// together by `line!`. Nothing else makes one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line(String);

impl Line {
    /// A line of text that was made safe as Markdown already; that it is one visible line is seen to here.
    pub(super) fn gated(text: &str) -> Self {
        Self(on_one_line(text))
    }

    /// The parts, one behind the other.
    pub fn concat(parts: impl IntoIterator<Item: Into<Self>>) -> Self {
        Self(parts.into_iter().map(|part| part.into().0).collect())
    }

    /// The lines in one, with text of ours between them.
    pub fn joined(lines: impl IntoIterator<Item: Into<Self>>, between: &'static str) -> Self {
        let lines: Vec<String> = lines.into_iter().map(|line| line.into().0).collect();
        Self(lines.join(between))
    }

    /// The line without white space around it.
    pub fn trimmed(&self) -> Self {
        Self(self.0.trim().to_owned())
    }

    /// The line with a full stop, if it is prose that ends without one.
    pub fn ended(&self) -> Self {
        let ends_open = self
            .0
            .ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '`' | ')' | '"'));
        match ends_open && self.is_prose() {
            true => Self(format!("{}.", self.0)),
            false => self.clone(),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it begins no block of another kind: no list, table, quotation, rule or code.
    pub(super) fn is_prose(&self) -> bool {
        let text = self.0.trim_start();
        let number = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let is_numbered = number.len() < text.len() && number.starts_with(['.', ')']);
        let is_item = text.starts_with("* ") || text.starts_with("- ") || text.starts_with("+ ");
        !(is_item
            || is_numbered
            || text.starts_with(['|', '>', '#'])
            || text.starts_with("```")
            || text.starts_with("---"))
    }

    /// Whether it parts paragraphs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&'static str> for Line {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&Line> for Line {
    fn from(line: &Line) -> Self {
        line.clone()
    }
}

impl From<usize> for Line {
    fn from(number: usize) -> Self {
        Self(number.to_string())
    }
}

/// A [`Line`] of several parts: `'static` text and other lines.
macro_rules! line {
    ($($part:expr),+ $(,)?) => {
        $crate::prose::Line::concat([$($crate::prose::Line::from($part)),+])
    };
}
pub(crate) use line;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_one_line() {
        let value = Line::gated("a\r\nb\u{202e}");
        assert_eq!(line!["x: ", &value, ", ", 2].as_str(), "x: a b, 2");
        assert_eq!(Line::joined(["a", "b"], " or ").as_str(), "a or b");
    }
}
