//! A [`Source`] as one OpenAPI document of one dialect: OpenAPI 3.0's model, whatever the input's version.

mod extent;
mod forms;
mod sieve;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation, Parameter, ReferenceOr};
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::input::{Coverage, Selection};
use crate::pointer::{Place, Pointer};
use crate::source::Source;
pub(crate) use extent::{MAX_ITEMS, too_many};

/// A document in the one dialect that [`crate::lower`] reads, whatever its version and however many files it came in.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document without its paths. Every `$ref` in it names a component that it has.
    pub openapi: OpenAPI,
    /// The path items, by their paths.
    pub paths: IndexMap<String, PathItem>,
    /// The webhooks, by their names.
    pub webhooks: IndexMap<String, PathItem>,
    /// Where components come from that stood elsewhere in the sources.
    origins: BTreeMap<Pointer, Place>,
    /// The component schemas that the document names itself; others stand elsewhere, and something refers to them.
    pub(crate) named: BTreeSet<String>,
    /// The component schemas that are forms of several parts, and nothing else.
    pub(crate) forms: BTreeSet<String>,
    /// How many mappings it is written with: its size, as far as schemas go.
    pub(crate) mappings: usize,
    /// Whether some number may come as a string of its digits.
    pub(crate) reads_digits: bool,
    /// How much of the document it has, where that isn't all.
    pub coverage: Option<Coverage>,
}

/// A path item: OpenAPI 3.1.1, "Path Item Object". `openapiv3`'s knows eight methods, and has room for all of them.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// The parameters of all its operations.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// The operations by their methods, which are in small letters if they have a key of their own; without their callbacks.
    pub operations: Vec<(String, Operation)>,
    /// The callbacks of its operations, by the methods of those.
    pub callbacks: BTreeMap<String, Vec<Callback>>,
}

/// A path item that the server calls: OpenAPI 3.1.1, "Callback Object".
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its name.
    pub name: String,
    /// The expression of the URL that is called.
    pub expression: String,
    /// What is called there.
    pub item: PathItem,
}

impl PathItem {
    fn read(item: &Value) -> serde_json::Result<Self> {
        let (mut operations, mut callbacks) = (Vec::new(), BTreeMap::new());
        for (method, operation) in item.as_object().into_iter().flatten() {
            if dialect::is_method(method) {
                operations.push((method.clone(), without_callbacks(operation)?));
                let called = callbacks_of(operation)?;
                if !called.is_empty() {
                    callbacks.insert(method.clone(), called);
                }
            }
        }
        // Most path items have fewer operations than a list has room for, and the model of an operation is large.
        operations.shrink_to_fit();
        operations.sort_by_key(|(method, _)| dialect::rank(method));
        let parameters = item.get("parameters").map(Vec::deserialize).transpose()?;
        Ok(Self {
            parameters: parameters.unwrap_or_default(),
            operations,
            callbacks,
        })
    }
}

/// The key of an operation's callbacks.
const CALLBACKS: &str = "callbacks";

fn without_callbacks(operation: &Value) -> serde_json::Result<Operation> {
    match operation.as_object() {
        Some(members) if members.contains_key(CALLBACKS) => {
            let members = members.iter().filter(|(key, _)| *key != CALLBACKS);
            Operation::deserialize(MapDeserializer::new(members.map(|(key, value)| (key.as_str(), value))))
        }
        _ => Operation::deserialize(operation),
    }
}

fn callbacks_of(operation: &Value) -> serde_json::Result<Vec<Callback>> {
    let mut callbacks = Vec::new();
    let named = operation.get(CALLBACKS).and_then(Value::as_object);
    for (name, items) in named.into_iter().flatten() {
        for (expression, item) in items.as_object().into_iter().flatten() {
            callbacks.push(Callback {
                name: name.clone(),
                expression: expression.clone(),
                item: PathItem::read(item)?,
            });
        }
    }
    Ok(callbacks)
}

impl Document {
    /// Where in the sources the thing at a pointer of the lowered document comes from.
    pub fn place(&self, pointer: &Pointer) -> Place {
        dialect::origin(&self.origins, pointer)
    }
}

/// Lowers the source into one dialect and checks it.
///
/// `None` if it isn't an OpenAPI document at all, or if the model rejects it; the reasons are in `diagnostics`.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    read_selected(source, &Selection::default(), diagnostics)
}

/// The same for what is selected of the source.
pub fn read_selected(source: &Source, selection: &Selection, diagnostics: &mut Diagnostics) -> Option<Document> {
    let version = version(source.entry()?, diagnostics)?;
    let lowered = dialect::lower(source, version, selection, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    if let Some(refusal) = extent::refusal(&lowered.value) {
        diagnostics.push(refusal);
        return None;
    }
    let (origins, named) = (lowered.origins, lowered.named);
    let (reads_digits, coverage) = (lowered.reads_digits, lowered.coverage);
    let mappings = mappings(&lowered.value);
    let forms = forms::of(&lowered.value);
    let mut parts = Parts::of(lowered.value);
    let read = parts.model().or_else(|_| {
        for (pointer, error) in sieve::sieved(&mut parts) {
            let message = format!("this doesn't fit the standard's model, so it is left out: {error}");
            let place = dialect::origin(&origins, &pointer);
            diagnostics.push(Diagnostic::new(Code::InvalidDocument, place, message));
        }
        parts.model()
    });
    match read {
        Ok(Model {
            openapi,
            paths,
            webhooks,
        }) => Some(Document {
            openapi,
            paths,
            webhooks,
            origins,
            named,
            forms,
            mappings,
            reads_digits,
            coverage,
        }),
        Err(error) => {
            let message = format!("the document doesn't match the OpenAPI model: {error}");
            diagnostics.push(Diagnostic::new(Code::InvalidDocument, Pointer::root(), message));
            None
        }
    }
}

fn mappings(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(mappings).sum::<usize>(),
        Value::Array(elements) => elements.iter().map(mappings).sum(),
        _ => 0,
    }
}

/// A lowered document in the parts that are read one by one.
struct Parts {
    paths: Map<String, Value>,
    webhooks: Map<String, Value>,
    /// All the rest, with `paths` that are empty.
    rest: Value,
}

/// What the parts are read as.
struct Model {
    openapi: OpenAPI,
    paths: IndexMap<String, PathItem>,
    webhooks: IndexMap<String, PathItem>,
}

impl Parts {
    fn of(mut document: Value) -> Self {
        let mut take = |key: &str| match document.get_mut(key).map(Value::take) {
            Some(Value::Object(members)) => members,
            _ => Map::new(),
        };
        let (paths, webhooks) = (take("paths"), take(dialect::WEBHOOKS));
        if let Some(members) = document.as_object_mut() {
            members.insert("paths".to_owned(), Value::Object(Map::new()));
            members.remove(dialect::WEBHOOKS);
        }
        Self {
            paths,
            webhooks,
            rest: document,
        }
    }

    fn model(&self) -> serde_json::Result<Model> {
        Ok(Model {
            openapi: OpenAPI::deserialize(&self.rest)?,
            paths: path_items(self.paths.iter().filter(|(path, _)| path.starts_with('/')))?,
            webhooks: path_items(self.webhooks.iter())?,
        })
    }
}

fn path_items<'v>(
    items: impl Iterator<Item = (&'v String, &'v Value)>,
) -> serde_json::Result<IndexMap<String, PathItem>> {
    items
        .map(|(name, item)| Ok((name.clone(), PathItem::read(item)?)))
        .collect()
}

/// The versions that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x and 3.2.x, which has the same schemas, and more keys
    V3_1,
}

fn version(entry: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let Some(entry) = entry.as_object() else {
        let message = "not an OpenAPI document: it isn't a mapping";
        diagnostics.push(
            Diagnostic::new(Code::NotOpenapi, Pointer::root(), message)
                .help("an OpenAPI document begins with `openapi: 3.1.0`"),
        );
        return None;
    };
    if let Some(swagger) = entry.get("swagger") {
        let message = format!("this is a Swagger {} document", text(swagger));
        diagnostics.push(
            Diagnostic::new(Code::UnsupportedVersion, Pointer::root().child("swagger"), message)
                .why("OpenAPI 3.0, 3.1 and 3.2 are supported; Swagger 2.0 describes bodies and parameters differently")
                .help("convert it to OpenAPI 3, for example with `swagger2openapi`"),
        );
        return None;
    }
    let Some(version) = entry.get("openapi") else {
        let message = "not an OpenAPI document: it has no `openapi` key";
        diagnostics.push(
            Diagnostic::new(Code::NotOpenapi, Pointer::root(), message)
                .help("an OpenAPI document begins with `openapi: 3.1.0`"),
        );
        return None;
    };
    let version = text(version);
    match version.split('.').take(2).collect::<Vec<_>>().as_slice() {
        ["3", "0"] => Some(Version::V3_0),
        ["3", "1" | "2"] => Some(Version::V3_1),
        _ => {
            let message = format!("OpenAPI {version} is not supported");
            let place = Pointer::root().child("openapi");
            diagnostics
                .push(Diagnostic::new(Code::UnsupportedVersion, place, message).help("use OpenAPI 3.0, 3.1 or 3.2"));
            None
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string())
}
