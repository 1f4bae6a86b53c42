//! One dialect: a document of any version, in any number of files, as OpenAPI 3.0's model has it.
//!
//! One pass over the raw tree, a small rule for each difference. What vendors publish against the letter of the standard
//! is mended here, each mend with a warning.

mod answers;
mod components;
mod copies;
mod encodings;
mod keys;
mod operations;
mod parameters;
mod references;
mod required;
mod schemas;
mod servers;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Version;
use crate::pointer::{Place, Pointer};
use crate::source::Source;
use references::Kind;
pub(crate) use webhooks::WEBHOOKS;

/// The extension by which a document says that its webhooks are signed as Standard Webhooks are.
const STANDARD_WEBHOOKS: &str = "x-standard-webhooks";

/// How many names are compared to suggest what was meant, in all messages together.
const MAX_COMPARISONS: usize = 500_000;

/// A document of one dialect, and where its parts come from.
pub(crate) struct Lowered {
    pub(crate) value: Value,
    pub(crate) origins: BTreeMap<Pointer, Place>,
}

/// Lowers the source.
pub(crate) fn lower(source: &Source, version: Version, diagnostics: &mut Diagnostics) -> Lowered {
    let mut lowering = Lowering {
        source,
        version,
        diagnostics,
        names: BTreeMap::new(),
        hoisted: BTreeMap::new(),
        inside: Vec::new(),
        queue: Vec::new(),
        origins: BTreeMap::new(),
        schemes: BTreeSet::new(),
        is_incoming: false,
        anchors: anchors(source),
        counts: BTreeMap::new(),
        comparisons: MAX_COMPARISONS,
        room: Some(copies::room(source)),
        weights: BTreeMap::new(),
        widths: BTreeMap::new(),
    };
    let value = lowering.document();
    Lowered {
        value,
        origins: lowering.origins,
    }
}

/// The state of the pass.
struct Lowering<'s> {
    source: &'s Source,
    version: Version,
    diagnostics: &'s mut Diagnostics,
    /// The names of each kind of component that are taken.
    names: BTreeMap<Kind, BTreeSet<String>>,
    /// What was given a name because something refers to it.
    hoisted: BTreeMap<(Kind, Place), String>,
    /// What is being lowered where something refers to it, without a name of its own.
    inside: Vec<Place>,
    /// What was given a name and is not yet lowered.
    queue: Vec<(Kind, Place, String)>,
    origins: BTreeMap<Pointer, Place>,
    /// The keys of the security schemes.
    schemes: BTreeSet<String>,
    /// Whether what is lowered now is sent by the server: a webhook or a callback.
    is_incoming: bool,
    /// Where the schemas with an `$anchor` stand, by their files.
    anchors: BTreeMap<String, BTreeMap<String, Pointer>>,
    /// How often each text was taken for a name.
    counts: BTreeMap<(Kind, String), usize>,
    /// How many names may still be compared to suggest what was meant.
    comparisons: usize,
    /// How much references may still copy; nothing once that was too much.
    room: Option<usize>,
    /// How much a reference to a place copies.
    weights: BTreeMap<Place, usize>,
    /// How much an `allOf` of a schema copies.
    widths: BTreeMap<Place, usize>,
}

fn anchors(source: &Source) -> BTreeMap<String, BTreeMap<String, Pointer>> {
    let files = source.files.iter();
    files
        .filter_map(|(name, file)| Some((name.clone(), references::anchors(file.value.as_ref()?))))
        .collect()
}

impl Lowering<'_> {
    fn document(&mut self) -> Value {
        let root = Place::default();
        let source = self.source;
        let Some(entry) = source.entry().and_then(Value::as_object) else {
            return Value::Null;
        };
        self.check_keys(entry, &root, keys::DOCUMENT);
        self.declare_components(entry);
        let mut document = Map::new();
        document.insert("openapi".to_owned(), json!("3.0.3"));
        document.insert("info".to_owned(), self.info(entry.get("info"), &child(&root, "info")));
        document.insert(
            "servers".to_owned(),
            self.servers(entry.get("servers"), &child(&root, "servers")),
        );
        if let Some(security) = entry.get("security") {
            document.insert(
                "security".to_owned(),
                self.security(security, &child(&root, "security")),
            );
        }
        document.insert("tags".to_owned(), self.tags(entry.get("tags"), &child(&root, "tags")));
        document.insert(
            "paths".to_owned(),
            self.paths(entry.get("paths"), &child(&root, "paths")),
        );
        if let Some(says_so) = entry.get(STANDARD_WEBHOOKS) {
            document.insert(STANDARD_WEBHOOKS.to_owned(), says_so.clone());
        }
        document.insert(WEBHOOKS.to_owned(), self.webhooks(entry));
        let components = self.components(entry.get("components"), &child(&root, "components"));
        document.insert("components".to_owned(), components);
        self.check_operations(&document);
        let document = Value::Object(document);
        self.check_required(&document);
        document
    }

    /// A document without operations is valid, but mostly the wrong one.
    fn check_operations(&mut self, document: &Map<String, Value>) {
        let items = ["paths", WEBHOOKS]
            .into_iter()
            .filter_map(|key| document.get(key)?.as_object());
        let mut members = items
            .flat_map(Map::values)
            .filter_map(Value::as_object)
            .flat_map(Map::keys);
        if !members.any(|key| keys::METHODS.contains(&key.as_str())) {
            let message = "the document declares neither operations nor webhooks; the client only contains types";
            self.report(Code::NoOperations, &child(&Place::default(), "paths"), message);
        }
    }

    /// Where in the sources what stands at a pointer of the lowered document comes from.
    fn origin(&self, pointer: &Pointer) -> Place {
        origin(&self.origins, pointer)
    }

    fn info(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        if let Some(info) = raw.and_then(Value::as_object) {
            self.check_keys(info, place, keys::INFO);
        }
        let text = |key: &str| {
            raw.and_then(|info| info.get(key))
                .map(scalar_text)
                .filter(|text| !text.trim().is_empty())
        };
        for key in ["title", "version"] {
            if text(key).is_none() {
                self.report(Code::Mended, place, format!("`info` has no `{key}`"));
            }
        }
        let title = text("title").unwrap_or_else(|| "API".to_owned());
        let version = text("version").unwrap_or_else(|| "0".to_owned());
        match text("description") {
            Some(description) => json!({"title": title, "version": version, "description": description}),
            None => json!({"title": title, "version": version}),
        }
    }

    fn tags(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut tags = Vec::new();
        for (index, tag) in raw.and_then(Value::as_array).into_iter().flatten().enumerate() {
            let Some(members) = tag.as_object() else { continue };
            self.check_keys(members, &element(place, index), keys::TAG);
            let Some(name) = tag.get("name").and_then(Value::as_str) else {
                continue;
            };
            tags.push(match tag.get("description").and_then(Value::as_str) {
                Some(description) => json!({"name": name, "description": description}),
                None => json!({"name": name}),
            });
        }
        Value::Array(tags)
    }

    /// Requirements of schemes that are not declared can't be met; they are left out, and reported.
    fn security(&mut self, raw: &Value, place: &Place) -> Value {
        let mut requirements = Vec::new();
        for (index, requirement) in raw.as_array().into_iter().flatten().enumerate() {
            let mut kept = Map::new();
            let mut is_whole = true;
            for (scheme, scopes) in requirement.as_object().into_iter().flatten() {
                if self.is_mutual_tls(scheme) {
                    continue;
                }
                if self.schemes.contains(scheme) {
                    let scopes: Vec<Value> = scopes
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter(|scope| scope.is_string())
                        .cloned()
                        .collect();
                    kept.insert(scheme.clone(), Value::Array(scopes));
                } else {
                    is_whole = false;
                    let message = format!("the security scheme `{scheme}` is not declared in `components`");
                    self.report(Code::Mended, &child(&element(place, index), scheme), message);
                }
            }
            if is_whole {
                requirements.push(Value::Object(kept));
            }
        }
        Value::Array(requirements)
    }

    /// Lowers what stands elsewhere as a part of what refers to it; `None` where that is a part of itself.
    fn in_place<T>(&mut self, place: &Place, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.inside.contains(place) {
            return None;
        }
        self.inside.push(place.clone());
        let lowered = lower(self);
        self.inside.pop();
        Some(lowered)
    }

    /// Reports a warning or an error by its code.
    fn report(&mut self, code: Code, place: &Place, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, place.clone(), message));
    }

    /// Takes a member that must be an object; anything else is refused.
    fn object<'v>(&mut self, raw: &'v Value, place: &Place, what: &str) -> Option<&'v Map<String, Value>> {
        if raw.as_object().is_none() {
            let message = format!("{what} must be a mapping, not {}", kind_of(raw));
            self.report(Code::InvalidDocument, place, message);
        }
        raw.as_object()
    }
}

/// Where in the sources what stands at a pointer of the lowered document comes from: the nearest known origin above it says.
pub(crate) fn origin(origins: &BTreeMap<Pointer, Place>, pointer: &Pointer) -> Place {
    let mut prefix = Some(pointer.clone());
    while let Some(known) = prefix {
        if let Some(origin) = origins.get(&known) {
            let rest = pointer.as_str().get(known.as_str().len()..).unwrap_or_default();
            let pointer = Pointer::parse(&format!("{}{rest}", origin.pointer));
            return Place {
                file: origin.file.clone(),
                pointer,
            };
        }
        prefix = known.parent();
    }
    Place::entry(pointer.clone())
}

fn child(place: &Place, token: &str) -> Place {
    Place {
        file: place.file.clone(),
        pointer: place.pointer.child(token),
    }
}

fn element(place: &Place, index: usize) -> Place {
    Place {
        file: place.file.clone(),
        pointer: place.pointer.index(index),
    }
}

/// A scalar by its text: titles and versions are often numbers in YAML.
fn scalar_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}
