//! What a document says of its operations, read from the text by code that shares nothing with the generator.

use std::collections::BTreeMap;

use clientwright::pointer::{Place, Pointer};
use clientwright::source::Source;
use clientwright_tests::METHODS;
use clientwright_tests::references::{Target, target};
use serde_json::Value;

/// A value of the sources, and the places that it is reached by: its own last, those of the references before it.
#[derive(Clone)]
pub(super) struct Node<'s> {
    source: &'s Source,
    pub(super) value: &'s Value,
    pub(super) places: Vec<Place>,
}

impl<'s> Node<'s> {
    pub(super) fn entry(source: &'s Source) -> Self {
        Self {
            source,
            value: source.entry().unwrap(),
            places: vec![Place::default()],
        }
    }

    /// The member of this name, and what it refers to.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        self.step(self.value.get(name)?, |pointer| pointer.child(name))
            .followed()
    }

    /// What a file has at a pointer; the entry document by an empty name.
    pub(super) fn at(&self, file: &str, pointer: &Pointer) -> Option<Self> {
        let value = self.source.files.get(file)?.value.as_ref()?.pointer(pointer.as_str())?;
        let place = Place {
            file: file.to_owned(),
            pointer: pointer.clone(),
        };
        let node = Self {
            source: self.source,
            value,
            places: vec![place],
        };
        node.followed()
    }

    /// The elements of the member of this name.
    pub(super) fn list(&self, name: &str) -> Vec<Self> {
        self.get(name).map(|list| list.elements()).unwrap_or_default()
    }

    /// All members with their names.
    fn members(&self) -> Vec<(&'s str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .filter_map(|(name, _)| Some((name.as_str(), self.get(name)?)))
            .collect()
    }

    fn elements(&self) -> Vec<Self> {
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        elements
            .filter_map(|(index, value)| self.step(value, |pointer| pointer.index(index)).followed())
            .collect()
    }

    fn step(&self, value: &'s Value, place: impl FnOnce(&Pointer) -> Pointer) -> Self {
        let mut places = self.places.clone();
        let own = places.pop().unwrap_or_default();
        places.push(Place {
            pointer: place(&own.pointer),
            file: own.file,
        });
        Self {
            source: self.source,
            value,
            places,
        }
    }

    /// What a `$ref` leads to, through any number of them; `None` where it leads nowhere.
    fn followed(mut self) -> Option<Self> {
        for _ in 0..32 {
            let Some(reference) = self.value.get("$ref").and_then(Value::as_str) else {
                return Some(self);
            };
            let from = self.places.last().map_or("", |place| place.file.as_str());
            let Target { value, file, pointer } = target(self.source, from, reference)?;
            self.value = value;
            self.places.push(Place {
                file: file.to_owned(),
                pointer: Pointer::parse(&pointer),
            });
        }
        None
    }

    fn text(&self, name: &str) -> Option<&'s str> {
        self.value.get(name)?.as_str()
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.value.get(name)?.as_bool()
    }
}

/// An operation as the document has it.
pub(super) struct RawOperation<'s> {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) places: Vec<Place>,
    pub(super) parameters: Vec<RawParameter>,
    pub(super) body: Vec<Media>,
    pub(super) responses: Vec<RawResponse>,
    /// Where the body is described.
    pub(super) body_places: Vec<Place>,
    /// Alternatives of combinations of schemes, each sorted.
    pub(super) security: Vec<Vec<String>>,
    /// Where they are listed.
    pub(super) security_places: Vec<Place>,
    pub(super) callbacks: Vec<(String, Node<'s>)>,
}

pub(super) struct RawParameter {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) required: bool,
    /// The style and whether it explodes; none for one that `content` describes.
    pub(super) style: Option<(String, bool)>,
    pub(super) places: Vec<Place>,
}

pub(super) struct Media {
    pub(super) media_type: String,
    pub(super) places: Vec<Place>,
}

pub(super) struct RawResponse {
    pub(super) status: String,
    pub(super) content: Vec<Media>,
    pub(super) places: Vec<Place>,
}

/// All operations of a document.
pub(super) fn operations<'s>(document: &Node<'s>) -> Vec<RawOperation<'s>> {
    let general = document.get("security");
    let paths = document.get("paths").map(|paths| paths.members()).unwrap_or_default();
    let is_path = |path: &&str| path.starts_with('/');
    paths
        .iter()
        .filter(|(path, _)| is_path(path))
        .flat_map(|(path, item)| {
            let of_item = METHODS.iter().filter_map(|method| Some((method, item.get(method)?)));
            let general = general.as_ref();
            of_item.map(move |(method, operation)| {
                let own = operation.get("security");
                let security = own.as_ref().or(general);
                let body = operation.get("requestBody");
                RawOperation {
                    method: method.to_uppercase(),
                    path: (*path).to_owned(),
                    parameters: parameters(item, &operation),
                    body: body.as_ref().map(content).unwrap_or_default(),
                    body_places: body.map(|body| body.places).unwrap_or_default(),
                    responses: responses(&operation),
                    security: security.map(alternatives).unwrap_or_default(),
                    security_places: security.map(|security| security.places.clone()).unwrap_or_default(),
                    callbacks: callbacks(&operation),
                    places: operation.places,
                }
            })
        })
        .collect()
}

/// Each method of each path item below: those of webhooks, or of the expressions of a callback.
pub(super) fn methods<'s>(items: &Node<'s>) -> Vec<(String, Node<'s>)> {
    let items = items.members().into_iter();
    let of_item = |(name, item): (&str, Node<'s>)| {
        let of_item = METHODS
            .iter()
            .filter_map(move |method| Some((name.to_owned(), item.get(method)?)));
        of_item.collect::<Vec<_>>()
    };
    items.flat_map(of_item).collect()
}

fn callbacks<'s>(operation: &Node<'s>) -> Vec<(String, Node<'s>)> {
    let callbacks = operation.get("callbacks").map(|callbacks| callbacks.members());
    let of_callback = |(name, callback): (&str, Node<'s>)| {
        let named = methods(&callback)
            .into_iter()
            .map(|(_, operation)| (name.to_owned(), operation));
        named.collect::<Vec<_>>()
    };
    callbacks
        .unwrap_or_default()
        .into_iter()
        .flat_map(of_callback)
        .collect()
}

/// Those of the operation, and those of the path item that it does not override.
fn parameters(item: &Node<'_>, operation: &Node<'_>) -> Vec<RawParameter> {
    let mut merged = BTreeMap::new();
    for parameter in item.list("parameters").iter().chain(&operation.list("parameters")) {
        if let Some(parameter) = raw_parameter(parameter) {
            merged.insert((parameter.name.clone(), parameter.location.clone()), parameter);
        }
    }
    merged.into_values().collect()
}

fn raw_parameter(parameter: &Node<'_>) -> Option<RawParameter> {
    let (name, location) = (parameter.text("name")?, parameter.text("in")?);
    let usual = if matches!(location, "query" | "cookie") {
        "form"
    } else {
        "simple"
    };
    let style = parameter.text("style").unwrap_or(usual);
    let explode = parameter.flag("explode").unwrap_or(style == "form");
    Some(RawParameter {
        name: name.to_owned(),
        location: location.to_owned(),
        required: parameter.flag("required").unwrap_or_default() || location == "path",
        style: parameter.get("content").is_none().then(|| (style.to_owned(), explode)),
        places: parameter.places.clone(),
    })
}

fn content(node: &Node<'_>) -> Vec<Media> {
    let content = node.get("content").map(|content| content.members()).unwrap_or_default();
    content
        .into_iter()
        .map(|(media_type, media)| Media {
            media_type: media_type.to_owned(),
            places: media.places,
        })
        .collect()
}

fn responses(operation: &Node<'_>) -> Vec<RawResponse> {
    let responses = operation.get("responses").map(|responses| responses.members());
    responses
        .unwrap_or_default()
        .into_iter()
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, response)| RawResponse {
            status: status.to_lowercase(),
            content: content(&response),
            places: response.places,
        })
        .collect()
}

/// The alternatives, each with its schemes in order.
fn alternatives(node: &Node<'_>) -> Vec<Vec<String>> {
    let alternatives = node.value.as_array().into_iter().flatten();
    let schemes = |alternative: &Value| {
        let mut schemes: Vec<String> = alternative
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect();
        schemes.sort();
        schemes
    };
    alternatives.map(schemes).collect()
}
