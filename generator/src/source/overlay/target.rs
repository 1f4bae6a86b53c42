//! What actions select: JSONPath, [RFC 9535](https://www.rfc-editor.org/rfc/rfc9535), by a published crate. A path is followed
//! segment by segment, so that no node is visited twice for one segment, and within a limit.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::extent::Extent;
use crate::pointer::Pointer;

/// How long a path may be; the parser takes time in proportion to the square of that.
const MAX_LENGTH: usize = 2_000;

/// How deep brackets may nest in a path: the parser tries some alternatives at each level.
const MAX_NESTING: usize = 6;

/// How many steps finding the nodes of a path may take.
const MAX_STEPS: u64 = 500_000_000;

/// How many steps all actions of a run may take.
const ALL_STEPS: u64 = 5_000_000_000;

/// How long the pointers to all selected nodes may be.
const MAX_POINTERS: usize = 64 * 1024 * 1024;

/// How many steps reading an expression takes, a regular one or a path.
const EXPRESSION: u64 = 5_000;

/// A path that selects nodes.
#[derive(Clone, Debug)]
pub(super) struct Target {
    text: String,
    segments: Vec<Segment>,
}

impl Target {
    /// # Errors
    ///
    /// When it isn't a JSONPath; the text says why.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let segments = split(text)?;
        JsonPath::parse(text).map_err(|error| error.to_string())?;
        let segments: Result<Vec<Segment>, String> = segments.into_iter().map(Segment::parse).collect();
        Ok(Self {
            text: text.to_owned(),
            segments: segments?,
        })
    }

    /// The nodes that it selects, each once, in the order of the document; `None` where finding them takes too long.
    pub(super) fn select(&self, document: &Value, steps: &mut Steps) -> Option<Vec<Pointer>> {
        let nodes = self.follow(&self.segments, &mut Limits::of(document, steps))?;
        Some(nodes.into_iter().map(|node| node.pointer).collect())
    }

    /// The longest part of it that selects something, if that is more than the document.
    pub(super) fn nearest(&self, document: &Value, steps: &mut Steps) -> Option<String> {
        let mut limits = Limits::of(document, steps);
        let lengths = (1..self.segments.len()).rev();
        let parts = lengths.filter_map(|length| self.segments.get(..length));
        for part in parts {
            if !self.follow(part, &mut limits)?.is_empty() {
                let texts = part.iter().map(|segment| segment.text.as_str());
                return Some(format!("${}", texts.collect::<String>()));
            }
        }
        None
    }

    fn follow<'v>(&self, segments: &[Segment], limits: &mut Limits<'v, '_>) -> Option<Vec<Node<'v>>> {
        let root = Node {
            pointer: Pointer::root(),
            value: limits.document,
        };
        segments.iter().try_fold(vec![root], |nodes, segment| {
            let steps = segment.steps(&nodes, limits)?;
            limits.take(steps)?;
            segment.select(&nodes, limits.document)
        })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A node that is selected.
struct Node<'v> {
    pointer: Pointer,
    value: &'v Value,
}

/// How many steps are left for all actions of a run.
pub(super) struct Steps {
    left: u64,
}

impl Steps {
    pub(super) fn new() -> Self {
        Self { left: ALL_STEPS }
    }

    /// Takes some steps; `None` where there aren't as many.
    pub(super) fn take(&mut self, steps: u64) -> Option<()> {
        self.left = self.left.checked_sub(steps)?;
        Some(())
    }
}

/// A document, and how many steps are left for a path in it.
struct Limits<'v, 's> {
    document: &'v Value,
    /// The extent of the document, once it is needed.
    extent: Option<Extent>,
    left: u64,
    all: &'s mut Steps,
}

impl<'v, 's> Limits<'v, 's> {
    fn of(document: &'v Value, all: &'s mut Steps) -> Self {
        Self {
            document,
            extent: None,
            left: MAX_STEPS,
            all,
        }
    }

    fn take(&mut self, steps: u64) -> Option<()> {
        self.left = self.left.checked_sub(steps)?;
        self.all.take(steps)
    }

    /// How many levels and nodes the document has.
    fn extent(&mut self) -> Option<(u64, u64)> {
        let extent = match self.extent {
            Some(extent) => extent,
            None => {
                let extent = Extent::of(self.document);
                self.take(extent.nodes as u64)?;
                *self.extent.insert(extent)
            }
        };
        Some((extent.height as u64, extent.nodes as u64))
    }
}

/// One step of a path: `.name`, `['name']`, `..name`, `[?@.name == 1]`.
#[derive(Clone, Debug)]
struct Segment {
    text: String,
    /// The path of this segment alone.
    path: JsonPath,
    /// The text without quoted parts.
    plain: String,
}

impl Segment {
    fn parse(text: &str) -> Result<Self, String> {
        let path = JsonPath::parse(&format!("${text}")).map_err(|error| error.to_string())?;
        Ok(Self {
            text: text.to_owned(),
            path,
            plain: without_quoted(text),
        })
    }

    /// How many steps it takes from some nodes, at most. A node below others costs as much as its path is long.
    fn steps(&self, nodes: &[Node<'_>], limits: &mut Limits<'_, '_>) -> Option<u64> {
        let has = |part: &str| self.plain.contains(part);
        let filter = self.plain.split_once('?').map_or("", |(_, filter)| filter);
        let is_descendant = self.plain.starts_with("..");
        let is_nested = ["..", "*", ":", "?"].iter().any(|part| filter.contains(part));
        let mut factors = vec![1 + self.plain.matches(',').count() as u64];
        factors.extend((has("match(") || has("search(")).then_some(EXPRESSION));
        if is_descendant || is_nested {
            let (height, size) = limits.extent()?;
            factors.extend(is_descendant.then_some(height));
            factors.extend(filter.contains('?').then_some(height));
            factors.extend(filter.contains("..").then_some(height));
            factors.extend((is_nested && filter.contains('$')).then_some(size));
            let mut room = limits.left;
            nodes.iter().for_each(|node| pass(node.value, &mut room));
            factors.push(limits.left - room);
        } else if has("*") || has(":") || has("?") {
            factors.push(nodes.iter().map(|node| children(node.value)).sum());
        } else {
            factors.push(nodes.len() as u64);
        }
        // A filter that begins at the document is read again for each node.
        let read = self
            .plain
            .contains('$')
            .then(|| EXPRESSION.saturating_mul(nodes.len() as u64));
        let steps = factors.into_iter().fold(1, u64::saturating_mul);
        Some(steps.saturating_add(read.unwrap_or_default()))
    }

    /// What it selects from some nodes; `None` where that is too much to hold.
    fn select<'v>(&self, nodes: &[Node<'v>], document: &'v Value) -> Option<Vec<Node<'v>>> {
        let mut selected = Vec::new();
        let mut seen = BTreeSet::new();
        let mut room = MAX_POINTERS;
        for node in nodes {
            for found in self.select_from(node, document) {
                if seen.insert(found.pointer.clone()) {
                    room = room.checked_sub(found.pointer.as_str().len())?;
                    selected.push(found);
                }
            }
        }
        Some(selected)
    }

    fn select_from<'v>(&self, node: &Node<'v>, document: &'v Value) -> Vec<Node<'v>> {
        let is_anchored = self.plain.contains('$');
        let path = is_anchored.then(|| format!("${}{}", normalized(document, &node.pointer), self.text));
        let (found, above) = match path.and_then(|path| JsonPath::parse(&path).ok()) {
            // A filter that begins at the document needs it.
            Some(path) => (path.query_located(document), Pointer::root()),
            None => (self.path.query_located(node.value), node.pointer.clone()),
        };
        let found = found.into_iter().map(|found| Node {
            pointer: above.join(&found.location().to_json_pointer()),
            value: found.node(),
        });
        found.collect()
    }
}

/// The segments of a path.
fn split(path: &str) -> Result<Vec<&str>, String> {
    if path.len() > MAX_LENGTH {
        return Err(format!("it is longer than {MAX_LENGTH} bytes"));
    }
    let rest = path.strip_prefix('$').ok_or("it doesn't begin with `$`")?;
    let mut segments = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, letter) in unquoted(rest) {
        let open = rest.get(start..at).unwrap_or_default().trim();
        let begins = match (letter, depth) {
            ('[', 0) => open != "..",
            ('.', 0) => open != ".",
            _ => false,
        };
        if begins {
            segments.push(open);
            start = at;
        }
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return Err(format!("its brackets nest deeper than {MAX_NESTING} levels"));
        }
    }
    segments.push(rest.get(start..).unwrap_or_default().trim());
    segments.retain(|segment| !segment.is_empty());
    Ok(segments)
}

/// The letters of a path that aren't in quotes, and where they are.
fn unquoted(path: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut quote = None;
    let mut is_escaped = false;
    path.char_indices().filter(move |(_, letter)| {
        let was_escaped = is_escaped;
        is_escaped = quote.is_some() && *letter == '\\' && !was_escaped;
        match quote {
            Some(open) if open == *letter && !was_escaped => {
                quote = None;
                false
            }
            Some(_) => false,
            None => {
                quote = ['\'', '"'].contains(letter).then_some(*letter);
                quote.is_none()
            }
        }
    })
}

fn without_quoted(path: &str) -> String {
    unquoted(path).map(|(_, letter)| letter).collect()
}

/// The path to a node in brackets: RFC 9535, section 2.7. Where the document has no such node, it ends.
fn normalized(document: &Value, pointer: &Pointer) -> String {
    let mut path = String::new();
    let mut value = document;
    for token in pointer.tokens() {
        let next = match value {
            Value::Array(elements) => token.parse().ok().and_then(|index: usize| elements.get(index)),
            Value::Object(members) => members.get(&token),
            _ => None,
        };
        let Some(next) = next else { break };
        path.push_str(&match value {
            Value::Array(_) => format!("[{token}]"),
            _ => format!("[{}]", Value::String(token)),
        });
        value = next;
    }
    path
}

/// Passes a node and all that is below it, as long as there is room.
fn pass(value: &Value, room: &mut u64) {
    let Some(left) = room.checked_sub(1) else { return };
    *room = left;
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| pass(element, room)),
        Value::Object(members) => members.values().for_each(|member| pass(member, room)),
        _ => {}
    }
}

/// How many members or elements a value has.
pub(super) fn children(value: &Value) -> u64 {
    match value {
        Value::Array(elements) => elements.len() as u64,
        Value::Object(members) => members.len() as u64,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn selected(path: &str, document: &Value) -> Vec<String> {
        let found = Target::parse(path)
            .unwrap()
            .select(document, &mut Steps::new())
            .unwrap();
        found.iter().map(Pointer::to_string).collect()
    }

    #[test]
    fn nodes_are_selected_once_in_the_order_of_the_document() {
        let document = json!({
            "info": {"x-kind": "b"},
            "paths": {
                "/a/{id}": {"get": {"tags": ["a", "b"]}, "put": {"tags": ["a"]}},
                "it's": {"get": {"x-kind": "b"}},
            },
        });
        for (path, expected) in [
            ("$", vec![""]),
            ("$.paths['/a/{id}'].get", vec!["/paths/~1a~1{id}/get"]),
            ("$.paths.*.get", vec!["/paths/~1a~1{id}/get", "/paths/it's/get"]),
            ("$.paths[\"it's\"] .get", vec!["/paths/it's/get"]),
            ("$.paths.*.*[?@ == 'b']", vec!["/paths/it's/get/x-kind"]),
            ("$.paths.*.*.tags[?@ == 'b']", vec!["/paths/~1a~1{id}/get/tags/1"]),
            (
                "$..tags..[0]",
                vec!["/paths/~1a~1{id}/get/tags/0", "/paths/~1a~1{id}/put/tags/0"],
            ),
            (
                "$..*..tags",
                vec!["/paths/~1a~1{id}/get/tags", "/paths/~1a~1{id}/put/tags"],
            ),
            ("$.paths.*[?@['x-kind'] == $.info['x-kind']]", vec!["/paths/it's/get"]),
            ("$.paths[?@.*.tags[?@ == 'b']]", vec!["/paths/~1a~1{id}"]),
            (
                "$.paths.*.*.tags[?match(@, '[b-z]')]",
                vec!["/paths/~1a~1{id}/get/tags/1"],
            ),
            ("$['info', 'info', 'none']", vec!["/info"]),
            ("$.none.get", vec![]),
        ] {
            assert_eq!(selected(path, &document), expected, "{path}");
        }
        let nearest = |path| Target::parse(path).unwrap().nearest(&document, &mut Steps::new());
        assert_eq!(nearest("$.paths['/b'].get").as_deref(), Some("$.paths"));
        assert_eq!(nearest("$.none.get"), None);
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for (path, part) in [
            ("paths", "begin with `$`"),
            ("$.x-kind", "position"),
            ("$.a[", "position"),
            ("$['a", "position"),
            (&format!("$[?{}@.a{}]", "(".repeat(9), ")".repeat(9)), "nest deeper"),
            (&format!("${}", ".a".repeat(2_000)), "longer"),
        ] {
            let message = Target::parse(path).unwrap_err();
            assert!(message.contains(part), "{path}: {message}");
        }
    }

    #[test]
    fn what_would_take_too_long_is_not_begun() {
        let chain = (0..300).fold(json!({"a": 1}), |inner, _| json!({"a": inner, "b": [1, 2, 3]}));
        let wide = json!({"a": (0..10).map(|_| chain.clone()).collect::<Vec<_>>()});
        for path in [
            "$..[?@..[?@..a]]",
            "$..[?$..b]",
            "$.a[*]..*..*..[?@..b]",
            "$..*..[?match(@.a, 'x')]",
            &format!("$..[{}*]", "*,".repeat(500)),
        ] {
            let found = Target::parse(path).unwrap().select(&wide, &mut Steps::new());
            assert_eq!(found, None, "{path}");
        }
        let path = Target::parse("$..b..*").unwrap();
        assert!(path.select(&chain, &mut Steps::new()).is_some());
        let mut few = Steps { left: 1_000 };
        assert!(
            path.select(&chain, &mut few).is_none(),
            "all actions together have a limit, too"
        );
    }
}
