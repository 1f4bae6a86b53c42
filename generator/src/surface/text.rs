//! The surface as text: `api.txt`, one line an item.
//!
//! `types::Pet::label setter(label: impl Into<String>)`, `types::Pet::LABEL_DEFAULT const: &str = "x"`,
//! `types::Pet struct + Default`, each with what it stands for on the wire behind `//`.

use std::fmt;

use super::{Argument, Fact, Item, Key, Kind, Surface};
use crate::prose::{Listing, Shown};

/// The name of the file.
pub const FILE_NAME: &str = "api.txt";

/// A line that is no item: its number, from one, and the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurfaceError {
    /// The number of the line, from one.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl fmt::Display for SurfaceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {} isn't an item of a client: {}", self.line, self.text)
    }
}

impl std::error::Error for SurfaceError {}

/// A text in quotes, as JSON has it, with all that is hidden written out.
pub(super) fn quoted(text: &str) -> String {
    Shown::json(&serde_json::Value::from(text)).to_string()
}

impl Surface {
    /// The lines of `api.txt`.
    pub fn listing(&self) -> Listing {
        let head = [
            "The public API of this crate apart from what every generated client has, one item per line, sorted by path.",
            "The words behind `//` say what an item stands for on the wire.",
        ];
        Listing::new(&head, self.items.iter().map(|(key, item)| item.line(key)))
    }

    /// Reads the lines of `api.txt`.
    ///
    /// # Errors
    ///
    /// When a line is no item.
    pub fn parse(text: &str) -> Result<Self, SurfaceError> {
        let mut surface = Self::default();
        for (index, text) in text.lines().enumerate() {
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let (key, item) = parsed(text).ok_or_else(|| SurfaceError {
                line: index + 1,
                text: text.to_owned(),
            })?;
            surface.items.insert(key, item);
        }
        Ok(surface)
    }
}

impl Item {
    /// The item's line in `api.txt`.
    pub fn line(&self, key: &Key) -> String {
        let facts: Vec<String> = self.facts.iter().map(fact).collect();
        let facts = match facts.is_empty() {
            true => String::new(),
            false => format!(" // {}", facts.join(", ")),
        };
        format!("{} {}{facts}", key.path, self.signature(key.kind))
    }

    /// The line without the path and without what the item stands for on the wire.
    pub fn signature(&self, kind: Kind) -> String {
        let mut text = kind.word().to_owned();
        // Writing to a string can't fail.
        let _ = write_signature(self, kind, &mut text);
        text
    }
}

fn write_signature(item: &Item, kind: Kind, out: &mut impl fmt::Write) -> fmt::Result {
    if kind.has_arguments() {
        let arguments = item.arguments.iter();
        let arguments: Vec<String> = arguments.map(|one| format!("{}: {}", one.name, one.ty)).collect();
        write!(out, "({})", arguments.join(", "))?;
    }
    if let Some(ty) = &item.ty {
        let sign = if kind.has_arguments() { " ->" } else { ":" };
        write!(out, "{sign} {ty}")?;
    }
    if let Some(value) = &item.value {
        write!(out, " = {value}")?;
    }
    for name in &item.traits {
        write!(out, " + {name}")?;
    }
    Ok(())
}

fn fact(fact: &Fact) -> String {
    match fact.value.is_empty() && !VALUED.contains(&fact.name.as_ref()) {
        true => fact.name.clone().into_owned(),
        false => format!("{} {}", fact.name, quoted(&fact.value)),
    }
}

/// What is said with a value, even an empty one.
const VALUED: &[&str] = &["wire", "tag", "header", "name", "scheme", "security", "default"];

impl Kind {
    /// Whether it takes arguments.
    pub fn has_arguments(self) -> bool {
        matches!(self, Self::Function | Self::Method | Self::Setter | Self::Operation)
    }
}

fn parsed(line: &str) -> Option<(Key, Item)> {
    let (path, rest) = line.split_once(' ')?;
    let kind = Kind::ALL.iter().filter(|kind| starts_with_word(rest, kind.word()));
    let kind = *kind.max_by_key(|kind| kind.word().len())?;
    let rest = rest.strip_prefix(kind.word())?;
    let (rest, facts) = match split(rest, " // ") {
        Some((rest, facts)) => (rest, parsed_facts(facts)?),
        None => (rest, Vec::new()),
    };
    let mut item = Item {
        facts,
        ..Item::default()
    };
    let (mut rest, arguments) = match kind.has_arguments() {
        true => bracketed(rest)?,
        false => (rest, ""),
    };
    item.arguments = parsed_arguments(arguments)?;
    let mut sum = separated(rest, " + ").into_iter();
    rest = sum.next().unwrap_or_default();
    item.traits = sum.map(str::to_owned).collect();
    if let Some((start, value)) = split(rest, " = ") {
        item.value = Some(value.to_owned());
        rest = start;
    }
    let ty = rest.strip_prefix(if kind.has_arguments() { " -> " } else { ": " });
    item.ty = ty.map(str::to_owned);
    let key = Key {
        path: path.to_owned(),
        kind,
    };
    (ty.is_some() || rest.is_empty()).then_some((key, item))
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(', ':']))
}

/// The text in the first pair of parentheses, and what is behind.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('(')?;
    let end = outside(inner).find(|(_, letter, depth)| *letter == ')' && *depth == 0);
    let (end, _, _) = end?;
    Some((inner.get(end + 1..)?, inner.get(..end)?))
}

fn parsed_arguments(text: &str) -> Option<Vec<Argument>> {
    let parts = parts(text).into_iter().filter(|part| !part.is_empty());
    let arguments = parts.map(|part| {
        let (name, ty) = part.split_once(": ")?;
        Some(Argument::new(name, ty))
    });
    arguments.collect()
}

fn parsed_facts(text: &str) -> Option<Vec<Fact>> {
    let facts = parts(text).into_iter().map(|part| {
        let (name, value) = match part.split_once(" \"") {
            Some((name, _)) => (name, serde_json::from_str(part.get(name.len() + 1..)?).ok()?),
            None => (part, String::new()),
        };
        Some(Fact {
            name: name.to_owned().into(),
            value,
        })
    });
    facts.collect()
}

/// The parts between commas.
fn parts(text: &str) -> Vec<&str> {
    let commas = outside(text).filter(|(_, letter, depth)| *letter == ',' && *depth == 0);
    let parts = between(text, commas.map(|(at, _, _)| at), 1).into_iter();
    parts.map(str::trim_start).collect()
}

/// The text before and behind the first separator that stands outside of quotes.
fn split<'t>(text: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    let at = found(text, separator).next()?;
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
}

/// The texts between all such separators.
fn separated<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    between(text, found(text, separator), separator.len())
}

/// Where a separator stands outside of quotes.
fn found(text: &str, separator: &str) -> impl Iterator<Item = usize> {
    let places = outside(text).map(|(at, _, _)| at);
    places.filter(move |at| text.get(*at..).is_some_and(|rest| rest.starts_with(separator)))
}

/// The texts between separators of this length.
fn between(text: &str, separators: impl Iterator<Item = usize>, length: usize) -> Vec<&str> {
    let ends: Vec<usize> = separators.chain([text.len()]).collect();
    let starts = std::iter::once(0).chain(ends.iter().map(|end| end + length));
    let texts = starts.zip(&ends);
    texts.filter_map(|(start, end)| text.get(start..*end)).collect()
}

/// The letters outside of quotes, each with where it is and in how many brackets.
fn outside(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut is_quoted, mut is_escaped, mut depth) = (false, false, 0_usize);
    text.char_indices().filter_map(move |(at, letter)| {
        if is_quoted {
            let ends = letter == '"' && !is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            is_quoted = !ends;
            return None;
        }
        let before = depth;
        match letter {
            '"' => is_quoted = true,
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (letter != '"').then_some((at, letter, before))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let lines = [
            r#"Client::pets method() -> api::pets::Pets<'_> // tag "Pets, \"all\" // of them""#,
            r#"api::pets::ListPets operation(Output: Vec<types::Pet>, Error: NoDocumentedError) // route "GET /pets", security """#,
            r#"api::pets::Pets::list method(a: BTreeMap<String, i64>, b: (A, B)) -> Request<api::pets::ListPets> // @a "query a""#,
            r#"types::Kind open string enum"#,
            r#"types::Kind::Dog variant // wire "dog""#,
            r#"types::Pet struct + Default + From<types::Kind>"#,
            r#"types::Pet::LABEL_DEFAULT const: &str = "a // b + c = \\""#,
            r#"types::Pet::label field: Option<String> // wire "label", nullable, deprecated"#,
            r#"types::Pet::label setter(label: impl Into<String>)"#,
            r#"types::Pet::new fn() -> Self"#,
            r#"types::Pet2 type: types::Pet"#,
        ];
        let text = lines.join("\n");
        let surface = Surface::parse(&text).unwrap();
        let written: Vec<String> = surface.items.iter().map(|(key, item)| item.line(key)).collect();
        assert_eq!(written, lines);
    }

    #[test]
    fn a_line_that_is_no_item_is_said() {
        assert_eq!(Surface::parse("# a\n\nb\n").unwrap_err().line, 3);
        for wrong in [
            "a struct thing",
            "a fn",
            "a field: T // x \"",
            "a unknown: T",
            "a fn(a) -> T",
        ] {
            assert!(Surface::parse(wrong).is_err(), "{wrong}");
        }
    }
}
