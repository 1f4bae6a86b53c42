//! Where a value stands in its text. Looked up only when there is something to print.

use saphyr_parser::{Event, Parser};

use super::{Form, markdown};
use crate::pointer::Pointer;

/// A line and a column, both from one, and how many characters are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) length: usize,
}

/// The position of the key of the value at `pointer`, or of the nearest value around it that there is.
pub(crate) fn find(text: &str, pointer: &Pointer) -> Option<Position> {
    let (yaml, lines_before) = match Form::of(text) {
        Form::Markdown => markdown::fence(text).map_or((text, 0), |fence| (fence.text, fence.lines_before)),
        _ => (text, 0),
    };
    let wanted: Vec<String> = pointer.tokens().collect();
    let position = walk(yaml, &wanted)?;
    Some(Position {
        line: position.line + lines_before,
        ..position
    })
}

/// A collection on the way to the value.
struct Level {
    is_sequence: bool,
    index: usize,
    /// The key that was read and whose value comes next.
    key: Option<String>,
    /// Whether the collection itself is on the way.
    is_on_way: bool,
}

impl Level {
    fn wants_key(&self) -> bool {
        !self.is_sequence && self.key.is_none()
    }

    fn token(&self) -> String {
        match &self.key {
            Some(key) => key.clone(),
            None => self.index.to_string(),
        }
    }

    fn advance(&mut self) {
        self.index += 1;
        self.key = None;
    }
}

fn walk(text: &str, wanted: &[String]) -> Option<Position> {
    let mut levels: Vec<Level> = Vec::new();
    let mut best: Option<(usize, Position)> = None;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let here = Position {
            line: span.start.line(),
            column: span.start.col() + 1,
            length: 1,
        };
        let depth = levels.len();
        let on_way = |levels: &[Level]| match levels.last() {
            None => true,
            Some(level) => level.is_on_way && wanted.get(depth - 1) == Some(&level.token()),
        };
        match event {
            Event::Scalar(value, ..) if levels.last().is_some_and(Level::wants_key) => {
                let is_wanted = levels.last().is_some_and(|level| level.is_on_way)
                    && wanted.get(depth - 1).is_some_and(|token| *token == value);
                if is_wanted && best.is_none_or(|(known, _)| known < depth) {
                    best = Some((
                        depth,
                        Position {
                            length: value.chars().count().max(1),
                            ..here
                        },
                    ));
                }
                if let Some(level) = levels.last_mut() {
                    level.key = Some(value.into_owned());
                }
            }
            Event::Scalar(value, ..) => {
                note(
                    &mut best,
                    depth,
                    on_way(&levels),
                    &levels,
                    Position {
                        length: value.chars().count().clamp(1, 60),
                        ..here
                    },
                );
                advance(&mut levels);
            }
            Event::Alias(_) => {
                note(&mut best, depth, on_way(&levels), &levels, here);
                advance(&mut levels);
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let is_on_way = on_way(&levels);
                note(&mut best, depth, is_on_way, &levels, here);
                let is_sequence = matches!(event, Event::SequenceStart(..));
                levels.push(Level {
                    is_sequence,
                    index: 0,
                    key: None,
                    is_on_way,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                levels.pop();
                advance(&mut levels);
            }
            _ => {}
        }
        if best.is_some_and(|(depth, _)| depth == wanted.len() && depth > 0) {
            break;
        }
    }
    best.map(|(_, position)| position)
}

/// An element of a sequence is noted by itself; a member was noted by its key.
fn note(best: &mut Option<(usize, Position)>, depth: usize, is_on_way: bool, levels: &[Level], position: Position) {
    let is_element = levels.last().is_none_or(|level| level.is_sequence);
    if is_on_way && is_element && best.is_none_or(|(known, _)| known < depth) {
        *best = Some((depth, position));
    }
}

fn advance(levels: &mut [Level]) {
    if let Some(level) = levels.last_mut() {
        level.advance();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, pointer: &str) -> (usize, usize, usize) {
        let position = find(text, &Pointer::parse(pointer)).unwrap();
        (position.line, position.column, position.length)
    }

    #[test]
    fn keys_and_elements_are_found() {
        let text = "a:\n  - x: 1\n  - y:\n      z: 2\nb: 3\n";
        assert_eq!(at(text, "/a/1/y/z"), (4, 7, 1));
        assert_eq!(at(text, "/b"), (5, 1, 1));
        assert_eq!(at(text, "/a/1"), (3, 5, 1));
        assert_eq!(at(text, "/a/1/y/nothing"), (3, 5, 1));
        assert_eq!(at("{\"a\": {\"bc\": [1]}}", "/a/bc"), (1, 8, 2));
    }

    #[test]
    fn a_page_counts_its_own_lines() {
        assert_eq!(
            at("# T\n\n```yaml\nopenapi: 3.1.0\ninfo: {}\n```\n", "/info"),
            (5, 1, 4)
        );
    }
}
