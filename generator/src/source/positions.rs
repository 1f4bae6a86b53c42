//! Where a value stands in its text. Looked up only when there is something to print.

mod json;

use std::collections::BTreeMap;

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

/// The positions of the keys of the values at the pointers, or of the nearest values around them that there are.
pub(crate) fn find(text: &str, pointers: &[&Pointer]) -> Vec<Option<Position>> {
    let (inner, lines_before) = match Form::of(text) {
        Form::Markdown => markdown::fence(text).map_or((text, 0), |fence| (fence.text, fence.lines_before)),
        _ => (text, 0),
    };
    let mut wanted = Wanted::new(pointers);
    match Form::of(inner) {
        Form::Json => json::walk(&mut wanted, inner),
        _ => wanted.walk(inner),
    }
    let positions = pointers.iter().map(|pointer| wanted.nearest(pointer));
    positions
        .map(|position| {
            position.map(|position| Position {
                line: position.line + lines_before,
                ..position
            })
        })
        .collect()
}

/// All that is looked for, as a tree, so that one walk through the text finds all of it.
struct Wanted {
    nodes: Vec<Node>,
    /// How many nodes have no position yet.
    missing: usize,
}

#[derive(Default)]
struct Node {
    children: BTreeMap<String, usize>,
    position: Option<Position>,
}

/// A collection that is being walked through.
struct Level {
    is_sequence: bool,
    index: usize,
    /// The node of the collection, if something is looked for in it.
    node: Option<usize>,
    /// The key that was read and whose value comes next, with its node.
    key: Option<Option<usize>>,
}

impl Wanted {
    fn new(pointers: &[&Pointer]) -> Self {
        let mut nodes = vec![Node::default()];
        for pointer in pointers {
            let mut at = 0;
            for token in pointer.tokens() {
                let next = nodes.len();
                let Some(node) = nodes.get_mut(at) else { break };
                at = *node.children.entry(token).or_insert(next);
                if at == next {
                    nodes.push(Node::default());
                }
            }
        }
        let missing = nodes.len();
        Self { nodes, missing }
    }

    fn walk(&mut self, text: &str) {
        let mut levels: Vec<Level> = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            let here = Position {
                line: span.start.line(),
                column: span.start.col() + 1,
                length: 1,
            };
            match event {
                Event::Scalar(value, ..) => self.scalar(&value, here, &mut levels),
                Event::Alias(_) => {
                    self.value(here, &levels);
                    advance(&mut levels);
                }
                Event::SequenceStart(..) | Event::MappingStart(..) => {
                    let node = self.value(here, &levels);
                    levels.push(Level {
                        is_sequence: matches!(event, Event::SequenceStart(..)),
                        index: 0,
                        node,
                        key: None,
                    });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    levels.pop();
                    advance(&mut levels);
                }
                _ => {}
            }
            if self.missing == 0 {
                break;
            }
        }
    }

    /// A scalar is a key or a value.
    fn scalar(&mut self, text: &str, here: Position, levels: &mut [Level]) {
        match levels.last_mut() {
            Some(level) if !level.is_sequence && level.key.is_none() => {
                let node = level.node.and_then(|node| self.child(node, text));
                level.key = Some(node);
                let length = text.chars().count().max(1);
                self.note(node, Position { length, ..here });
            }
            _ => {
                let length = text.chars().count().clamp(1, 60);
                self.value(Position { length, ..here }, levels);
                advance(levels);
            }
        }
    }

    /// The node of the value that begins here. An element is noted where it begins, a member was noted by its key.
    fn value(&mut self, here: Position, levels: &[Level]) -> Option<usize> {
        let node = match levels.last() {
            None => Some(0),
            Some(level) if level.is_sequence => level.node.and_then(|node| self.child(node, &level.index.to_string())),
            Some(level) => level.key.flatten(),
        };
        self.note(node, here);
        node
    }

    fn child(&self, node: usize, token: &str) -> Option<usize> {
        self.nodes.get(node)?.children.get(token).copied()
    }

    fn note(&mut self, node: Option<usize>, position: Position) {
        if let Some(node) = node.and_then(|node| self.nodes.get_mut(node))
            && node.position.is_none()
        {
            node.position = Some(position);
            self.missing -= 1;
        }
    }

    fn nearest(&self, pointer: &Pointer) -> Option<Position> {
        let mut node = self.nodes.first()?;
        let mut position = node.position;
        for token in pointer.tokens() {
            let Some(next) = node.children.get(&token).and_then(|next| self.nodes.get(*next)) else {
                break;
            };
            node = next;
            position = node.position.or(position);
        }
        position
    }
}

fn advance(levels: &mut [Level]) {
    if let Some(level) = levels.last_mut() {
        level.index += 1;
        level.key = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, pointer: &str) -> (usize, usize, usize) {
        let position = find(text, &[&Pointer::parse(pointer)])[0].unwrap();
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
    fn json_is_found_as_yaml_finds_it() {
        let text = "{\"no\": [{\"}\": \"]\\\"\"}, 1],\n \"æ\": {\"b\\u0063\": [true,\n  {\"x\": null}, \"text\"]},\n\"z\": {}}";
        let pointers = [
            "",
            "/no/0",
            "/no/0/}",
            "/no/1",
            "/æ/bc",
            "/æ/bc/0",
            "/æ/bc/1/x",
            "/æ/bc/2",
            "/z",
            "/æ/gone",
        ];
        for pointer in pointers {
            let pointer = Pointer::parse(pointer);
            let mut by_yaml = Wanted::new(&[&pointer]);
            by_yaml.walk(text);
            assert_eq!(find(text, &[&pointer])[0], by_yaml.nearest(&pointer), "{pointer}");
        }
    }

    #[test]
    fn a_page_counts_its_own_lines() {
        assert_eq!(
            at("# T\n\n```yaml\nopenapi: 3.1.0\ninfo: {}\n```\n", "/info"),
            (5, 1, 4)
        );
    }
}
