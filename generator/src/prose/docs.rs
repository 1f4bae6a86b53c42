//! The documentation of one item.

use super::{Line, clean, line, sentence, wrap};

/// Documentation, as lines of rustdoc's Markdown without `///`; empty lines part paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(Vec<Line>);

impl Docs {
    /// These lines.
    pub fn of(lines: impl IntoIterator<Item: Into<Line>>) -> Self {
        Self(lines.into_iter().map(Into::into).collect())
    }

    /// The lines.
    pub fn lines(&self) -> &[Line] {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a paragraph, parted from what is there by an empty line; an empty one adds nothing.
    pub fn paragraph(&mut self, lines: impl IntoIterator<Item: Into<Line>>) {
        let mut lines = lines.into_iter().map(Into::into).peekable();
        if lines.peek().is_none() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push(Line::default());
        }
        self.0.extend(lines);
    }

    /// Adds what a description says, if there is one.
    pub fn described(&mut self, text: Option<&str>) {
        self.paragraph(text.map(clean).unwrap_or_default());
    }

    /// Adds an item of a list: what it is about, and the text. Text of short paragraphs goes on the same line.
    pub fn item(&mut self, about: Line, text: &Self) {
        let paragraphs: Vec<&[Line]> = text.0.split(Line::is_empty).filter(|lines| !lines.is_empty()).collect();
        let is_short = paragraphs
            .iter()
            .all(|lines| matches!(lines, [only] if only.is_prose()));
        if is_short {
            let sentences = Line::joined(paragraphs.iter().flat_map(|lines| lines.iter()), " ");
            self.0.push(line!["* ", about, ": ", sentences]);
            return;
        }
        let starts_with_prose = text.0.first().is_some_and(Line::is_prose);
        let mut rest = text.0.iter();
        match rest.next().filter(|_| starts_with_prose) {
            Some(first) => self.0.push(line!["* ", about, ": ", first]),
            None => {
                self.0.extend([line!["* ", about, ":"], Line::default()]);
                rest = text.0.iter();
            }
        }
        self.0.extend(rest.map(|line| match line.is_empty() {
            true => Line::default(),
            false => line!["  ", line],
        }));
    }

    /// Adds lines as they are.
    pub fn extend(&mut self, lines: impl IntoIterator<Item: Into<Line>>) {
        self.0.extend(lines.into_iter().map(Into::into));
    }

    /// The first sentence, in one line; `None` if it begins with something else than prose.
    pub fn first_sentence(&self) -> Option<Line> {
        sentence::first(&self.0)
    }

    /// The same with long lines of prose broken.
    pub fn wrapped(&self) -> Self {
        Self(wrap::wrapped(&self.0))
    }

    /// The lines up to the first empty one.
    pub fn first_paragraph(&self) -> Self {
        Self::of(self.0.iter().take_while(|line| !line.is_empty()))
    }

    /// The first line, if it is prose that means something elsewhere too: no code, no link to an item, no part of a block.
    pub fn summary(&self) -> Option<&Line> {
        let is_prose = |line: &&Line| !line.as_str().starts_with(['`', '|', '>']) && !line.as_str().contains("[`");
        self.0.first().filter(is_prose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_hold_their_text() {
        let mut docs = Docs::default();
        docs.item("`a`".into(), &Docs::of(["One.", "", "Two."]));
        docs.item("`b`".into(), &Docs::of(["One", "line.", "", "* a list"]));
        docs.item("`c`".into(), &Docs::of(["| a |", "| - |"]));
        let lines: Vec<&str> = docs.lines().iter().map(Line::as_str).collect();
        let expected = [
            "* `a`: One. Two.",
            "* `b`: One",
            "  line.",
            "",
            "  * a list",
            "* `c`:",
            "",
            "  | a |",
            "  | - |",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn paragraphs_are_parted() {
        let mut docs = Docs::of(["a"]);
        docs.paragraph(Vec::<Line>::new());
        docs.paragraph(["b"]);
        let lines: Vec<&str> = docs.lines().iter().map(Line::as_str).collect();
        assert_eq!(lines, ["a", "", "b"]);
        assert_eq!(docs.first_paragraph(), Docs::of(["a"]));
    }
}
