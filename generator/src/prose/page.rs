//! A page of Markdown: the README of the emitted crate.

use super::visible::on_one_line;
use super::{Docs, Line, line, whole_code};

/// A page of Markdown, block by block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page(String);

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell(String);

impl Page {
    /// A page under this title.
    pub fn titled(title: &str) -> Self {
        Self(format!("# {}\n", super::literal(title).as_str()))
    }

    /// Begins a section.
    pub fn section(&mut self, title: &'static str) {
        self.block([line!["## ", title]]);
    }

    /// Adds documentation as it is.
    pub fn docs(&mut self, docs: &Docs) {
        self.block(docs.lines().iter().cloned());
    }

    /// Adds code.
    pub fn code(&mut self, language: &'static str, lines: Vec<Line>) {
        let fence = Line::from("```");
        let first = line![&fence, language];
        self.block([first].into_iter().chain(lines).chain([fence]));
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn block(&mut self, lines: impl IntoIterator<Item = Line>) {
        self.0.push('\n');
        for line in lines {
            self.0.push_str(line.as_str());
            self.0.push('\n');
        }
    }
}

/// The lines of a table.
pub(crate) fn table<const COLUMNS: usize>(head: [&'static str; COLUMNS], rows: Vec<[Cell; COLUMNS]>) -> Vec<Line> {
    let head = line!["| ", Line::joined(head, " | ").trimmed(), " |"];
    let rule = line!["|", Line::joined(["---"; COLUMNS], "|"), "|"];
    [head, rule].into_iter().chain(rows.into_iter().map(row)).collect()
}

fn row<const COLUMNS: usize>(cells: [Cell; COLUMNS]) -> Line {
    let cells = cells.map(|cell| cell.0);
    Line::gated(&format!("| {} |", cells.join(" | ")))
}

impl Cell {
    /// A text as a code span, whole.
    pub fn code(text: &str) -> Self {
        Self::from(&whole_code(&on_one_line(text)))
    }

    /// The cells in one.
    pub fn concat(cells: impl IntoIterator<Item = Self>) -> Self {
        Self(cells.into_iter().map(|cell| cell.0).collect())
    }
}

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&Line> for Cell {
    fn from(line: &Line) -> Self {
        Self(with_escaped_bars(line.as_str()))
    }
}

/// A bar ends a cell, in code as well, unless an odd number of backslashes stands before it.
fn with_escaped_bars(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut is_odd = false;
    for letter in text.chars() {
        if letter == '|' && !is_odd {
            escaped.push('\\');
        }
        escaped.push(letter);
        is_odd = letter == '\\' && !is_odd;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_ends_where_we_end_it() {
        assert_eq!(Cell::code("a|b`\n\\|").0, r"``a\|b` \|``");
        assert_eq!(Cell::from(&super::super::literal(r"x \| y")).0, r"x \\\| y");
        assert_eq!(with_escaped_bars(r"\\| |"), r"\\\| \|");
    }

    #[test]
    fn blocks_are_parted() {
        let mut page = Page::titled("a\nb");
        page.section("Code");
        page.code("rust", vec!["x".into()]);
        page.docs(&Docs::of(table(["name", ""], vec![[Cell::code("a"), Cell::default()]])));
        assert_eq!(
            page.as_str(),
            "# a b\n\n## Code\n\n```rust\nx\n```\n\n| name | |\n|---|---|\n| `a` |  |\n"
        );
    }
}
