//! XML text as elements: XML 1.0, fifth edition.

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::runtime::json::JsonError;

/// How deep elements may nest.
const MAX_DEPTH: usize = 128;

/// The namespace of `nil`: XML Schema 1.1, part 1, section 2.7.2.
pub(super) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An element as it was received.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Its name without a prefix, as all names here.
    pub(super) name: String,
    /// Its attributes, without those that declare namespaces or speak of XML Schema.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Parsed>,
    /// Its text, without that of its children.
    pub(super) text: String,
    /// Whether it is marked as null.
    pub(super) is_nil: bool,
}

impl Parsed {
    /// Whether there is nothing in it but white space.
    pub(super) fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty() && self.text.trim().is_empty()
    }

    /// The last child of a name, as the last member of a name counts in JSON.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().rfind(|child| child.name == name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let named = self.attributes.iter().find(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }
}

/// The root element. Entities that a document declares are not resolved, so that none can expand.
pub(super) fn root(text: &str) -> Result<Parsed, JsonError> {
    let mut reader = Reader::from_str(text);
    let mut open = Open::default();
    loop {
        let event = reader
            .read_event()
            .map_err(|_| not_xml(reader.error_position(), "not well-formed"))?;
        let step = match event {
            Event::Start(start) => element(&start).and_then(|element| open.begin(element)),
            Event::Empty(start) => element(&start).and_then(|element| open.begin(element).and_then(|()| open.end())),
            Event::End(_) => open.end(),
            Event::Text(text) => open.text(&text.xml10_content()),
            Event::CData(text) => open.text(&text.xml10_content()),
            Event::GeneralRef(reference) => resolved(&reference).and_then(|letter| open.text(&letter.to_string())),
            Event::Eof => return open.finish().map_err(|why| not_xml(reader.buffer_position(), why)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Ok(()),
        };
        step.map_err(|why| not_xml(reader.buffer_position(), why))?;
    }
}

/// Says where, and nothing that the text has.
#[cold]
fn not_xml(position: u64, why: &'static str) -> JsonError {
    JsonError::new(format!("not valid XML: {why}, at byte {position}"))
}

/// What is wrong with a text.
type Why = &'static str;

/// The elements that have begun and are not over, the innermost last; and the root once it is.
#[derive(Default)]
struct Open {
    elements: Vec<Parsed>,
    root: Option<Parsed>,
}

impl Open {
    fn begin(&mut self, element: Parsed) -> Result<(), Why> {
        if self.root.is_some() {
            return Err("a second root element");
        }
        if self.elements.len() >= MAX_DEPTH {
            return Err("nested deeper than 128 levels");
        }
        self.elements.push(element);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Why> {
        let element = self.elements.pop().ok_or("not well-formed")?;
        match self.elements.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Why> {
        match self.elements.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err("text outside of the root element"),
        }
        Ok(())
    }

    fn finish(self) -> Result<Parsed, Why> {
        match self.elements.is_empty() {
            true => self.root.ok_or("no root element"),
            false => Err("an element without an end"),
        }
    }
}

fn element(start: &BytesStart<'_>) -> Result<Parsed, Why> {
    let mut element = Parsed {
        name: local(start.name().as_ref()).to_owned(),
        ..Parsed::default()
    };
    let mut attributes = start.attributes();
    // Checking for duplicates takes the square of their number; the first one counts.
    for attribute in attributes.with_checks(false) {
        let attribute = attribute.map_err(|_| "an invalid attribute")?;
        add(&mut element, &attribute)?;
    }
    Ok(element)
}

fn add(element: &mut Parsed, attribute: &Attribute<'_>) -> Result<(), Why> {
    let name = attribute.key.as_ref();
    if name == "xmlns" || name.starts_with("xmlns:") {
        return Ok(());
    }
    let value = attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(|_| "an invalid attribute")?;
    match name.split_once(':') {
        Some((_, "nil")) => element.is_nil = matches!(value.trim(), "true" | "1"),
        Some(("xsi", _)) => {}
        _ => element.attributes.push((local(name).to_owned(), value.into_owned())),
    }
    Ok(())
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A character by its number, or one of the five that XML itself has names for.
fn resolved(reference: &BytesRef<'_>) -> Result<char, Why> {
    const UNKNOWN: &str = "a reference to an unknown entity";
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| UNKNOWN)? {
        return Ok(letter);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(UNKNOWN),
    }
}
