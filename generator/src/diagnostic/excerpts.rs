//! The lines that messages show, cut around what they are about.

use crate::prose::WIDTH;
use crate::source::positions::Position;

/// How many characters are looked at on each side of what a message is about. The message shows fewer, so it marks where a line is cut.
const REACH: usize = WIDTH;

/// A part of a line: before, in and after the position.
pub(super) struct Excerpt {
    pub(super) parts: [String; 3],
}

/// The lines of a text. Positions are asked for in their order, so that no line is walked through twice.
pub(super) struct Excerpts<'t> {
    lines: Vec<&'t str>,
    /// The line that was walked through last, and how far: its characters and its bytes.
    last: (usize, usize, usize),
}

impl<'t> Excerpts<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            lines: text.lines().collect(),
            last: (0, 0, 0),
        }
    }

    /// The part of the line around a position.
    pub(super) fn around(&mut self, position: Position) -> Option<Excerpt> {
        let line = self.lines.get(position.line.checked_sub(1)?)?;
        let column = position.column.saturating_sub(1);
        let (start, rest) = self.from(position.line, line, column.saturating_sub(REACH));
        let mut letters = rest.chars().map(without_tab);
        let before: String = letters.by_ref().take(column - start).collect();
        let marked: String = letters.by_ref().take(position.length.min(REACH)).collect();
        let after: String = letters.take(REACH).collect();
        Some(Excerpt {
            parts: [before, marked, after],
        })
    }

    /// What is left of a line after some characters, and how many those are: no more than it has.
    fn from(&mut self, number: usize, line: &'t str, characters: usize) -> (usize, &'t str) {
        let (mut at, mut bytes) = match self.last {
            (last, at, bytes) if last == number && at <= characters => (at, bytes),
            _ => (0, 0),
        };
        let rest = line.get(bytes..).unwrap_or_default();
        for letter in rest.chars().take(characters - at) {
            at += 1;
            bytes += letter.len_utf8();
        }
        self.last = (number, at, bytes);
        (at, line.get(bytes..).unwrap_or_default())
    }
}

fn without_tab(letter: char) -> char {
    if letter == '\t' { ' ' } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: usize, column: usize) -> Position {
        Position {
            line,
            column,
            length: 1,
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_position() {
        let text = format!("short\tone\n{}x{}\n", "ä".repeat(300), "b".repeat(300));
        let mut excerpts = Excerpts::of(&text);
        let first = excerpts.around(at(1, 7)).unwrap();
        assert_eq!(first.parts, ["short ", "o", "ne"]);
        for column in [301, 301, 350, 150] {
            let found = excerpts.around(at(2, column)).unwrap();
            let lengths = found.parts.map(|part| part.chars().count());
            assert_eq!(lengths, [REACH, 1, REACH], "{column}");
        }
        assert_eq!(excerpts.around(at(2, 301)).unwrap().parts[1], "x");
        assert_eq!(excerpts.around(at(2, 900)).unwrap().parts[1], "");
        assert!(excerpts.around(at(3, 1)).is_none());
        let long = Position {
            length: 500,
            ..at(2, 2)
        };
        assert_eq!(excerpts.around(long).unwrap().parts[1].chars().count(), REACH);
    }
}
