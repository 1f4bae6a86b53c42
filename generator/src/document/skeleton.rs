//! The skeleton of a document, read by the model of OpenAPI 3.0 node by node, into our own: where it has an id in place of a
//! schema, that schema is taken from the arena.

mod client;
mod content;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Parameter as RawParameter, ReferenceOr};
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value};

use crate::component;
use crate::dialect::{self, Slots, WEBHOOKS};
use crate::spec::{
    Callback, Components, ExternalDocs, Info, Operation, PathItem, Referable, SecurityRequirement, Server, Status, Tag,
};

/// A skeleton in the parts that are read one by one.
pub(super) struct Skeleton<'s> {
    pub(super) paths: Map<String, Value>,
    pub(super) webhooks: Map<String, Value>,
    /// All the rest, with `paths` that are empty.
    pub(super) rest: Value,
    pub(super) slots: &'s Slots,
}

/// What a skeleton is read as.
pub(super) struct Read {
    pub(super) info: Info,
    pub(super) servers: Vec<Server>,
    pub(super) security: Vec<SecurityRequirement>,
    pub(super) tags: Vec<Tag>,
    /// Those that aren't schemas.
    pub(super) components: Components,
    pub(super) paths: IndexMap<String, PathItem>,
    pub(super) webhooks: IndexMap<String, PathItem>,
    pub(super) signs_webhooks: bool,
}

impl<'s> Skeleton<'s> {
    pub(super) fn of(mut document: Value, slots: &'s Slots) -> Self {
        let mut take = |key: &str| match document.get_mut(key).map(Value::take) {
            Some(Value::Object(members)) => members,
            _ => Map::new(),
        };
        let (paths, webhooks) = (take("paths"), take(WEBHOOKS));
        if let Some(members) = document.as_object_mut() {
            members.insert("paths".to_owned(), Value::Object(Map::new()));
            members.remove(WEBHOOKS);
        }
        Self {
            paths,
            webhooks,
            rest: document,
            slots,
        }
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// If the model refuses a node.
    pub(super) fn read(&self) -> serde_json::Result<Read> {
        let rest = OpenAPI::deserialize(&self.rest)?;
        let signs_webhooks = rest.extensions.get(dialect::STANDARD_WEBHOOKS) == Some(&Value::Bool(true));
        let paths = self.paths.iter().filter(|(path, _)| path.starts_with('/'));
        Ok(Read {
            info: client::info(rest.info),
            servers: rest.servers.into_iter().map(client::server).collect(),
            security: rest.security.unwrap_or_default(),
            tags: rest.tags.into_iter().map(client::tag).collect(),
            components: self.components(rest.components.unwrap_or_default()),
            paths: self.path_items(paths)?,
            webhooks: self.path_items(self.webhooks.iter())?,
            signs_webhooks,
        })
    }

    fn path_items<'v>(
        &self,
        items: impl Iterator<Item = (&'v String, &'v Value)>,
    ) -> serde_json::Result<IndexMap<String, PathItem>> {
        items
            .map(|(name, item)| Ok((name.clone(), path_item(self.slots, item)?)))
            .collect()
    }

    fn components(&self, raw: openapiv3::Components) -> Components {
        let slots = self.slots;
        Components {
            schemas: IndexMap::new(),
            parameters: named(raw.parameters, |raw| content::parameter(slots, raw)),
            request_bodies: named(raw.request_bodies, |raw| content::request_body(slots, raw)),
            responses: named(raw.responses, |raw| content::response(slots, raw)),
            headers: named(raw.headers, |raw| content::header(slots, raw)),
            security_schemes: named(raw.security_schemes, client::security_scheme),
        }
    }
}

/// Tries whether the model takes an operation, or the parameters of a path item.
pub(super) fn fits_item(slots: &Slots, key: &str, value: &Value) -> serde_json::Result<()> {
    path_item(slots, &Value::Object(Map::from_iter([(key.to_owned(), value.clone())]))).map(drop)
}

fn path_item(slots: &Slots, item: &Value) -> serde_json::Result<PathItem> {
    let (mut operations, mut callbacks) = (Vec::new(), BTreeMap::new());
    for (method, raw) in item.as_object().into_iter().flatten() {
        if dialect::is_method(method) {
            operations.push((method.clone(), operation(slots, without_callbacks(raw)?)));
            let called = callbacks_of(slots, raw)?;
            if !called.is_empty() {
                callbacks.insert(method.clone(), called);
            }
        }
    }
    // Most path items have fewer operations than a list has room for, and the model of an operation is large.
    operations.shrink_to_fit();
    operations.sort_by_key(|(method, _)| dialect::rank(method));
    let parameters = item
        .get("parameters")
        .map(Vec::<ReferenceOr<RawParameter>>::deserialize);
    let parameters = parameters.transpose()?.unwrap_or_default().into_iter();
    Ok(PathItem {
        parameters: parameters
            .map(|raw| referable(raw, |raw| content::parameter(slots, raw)))
            .collect(),
        operations,
        callbacks,
    })
}

/// The key of an operation's callbacks.
const CALLBACKS: &str = "callbacks";

fn without_callbacks(operation: &Value) -> serde_json::Result<openapiv3::Operation> {
    match operation.as_object() {
        Some(members) if members.contains_key(CALLBACKS) => {
            let members = members.iter().filter(|(key, _)| *key != CALLBACKS);
            let members = members.map(|(key, value)| (key.as_str(), value));
            openapiv3::Operation::deserialize(MapDeserializer::new(members))
        }
        _ => openapiv3::Operation::deserialize(operation),
    }
}

fn callbacks_of(slots: &Slots, operation: &Value) -> serde_json::Result<Vec<Callback>> {
    let mut callbacks = Vec::new();
    let named = operation.get(CALLBACKS).and_then(Value::as_object);
    for (name, items) in named.into_iter().flatten() {
        for (expression, item) in items.as_object().into_iter().flatten() {
            callbacks.push(Callback {
                name: name.clone(),
                expression: expression.clone(),
                item: path_item(slots, item)?,
            });
        }
    }
    Ok(callbacks)
}

/// The extension by which a document says how the answers of an operation come in pages.
const PAGINATION: &str = "x-speakeasy-pagination";

fn operation(slots: &Slots, mut raw: openapiv3::Operation) -> Operation {
    let mut responses: Vec<(Status, _)> = Vec::with_capacity(raw.responses.responses.len() + 1);
    responses.extend(
        raw.responses
            .responses
            .into_iter()
            .map(|(status, response)| (of_status(&status), response)),
    );
    responses.extend(raw.responses.default.map(|response| (Status::Default, response)));
    let responses = responses.into_iter();
    let responses = responses.map(|(status, raw)| (status, referable(raw, |raw| content::response(slots, raw))));
    let parameters = raw.parameters.into_iter();
    Operation {
        id: raw.operation_id,
        tags: raw.tags,
        summary: raw.summary,
        description: raw.description,
        external_docs: raw.external_docs.map(|raw| ExternalDocs {
            url: raw.url,
            description: raw.description,
        }),
        deprecated: raw.deprecated,
        parameters: parameters
            .map(|raw| referable(raw, |raw| content::parameter(slots, raw)))
            .collect(),
        request_body: raw
            .request_body
            .map(|raw| referable(raw, |raw| content::request_body(slots, raw))),
        responses: responses.collect(),
        security: raw.security,
        servers: raw.servers.into_iter().map(client::server).collect(),
        pagination: raw.extensions.shift_remove(PAGINATION),
    }
}

fn of_status(raw: &openapiv3::StatusCode) -> Status {
    match raw {
        openapiv3::StatusCode::Code(code) => Status::Code(*code),
        openapiv3::StatusCode::Range(hundred) => Status::Range(*hundred),
    }
}

fn named<R, T>(raw: IndexMap<String, ReferenceOr<R>>, read: impl Fn(R) -> T) -> IndexMap<String, Referable<T>> {
    raw.into_iter()
        .map(|(name, raw)| (name, referable(raw, &read)))
        .collect()
}

fn referable<R, T>(raw: ReferenceOr<R>, read: impl FnOnce(R) -> T) -> Referable<T> {
    match raw {
        ReferenceOr::Reference { reference } => Referable::Component(component::name(&reference).to_owned()),
        ReferenceOr::Item(item) => Referable::Inline(read(item)),
    }
}
