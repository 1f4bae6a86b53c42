//! What is understood of a document: its operations, webhooks and types, by their names in Rust and where they are written.

mod paginated;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::input::{Coverage, Part};
use crate::ir::{Api, Group, Operation};
use crate::pointer::Place;
use crate::source::Source;
use crate::surface::{Item, Key, Kind, Surface};

pub use paginated::PageHint;

/// What is understood of a document, each list in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// How much of it the client has, where that isn't all.
    pub coverage: Option<Coverage>,
    /// The methods of its operations, by their paths.
    pub operations: Vec<OperationRow>,
    /// Its webhooks and callbacks, by their names in Rust.
    pub webhooks: Vec<WebhookRow>,
    /// Its types, by their names in Rust.
    pub types: Vec<TypeRow>,
    /// What looks paginated without anything saying so.
    pub page_hints: Vec<PageHint>,
}

/// A method of an operation; one with bodies of several types has several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperationRow {
    /// The path template.
    pub path: String,
    /// The HTTP method.
    pub method: String,
    /// How callers reach it: `client.pets().list`.
    pub rust: String,
    /// The `operationId` or, without one, method and path.
    pub id: String,
    /// The arguments, with their types.
    pub arguments: Vec<String>,
    /// The type of its success responses.
    pub output: String,
    /// The type of its errors.
    pub error: String,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Where it is written.
    pub origin: Spot,
}

/// A webhook or a callback.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebhookRow {
    /// What parses it: `webhooks::PetCreated`.
    pub rust: String,
    /// Its name in the document.
    pub name: String,
    /// Where it is written.
    pub origin: Spot,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeRow {
    /// Its path: `types::Pet`.
    pub rust: String,
    /// What it is, as `api.txt` says.
    pub kind: String,
    /// What `clientwright.lock` knows its schema by.
    pub schema: String,
    /// Where it is written.
    pub origin: Spot,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The path of the file as messages show it.
    pub file: String,
    /// The line, from one.
    pub line: Option<usize>,
    /// The JSON Pointer.
    pub pointer: String,
}

impl Report {
    /// What is understood of the document that a client is made from.
    pub(crate) fn of(api: &Api, source: &Source) -> Self {
        let surface = Surface::of(api);
        let spots = Spots::of(api, source);
        let groups = api.groups.iter();
        let operations = groups.flat_map(|group| operations(group, &surface, &spots));
        let incoming = |module: &'static str, list: &[crate::ir::Webhook]| -> Vec<WebhookRow> {
            let rows = list.iter().map(|webhook| WebhookRow {
                rust: format!("{module}::{}", webhook.name.rust),
                name: webhook.name.wire.clone(),
                origin: spots.at(&webhook.origin),
            });
            rows.collect()
        };
        let webhooks = incoming("webhooks", &api.webhooks.webhooks);
        let callbacks = incoming("callbacks", &api.webhooks.callbacks);
        let mut report = Self {
            title: api.package.title.clone(),
            version: api.package.document_version.clone(),
            coverage: api.coverage,
            operations: operations.collect(),
            webhooks: webhooks.into_iter().chain(callbacks).collect(),
            types: types(api, &surface, &spots),
            page_hints: paginated::hints(api),
        };
        report.operations.sort();
        report.webhooks.sort();
        report.types.sort();
        report
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        json!({
            "title": self.title,
            "version": self.version,
            "coverage": self.coverage.map(of_coverage),
            "operations": self.operations.iter().map(OperationRow::json).collect::<Vec<_>>(),
            "webhooks": self.webhooks.iter().map(WebhookRow::json).collect::<Vec<_>>(),
            "types": self.types.iter().map(TypeRow::json).collect::<Vec<_>>(),
            "page_hints": self.page_hints.iter().map(PageHint::json).collect::<Vec<_>>(),
        })
    }
}

fn of_coverage(coverage: Coverage) -> Value {
    let part = |part: Part| json!({"selected": part.taken, "all": part.all});
    json!({
        "operations": part(coverage.operations),
        "webhooks": part(coverage.webhooks),
        "schemas": part(coverage.schemas),
    })
}

impl OperationRow {
    fn json(&self) -> Value {
        json!({
            "method": self.method,
            "path": self.path,
            "id": self.id,
            "rust": self.rust,
            "arguments": self.arguments,
            "output": self.output,
            "error": self.error,
            "deprecated": self.deprecated,
            "origin": self.origin.json(),
        })
    }
}

impl PageHint {
    fn json(&self) -> Value {
        json!({"operations": self.operations, "rows": self.rows.as_str()})
    }
}

impl WebhookRow {
    fn json(&self) -> Value {
        json!({"name": self.name, "rust": self.rust, "origin": self.origin.json()})
    }
}

impl TypeRow {
    fn json(&self) -> Value {
        json!({"rust": self.rust, "kind": self.kind, "schema": self.schema, "origin": self.origin.json()})
    }
}

impl Spot {
    fn json(&self) -> Value {
        json!({"file": self.file, "line": self.line, "pointer": self.pointer})
    }
}

fn operations<'a>(group: &'a Group, surface: &'a Surface, spots: &'a Spots) -> impl Iterator<Item = OperationRow> + 'a {
    group.operations.iter().flat_map(move |operation| {
        operation
            .methods()
            .map(move |method| row(group, operation, method, surface, spots))
    })
}

fn row(group: &Group, operation: &Operation, method: &str, surface: &Surface, spots: &Spots) -> OperationRow {
    let module = format!("api::{}", group.module);
    let item = |path: String, kind| surface.items.get(&Key { path, kind });
    let (owner, rust) = match &group.handle {
        Some(handle) => (
            format!("{module}::{}", handle.name.rust),
            format!("client.{}().{method}", handle.accessor),
        ),
        None => ("Client".to_owned(), format!("client.{method}")),
    };
    let function = item(format!("{owner}::{method}"), Kind::Method);
    let marker = item(format!("{module}::{}", operation.marker), Kind::Operation);
    let of_marker = |name: &str| {
        let argument = marker.and_then(|marker| marker.arguments.iter().find(|argument| argument.name == name));
        argument.map(|argument| argument.ty.clone()).unwrap_or_default()
    };
    OperationRow {
        path: operation.path.clone(),
        method: operation.method.clone(),
        rust,
        id: operation.name.wire.clone(),
        arguments: function.map(arguments).unwrap_or_default(),
        output: of_marker("Output"),
        error: of_marker("Error"),
        deprecated: operation.deprecated.is_some(),
        origin: spots.at(&operation.origin),
    }
}

fn arguments(function: &Item) -> Vec<String> {
    let arguments = function.arguments.iter();
    arguments
        .map(|argument| format!("{}: {}", argument.name, argument.ty))
        .collect()
}

fn types(api: &Api, surface: &Surface, spots: &Spots) -> Vec<TypeRow> {
    let kinds: BTreeMap<&str, Kind> = surface.items.keys().map(|key| (key.path.as_str(), key.kind)).collect();
    let types = api.types.iter().map(|definition| {
        let rust = format!("types::{}", definition.name.rust);
        TypeRow {
            kind: kinds.get(rust.as_str()).map_or("", |kind| kind.word()).to_owned(),
            rust,
            schema: definition.key.clone(),
            origin: spots.at(&definition.origin),
        }
    });
    types.collect()
}

/// Where things are written, looked up at once: each file is walked through once.
struct Spots {
    by_place: BTreeMap<Place, Spot>,
}

impl Spots {
    fn of(api: &Api, source: &Source) -> Self {
        let places = api.operations().map(|operation| &operation.origin);
        let places = places.chain(api.types.iter().map(|definition| &definition.origin));
        let places: Vec<&Place> = places
            .chain(api.webhooks.all().map(|webhook| &webhook.origin))
            .collect();
        let spots = source.spots(&places).into_iter().map(|(written, line)| Spot {
            file: source.shown(&written.file),
            line,
            pointer: written.pointer.to_string(),
        });
        Self {
            by_place: places.iter().copied().cloned().zip(spots).collect(),
        }
    }

    fn at(&self, place: &Place) -> Spot {
        self.by_place.get(place).cloned().unwrap_or_default()
    }
}
