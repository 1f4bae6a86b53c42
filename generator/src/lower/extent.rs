//! How many items a client may have, and how many parts an item. One item is printed at once, and nobody would write one of
//! ten thousand fields or arguments by hand.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{MAX_ITEMS, too_many};
use crate::ir::{Api, Group, Operation, Server, Shape, TypeDef, Webhooks};
use crate::pointer::{Place, Pointer};

/// Real documents stay below a thousand.
const MAX_PARTS: usize = 10_000;

/// Each tag has a file.
const MAX_TAGS: usize = 20_000;

/// Why a document gives too many items: operations, the handles that group them, webhooks, and types with those of schemas
/// in place.
pub(super) fn of_items(groups: &[Group], webhooks: &Webhooks, types: usize) -> Option<Diagnostic> {
    let handles = groups.iter().filter(|group| group.handle.is_some()).count();
    let operations: usize = groups.iter().map(|group| group.operations.len()).sum();
    let items = handles + operations + webhooks.all().count() + types;
    too_many(items, MAX_ITEMS, "operations, tags and types", Pointer::root())
}

/// Refuses a document with more tags or with larger items.
pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    if let Some(refusal) = too_many(api.groups.len(), MAX_TAGS, "tags", Pointer::root().child("paths")) {
        diagnostics.push(refusal);
    }
    let types = api.types.iter().map(of_type);
    let operations = api.groups.iter().flat_map(|group| &group.operations).map(of_operation);
    let headers = api.groups.iter().flat_map(of_headers);
    let servers = api.client.servers.iter().map(of_server);
    for Extent { parts, what, place } in types.chain(operations).chain(headers).chain(servers) {
        if parts > MAX_PARTS {
            let message = format!("more than {MAX_PARTS} {what} in one place");
            let help = "split it, or leave it out by an overlay or by the selection of operations";
            diagnostics.push(Diagnostic::new(Code::TooLarge, place, message).help(help));
        }
    }
}

/// How many parts an item has.
struct Extent {
    parts: usize,
    what: &'static str,
    place: Place,
}

fn of_type(definition: &TypeDef) -> Extent {
    let (parts, what) = match &definition.shape {
        Shape::Struct(object) => (object.fields.len(), "properties"),
        Shape::Union(union) => (union.variants.len(), "members of a union"),
        _ => (0, ""),
    };
    Extent {
        parts,
        what,
        place: definition.origin.clone(),
    }
}

fn of_operation(operation: &Operation) -> Extent {
    Extent {
        parts: operation.parameters.len(),
        what: "parameters",
        place: operation.origin.clone(),
    }
}

/// The response headers of an operation that has too many.
fn of_headers(group: &Group) -> impl Iterator<Item = Extent> {
    let sets = group.headers.iter().map(|set| (set, set.headers.own().len()));
    let large = sets.filter(|(_, parts)| *parts > MAX_PARTS);
    large.filter_map(|(set, parts)| {
        let mut operations = group.operations.iter();
        let operation = operations.find(|operation| operation.headers.as_ref() == Some(&set.name))?;
        Some(Extent {
            parts,
            what: "response headers",
            place: operation.origin.clone(),
        })
    })
}

fn of_server(server: &Server) -> Extent {
    let template = server.template.as_ref();
    Extent {
        parts: template.map_or(0, |template| template.variables.len()),
        what: "variables of a server",
        place: Place::entry(Pointer::root().child("servers")),
    }
}
