//! What callers see of a client, one fact a line: no line may go when a document grows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright::Config;
use clientwright::diagnostic::Diagnostics;
use clientwright::ir::{
    Api, Group, HeaderSet, Location, Parameter, ResponseEnum, ResponseVariant, Shape, Type, TypeDef, ValueEnum,
};
use clientwright::names::Lock;
use clientwright::source::Source;
use clientwright::{document, lower};

/// A client as far as callers see it, and what is kept for the next run.
pub(crate) struct Client {
    pub(crate) facts: BTreeSet<String>,
    /// The arguments of each function, by their names on the wire.
    pub(crate) arguments: BTreeMap<String, Vec<String>>,
    pub(crate) lock: Lock,
    pub(crate) diagnostics: Diagnostics,
}

/// The client of the document at `path`, after a run that gave these names.
pub(crate) fn client(path: &Path, before: &Lock) -> Client {
    let options = Config::new(path).crate_name("case").options("case.json".to_owned());
    let options = options.after(before.clone());
    let mut diagnostics = Diagnostics::new();
    let source = Source::read(path, &options.source, &mut diagnostics);
    let lowered = document::read(&source, &mut diagnostics)
        .and_then(|document| lower::lower(&document, &options, &mut diagnostics));
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    let (api, lock) = lowered.unwrap();
    Client {
        facts: facts(&api),
        arguments: arguments(&api),
        lock,
        diagnostics,
    }
}

fn facts(api: &Api) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for definition in &api.types {
        of_type(api, definition, &mut facts);
    }
    for group in &api.groups {
        of_group(api, group, &mut facts);
    }
    for server in &api.client.servers {
        facts.insert(format!("servers::{} is {:?}", server.constant, server.url));
        if let Some(template) = &server.template {
            facts.insert(format!("servers::{} is {:?}", template.name, template.url));
            for variable in &template.variables {
                let name = &variable.name;
                facts.insert(format!("servers::{}::{} is {:?}", template.name, name.rust, name.wire));
            }
        }
    }
    for headers in api.groups.iter().flat_map(|group| &group.headers) {
        if let HeaderSet::Own(list) = &headers.headers {
            for header in list {
                facts.insert(format!(
                    "{}::{} is {:?}",
                    headers.name, header.name.rust, header.name.wire
                ));
            }
        }
    }
    for scheme in &api.client.schemes {
        facts.insert(format!("ClientBuilder::{} is {}", scheme.name.rust, scheme.name.wire));
    }
    facts
}

fn arguments(api: &Api) -> BTreeMap<String, Vec<String>> {
    let structs = api.types.iter().filter_map(|definition| match &definition.shape {
        Shape::Struct(object) if object.sent => Some((&definition.name.rust, object)),
        _ => None,
    });
    let new = structs.map(|(name, object)| {
        let asked_for = object.asked_for().map(|field| field.name.wire.clone());
        (format!("{name}::new"), asked_for.collect())
    });
    let operations = api
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |one| (group, one)));
    let methods = operations.map(|(group, operation)| {
        let required = operation.parameters.iter().filter(|parameter| parameter.required);
        let required = required.map(|parameter| match parameter.location {
            Location::Path { .. } => "a variable of the path".to_owned(),
            _ => format!("{} {:?}", parameter.name.wire, parameter.location),
        });
        (format!("{}::{}", group.module, operation.name.rust), required.collect())
    });
    new.chain(methods).collect()
}

fn of_type(api: &Api, definition: &TypeDef, facts: &mut BTreeSet<String>) {
    let name = &definition.name.rust;
    let mut fact = |text: String| facts.insert(format!("{name}{text}"));
    if let Some(view) = &definition.view {
        fact(format!(" has the view {view}"));
    }
    match &definition.shape {
        Shape::Struct(object) => {
            fact(" is a struct".to_owned());
            for field in &object.fields {
                let ty = shown(api, &field.ty);
                fact(format!(
                    ".{} is {:?}: {:?} {ty}",
                    field.name.rust, field.name.wire, field.presence
                ));
            }
            if let Some(additional) = &object.additional {
                let ty = shown(api, &additional.ty);
                fact(format!(".{} is all others: {ty}", additional.field));
            }
        }
        Shape::StringEnum(values) | Shape::IntegerEnum(values) => of_values(values, &mut fact),
        Shape::Constant(literal) => {
            fact(format!(" is {literal:?}"));
        }
        Shape::Union(union) => {
            for variant in &union.variants {
                let ty = shown(api, &variant.ty);
                fact(format!("::{} holds {ty}", variant.name));
            }
        }
        Shape::Alias(ty) => {
            let ty = shown(api, ty);
            fact(format!(" is {ty}"));
        }
        Shape::Newtype(ty) => {
            let ty = shown(api, ty);
            fact(format!(" is a struct of {ty}"));
        }
    }
}

fn of_values(values: &ValueEnum, fact: &mut impl FnMut(String) -> bool) {
    for variant in &values.variants {
        fact(format!("::{} is {:?}", variant.name.rust, variant.name.wire));
    }
    if let Some(open) = &values.open {
        fact(format!(" is open: {}", open.catch_all));
    }
}

fn of_group(api: &Api, group: &Group, facts: &mut BTreeSet<String>) {
    let module = &group.module;
    let handle = group.handle.as_ref();
    if let Some(handle) = handle {
        facts.insert(format!(
            "Client::{} gives {module}::{} of {:?}",
            handle.accessor, handle.name.rust, handle.name.wire
        ));
    }
    let owner = handle.map_or("Client", |handle| handle.name.rust.as_str());
    for operation in &group.operations {
        let method = format!("{module}::{owner}::{}", operation.name.rust);
        facts.insert(format!(
            "{method} is {} {}: {}, {:?}",
            operation.method,
            without_names(&operation.path),
            operation.marker,
            operation.error
        ));
        let is_named = |parameter: &&Parameter| !matches!(parameter.location, Location::Path { .. });
        for parameter in operation.parameters.iter().filter(is_named) {
            let ty = shown(api, &parameter.ty);
            facts.insert(format!(
                "{method}({} is {:?} in {:?}: {ty})",
                parameter.name.rust, parameter.name.wire, parameter.location
            ));
        }
        if let Some(body) = &operation.body {
            let ty = shown(api, &body.ty);
            facts.insert(format!("{method} sends {}: {ty} as {}", body.name, body.media_type));
        }
        for other in &operation.other_bodies {
            let ty = shown(api, &other.body.ty);
            let method = format!("{module}::{owner}::{}", other.method);
            facts.insert(format!("{method} sends {ty} as {}", other.body.media_type));
        }
    }
    for response_enum in group.outputs.iter().chain(&group.errors) {
        of_responses(api, response_enum, facts);
    }
}

/// The variables of a path are arguments, whose names callers don't write.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        format!("{text}{{}}{}", part.split_once('}').map_or("", |(_, rest)| rest))
    })
}

fn of_responses(api: &Api, response_enum: &ResponseEnum, facts: &mut BTreeSet<String>) {
    for ResponseVariant { name, case } in &response_enum.variants {
        let payload = match &case.payload {
            clientwright::ir::Payload::Json(ty) => shown(api, ty),
            other => format!("{other:?}"),
        };
        facts.insert(format!(
            "{}::{} is {:?}: {payload}",
            response_enum.name, name, case.status
        ));
    }
}

fn shown(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Array(inner) => format!("[{}]", shown(api, inner)),
        Type::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(|element| shown(api, element)).collect();
            format!("({})", elements.join(", "))
        }
        Type::Map(inner) => format!("{{{}}}", shown(api, inner)),
        Type::Nullable(inner) => format!("{}?", shown(api, inner)),
        Type::Boxed(inner) => format!("Box<{}>", shown(api, inner)),
        Type::Named(id) => api.type_def(*id).unwrap().name.rust.clone(),
        other => format!("{other:?}"),
    }
}
