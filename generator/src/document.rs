//! A [`Source`] as one [`Document`], whatever the input's version.

mod extent;
mod forms;
mod sieve;
mod skeleton;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Version};
use crate::input::Selection;
use crate::pointer::Pointer;
use crate::source::Source;
pub use crate::spec::Document;
use crate::spec::{self, Components, SchemaSlot};
pub(crate) use extent::{MAX_ITEMS, too_many};
use skeleton::Skeleton;

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
    if let Some(refusal) = extent::refusal(&lowered.skeleton, lowered.schemas.len()) {
        diagnostics.push(refusal);
        return None;
    }
    let forms = forms::of(&lowered);
    let schemas = lowered.schemas.values().chain(lowered.slots.iter());
    let mappings = mappings(&lowered.skeleton) + schemas.map(SchemaSlot::mappings).sum::<usize>();
    let mut skeleton = Skeleton::of(lowered.skeleton, &lowered.slots);
    let read = skeleton.read().or_else(|_| {
        for (pointer, error) in sieve::sieved(&mut skeleton) {
            let message = format!("this doesn't fit the standard's model, so it is left out: {error}");
            let place = spec::origin(&lowered.origins, &pointer);
            diagnostics.push(Diagnostic::new(Code::InvalidDocument, place, message));
        }
        skeleton.read()
    });
    let read = read.map_err(|error| {
        let message = format!("the document doesn't match the OpenAPI model: {error}");
        diagnostics.push(Diagnostic::new(Code::InvalidDocument, Pointer::root(), message));
    });
    let read = read.ok()?;
    Some(Document {
        info: read.info,
        servers: read.servers,
        security: read.security,
        tags: read.tags,
        components: Components {
            schemas: lowered.schemas,
            ..read.components
        },
        paths: read.paths,
        webhooks: read.webhooks,
        signs_webhooks: read.signs_webhooks,
        origins: lowered.origins,
        named: lowered.named,
        forms,
        mappings,
        reads_digits: lowered.reads_digits,
        coverage: lowered.coverage,
    })
}

fn mappings(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(mappings).sum::<usize>(),
        Value::Array(elements) => elements.iter().map(mappings).sum(),
        _ => 0,
    }
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
