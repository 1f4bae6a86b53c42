//! Which emitted type stands for which schema: by the place that `inspect` gives for it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::{Document, Node};
use crate::elements::Elements;

/// The emitted types by their schemas.
pub(crate) struct Types {
    received: BTreeMap<*const Value, String>,
    /// The form in which it is sent, where that is another type.
    sent: BTreeMap<*const Value, String>,
    /// The schemas of multipart forms, which are no JSON.
    forms: BTreeSet<*const Value>,
    places: Vec<Place>,
}

/// Where the schema of a type stands.
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) pointer: String,
    ty: String,
    is_sent: bool,
}

/// Which way a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Received,
    Sent,
}

/// The files and the pointers of types, by their names.
pub(crate) type Origins = BTreeMap<String, (String, String)>;

/// Where the types of a document come from; `shown` is what the document itself is called.
pub(crate) fn origins(report: &clientwright::inspect::Report, shown: &str) -> Origins {
    let types = report.types.iter();
    let types = types.filter_map(|row| {
        let file = if row.origin.file == shown { "" } else { &row.origin.file };
        let name = row.rust.strip_prefix("types::")?;
        Some((name.to_owned(), (file.to_owned(), row.origin.pointer.clone())))
    });
    types.collect()
}

/// The macros of the emitted crate that make a type readable and writable.
const CODECS: [&str; 10] = [
    "json_object",
    "json_newtype",
    "open_enum",
    "closed_enum",
    "open_integer_enum",
    "closed_integer_enum",
    "constant",
    "tagged_union",
    "union",
    "pub type",
];

impl Types {
    /// The types of an emitted crate, read from its text.
    pub(crate) fn of(files: &BTreeMap<String, String>, document: &Document<'_>, origins: &Origins) -> Self {
        let texts = files.iter().filter(|(path, _)| path.starts_with("src/types/"));
        let mut types = Self {
            received: BTreeMap::new(),
            sent: BTreeMap::new(),
            forms: BTreeSet::new(),
            places: Vec::new(),
        };
        for (_, text) in texts {
            let named_by = |macros: &[&str]| -> BTreeSet<&str> {
                text.lines().filter_map(|line| named_by(macros, line)).collect()
            };
            let (readable, forms) = (named_by(&CODECS), named_by(&["multipart_form"]));
            let (are_json, others): (Vec<_>, Vec<_>) = places(text, origins)
                .into_iter()
                .partition(|place| readable.contains(place.ty.as_str()));
            types.places.extend(are_json);
            let forms = others.iter().filter(|place| forms.contains(place.ty.as_str()));
            let forms = forms.filter_map(|place| document.at(&place.file, &place.pointer));
            types.forms.extend(forms.map(|schema| std::ptr::from_ref(schema.value)));
        }
        for place in &types.places {
            let into = match place.is_sent {
                true => &mut types.sent,
                false => &mut types.received,
            };
            if let Some(schema) = document.at(&place.file, &place.pointer) {
                into.entry(std::ptr::from_ref(schema.value))
                    .or_insert_with(|| format!("crate::types::{}", place.ty));
            }
        }
        types
    }

    /// Whether what is emitted for a schema is a form, and nothing else.
    pub(crate) fn is_form(&self, schema: Node<'_>) -> bool {
        self.forms.contains(&std::ptr::from_ref(schema.value))
    }

    /// The places of received types that no other type claims as well.
    pub(crate) fn places(&self) -> Vec<&Place> {
        let mut by_place: BTreeMap<(&str, &str), Vec<&Place>> = BTreeMap::new();
        for place in self.places.iter().filter(|place| !place.is_sent) {
            by_place.entry((&place.file, &place.pointer)).or_default().push(place);
        }
        by_place
            .into_values()
            .filter_map(|places| match places.as_slice() {
                [only] => Some(*only),
                _ => None,
            })
            .collect()
    }

    /// The type that is emitted for a schema in its own place.
    pub(crate) fn own(&self, schema: Node<'_>, direction: Direction) -> Option<&str> {
        let key = std::ptr::from_ref(schema.value);
        let sent = self.sent.get(&key).filter(|_| direction == Direction::Sent);
        sent.or_else(|| self.received.get(&key)).map(String::as_str)
    }

    /// The type of a schema: of its own, of what it refers to, or a list of such.
    pub(crate) fn of_schema<'d>(
        &self,
        document: &Document<'d>,
        schema: Node<'d>,
        direction: Direction,
    ) -> Option<String> {
        if let Some(own) = self.own(schema, direction) {
            return Some(own.to_owned());
        }
        if let Some(target) = document.target(schema) {
            return self.own(target, direction).map(str::to_owned);
        }
        let is_list = schema.types().0 == ["array"];
        let elements = Elements::of(schema);
        let of = |schema: Node<'d>| self.of_schema(document, schema, direction);
        match elements.listed.is_empty() {
            true => Some(format!("Vec<{}>", of(elements.rest.filter(|_| is_list)?)?)),
            false if elements.is_tuple() => {
                let types: Option<Vec<String>> = elements.listed.iter().map(|element| of(*element)).collect();
                Some(format!("({})", types?.join(", ")))
            }
            false => None,
        }
    }
}

/// The name of the type that one of these macros is used for in a line.
fn named_by<'l>(macros: &[&str], line: &'l str) -> Option<&'l str> {
    let rest = macros.iter().find_map(|name| line.strip_prefix(name))?;
    let rest = rest.strip_prefix("! { ").unwrap_or(rest).trim_start();
    rest.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .next()
}

/// The types of one file, with the places of their schemas.
fn places(text: &str, origins: &Origins) -> Vec<Place> {
    let mut found = Vec::new();
    let mut is_sent = false;
    for line in text.lines() {
        is_sent |= line.starts_with("/// As sent in requests: ");
        let item = ["pub struct ", "pub enum ", "pub type "]
            .iter()
            .find_map(|word| line.strip_prefix(word));
        let Some(item) = item else { continue };
        let name = item
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
            .next();
        let is_sent = std::mem::take(&mut is_sent);
        if let Some((name, (file, pointer))) = name.and_then(|name| origins.get_key_value(name)) {
            found.push(Place {
                file: file.clone(),
                pointer: pointer.clone(),
                ty: name.clone(),
                is_sent,
            });
        }
    }
    found
}

/// The module of the emitted crate that sends a text through the type of a key.
pub(crate) fn module(arms: &BTreeMap<String, String>) -> String {
    let lines: BTreeSet<String> = arms
        .iter()
        .map(|(key, ty)| format!("        {key:?} => again::<{ty}>(text),\n"))
        .collect();
    let lines: String = lines.into_iter().collect();
    format!(
        "use crate::runtime::json::{{Json, from_str, to_string}};

fn again<T: Json>(text: &str) -> Result<String, String> {{
    from_str::<T>(text).map(|value| to_string(&value)).map_err(|error| error.to_string())
}}

pub fn round_trip(key: &str, text: &str) -> Option<Result<String, String>> {{
    Some(match key {{
{lines}        _ => return None,
    }})
}}
"
    )
}
