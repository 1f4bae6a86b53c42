//! Parameters: OpenAPI 3.1.1, "Parameter Object" and "Style Values".

use std::collections::BTreeSet;

use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::defaults;
use super::docs;
use super::lookup::{self, Located};
use super::operations::Raw;
use super::places;
use super::schemas::{Schemas, Spot};
use super::view::{SchemaRef, View};
use crate::ir::{self, Location, Name, Style, StyleForm, Type};
use crate::names::{self, Case, Scope, Wish};

/// The parameters of an operation, those of its path item first; the operation's own win over them.
pub(crate) fn of_operation<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>, text: &str) -> Vec<ir::Parameter> {
    let located = gather(schemas, raw);
    let route = places::route(raw.method, raw.path);
    let scope = Scope::of("parameters", &route);
    let rust_names = schemas
        .names
        .distinct(scope, Case::Snake, &wishes(&located), names::PARAMETERS);
    located
        .iter()
        .zip(rust_names)
        .map(|(parameter, rust)| lowered(schemas, parameter, rust, text))
        .collect()
}

fn gather<'a>(schemas: &Schemas<'a>, raw: &Raw<'a>) -> Vec<Located<'a, Parameter>> {
    let path_place = raw.place.parent().unwrap_or_default();
    let of_path = raw.item.parameters.iter().enumerate();
    let of_path = of_path.map(|(index, parameter)| (parameter, path_place.child("parameters").index(index)));
    let own = raw.operation.parameters.iter().enumerate();
    let own = own.map(|(index, parameter)| (parameter, raw.place.child("parameters").index(index)));
    let mut gathered: Vec<Located<'a, Parameter>> = Vec::new();
    for (parameter, place) in of_path.chain(own) {
        let Some(located) = lookup::follow(schemas.document, &lookup::PARAMETERS, parameter, place) else {
            continue;
        };
        if is_ignored(located.item) {
            continue;
        }
        match gathered.iter_mut().find(|other| key(other.item) == key(located.item)) {
            Some(other) => *other = located,
            None => gathered.push(located),
        }
    }
    gathered
}

/// Headers that a parameter may not set: the standard says that they shall be ignored.
fn is_ignored(parameter: &Parameter) -> bool {
    let Parameter::Header { parameter_data, .. } = parameter else {
        return false;
    };
    ["accept", "content-type", "authorization"].contains(&parameter_data.name.to_ascii_lowercase().as_str())
}

fn key(parameter: &Parameter) -> (&'static str, &str) {
    (place_word(parameter), parameter.parameter_data_ref().name.as_str())
}

/// Names that stand in several places are told apart by the place.
fn wishes(located: &[Located<'_, Parameter>]) -> Vec<Wish> {
    let mut seen = BTreeSet::new();
    let mut repeated = BTreeSet::new();
    for parameter in located {
        let name = names::snake(&parameter.item.parameter_data_ref().name);
        if !seen.insert(name.clone()) {
            repeated.insert(name);
        }
    }
    let text = |parameter: &Located<'_, Parameter>| {
        let name = &parameter.item.parameter_data_ref().name;
        match repeated.contains(&names::snake(name)) && place_word(parameter.item) != "path" {
            true => format!("{name} {}", place_word(parameter.item)),
            false => name.clone(),
        }
    };
    let wish = |parameter: &Located<'_, Parameter>| Wish::keyed(lock_key(located, parameter.item), text(parameter));
    located.iter().map(wish).collect()
}

/// The name on the wire, and the place where that is needed or unusual.
fn lock_key(all: &[Located<'_, Parameter>], parameter: &Parameter) -> String {
    let name = &parameter.parameter_data_ref().name;
    let is_in_path = |name: &str| {
        let of_path = all.iter().filter(|other| matches!(other.item, Parameter::Path { .. }));
        of_path
            .into_iter()
            .any(|other| other.item.parameter_data_ref().name == name)
    };
    match parameter {
        Parameter::Path { .. } => name.clone(),
        Parameter::Query { .. } if !is_in_path(name) => name.clone(),
        _ => format!("{name} {}", place_word(parameter)),
    }
}

fn place_word(parameter: &Parameter) -> &'static str {
    match parameter {
        Parameter::Path { .. } => "path",
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Cookie { .. } => "cookie",
    }
}

fn lowered<'a>(schemas: &mut Schemas<'a>, located: &Located<'a, Parameter>, rust: String, text: &str) -> ir::Parameter {
    let data = located.item.parameter_data_ref();
    let owner = if located.component.is_some() { "" } else { text };
    let (schema, is_json, place) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (Some(schema), false, located.place.child("schema")),
        ParameterSchemaOrContent::Content(content) => {
            let media = content.iter().next();
            let place = media.map_or_else(
                || located.place.clone(),
                |(name, _)| located.place.child("content").child(name).child("schema"),
            );
            (media.and_then(|(_, media)| media.schema.as_ref()), true, place)
        }
    };
    let spot = Spot::operation_part(owner, &data.name, place);
    let schema = schema.map(SchemaRef::from);
    let ty = schema.map_or(Type::String, |schema| schemas.type_of(schema, &spot).ty);
    let view = schema.and_then(|schema| schemas.target(schema)).map(View::of);
    let default = view.as_ref().and_then(|view| defaults::of(schemas, view));
    ir::Parameter {
        name: Name {
            rust,
            wire: data.name.clone(),
        },
        docs: docs::of_parameter(data, view.as_ref(), default),
        deprecated: docs::deprecation(data.deprecated.unwrap_or_default(), data.description.as_deref()),
        required: data.required || matches!(located.item, Parameter::Path { .. }),
        ty,
        location: location(located.item, data, is_json),
    }
}

fn location(parameter: &Parameter, data: &ParameterData, is_json: bool) -> Location {
    let style = |form: StyleForm, allow_reserved: bool| Style {
        form: if is_json { StyleForm::Json } else { form },
        explode: data
            .explode
            .unwrap_or(form == StyleForm::Form || form == StyleForm::DeepObject),
        allow_reserved,
    };
    match parameter {
        Parameter::Path { style: form, .. } => Location::Path {
            style: style(path_form(form), false),
        },
        Parameter::Query {
            style: form,
            allow_reserved,
            ..
        } => Location::Query {
            style: style(query_form(form), *allow_reserved),
        },
        Parameter::Header { .. } => Location::Header {
            style: style(StyleForm::Simple, false),
        },
        Parameter::Cookie { .. } => Location::Cookie {
            style: style(StyleForm::Form, false),
        },
    }
}

fn path_form(style: &PathStyle) -> StyleForm {
    match style {
        PathStyle::Simple => StyleForm::Simple,
        PathStyle::Label => StyleForm::Label,
        PathStyle::Matrix => StyleForm::Matrix,
    }
}

fn query_form(style: &QueryStyle) -> StyleForm {
    match style {
        QueryStyle::Form => StyleForm::Form,
        QueryStyle::SpaceDelimited => StyleForm::SpaceDelimited,
        QueryStyle::PipeDelimited => StyleForm::PipeDelimited,
        QueryStyle::DeepObject => StyleForm::DeepObject,
    }
}
