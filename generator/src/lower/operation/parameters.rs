//! Parameters: OpenAPI 3.1.1, "Parameter Object" and "Style Values".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lookup::{self, Located};
use super::media_types::essence;
use super::raw::Raw;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Location, Name, Style, StyleForm, Type};
use crate::lower::docs;
use crate::lower::places;
use crate::lower::schema::defaults;
use crate::lower::schema::rules;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::lower::schema::told;
use crate::lower::schema::view::{SchemaRef, View};
use crate::names::{self, ARGUMENTS, Case, Names, Reserved, Scope, Wish};
use crate::pointer::Pointer;
use crate::spec::{self, Content, Described, Parameter, ParameterPlace, SchemaSlot};
use crate::template;

/// The table of the names of parameters, in the lock.
pub(crate) const PARAMETERS: &str = "parameters";

/// The parameters of an operation, those of its path item first; the operation's own win over them. `own_headers` are sent
/// by the client, whether a parameter gives them or not.
pub(crate) fn of_operation<'a>(
    schemas: &mut Schemas<'a>,
    raw: &Raw<'a>,
    text: &str,
    own_headers: &[&str],
) -> Vec<ir::Parameter> {
    let located = gather(schemas, raw);
    let keys = lock_keys(&located);
    let route = places::route(raw.method, raw.path);
    let scope = Scope::of(PARAMETERS, &route);
    // What checks a request is a method beside its setters.
    let reserved = names::PARAMETERS.with(schemas.options.validate.then_some("validate"));
    let reserved = Reserved {
        names: &reserved,
        ..names::PARAMETERS
    };
    let wishes = wishes(&located, &keys);
    let rust_names = schemas.names.distinct(scope, Case::Snake, &wishes, reserved);
    let named = located.iter().zip(rust_names);
    let mut parameters: Vec<ir::Parameter> = named
        .map(|(parameter, rust)| lowered(schemas, parameter, rust, text))
        .collect();
    for (parameter, located) in parameters.iter_mut().zip(&located) {
        if is_own_header(located.item, own_headers) {
            parameter.required = false;
            let text = "Replaces the value that the client sends by default.";
            parameter.facts.paragraph([text]);
        }
    }
    in_order(parameters, &keys, &route, &mut schemas.names)
}

/// Required parameters are arguments, whose order stays; they come before the others.
fn in_order(parameters: Vec<ir::Parameter>, keys: &[String], route: &str, names: &mut Names) -> Vec<ir::Parameter> {
    let (required, optional): (Vec<_>, Vec<_>) = parameters
        .into_iter()
        .zip(keys)
        .partition(|(parameter, _)| parameter.required);
    let keys: Vec<&str> = required.iter().map(|(_, key)| key.as_str()).collect();
    let order = names.in_order(ARGUMENTS, route, &keys);
    let ordered = order.into_iter().filter_map(|position| required.get(position)).cloned();
    ordered.chain(optional).map(|(parameter, _)| parameter).collect()
}

fn gather<'a>(schemas: &mut Schemas<'a>, raw: &Raw<'a>) -> Vec<Located<'a, Parameter>> {
    let path_place = raw.place.parent().unwrap_or_default();
    let of_path = raw.item.parameters.iter().enumerate();
    let of_path = of_path.map(|(index, parameter)| (parameter, path_place.child("parameters").index(index)));
    let own = raw.operation.parameters.iter().enumerate();
    let own = own.map(|(index, parameter)| (parameter, raw.place.child("parameters").index(index)));
    let variables = template::variables(raw.path).into_iter().map(template::plain_name);
    let variables: BTreeSet<&str> = variables.collect();
    let mut places: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut gathered: Vec<Located<'a, Parameter>> = Vec::new();
    for (parameter, place) in of_path.chain(own) {
        let Some(located) = lookup::follow(schemas.document, &lookup::PARAMETERS, parameter, place) else {
            continue;
        };
        if is_nowhere(schemas, raw, &variables, &located) {
            continue;
        }
        let place = *places.entry(key(located.item)).or_insert(gathered.len());
        match gathered.get_mut(place) {
            Some(other) => *other = located,
            None => gathered.push(located),
        }
    }
    gathered
}

/// Parameters for headers that the client sets by itself are optional: they override its values. The standard has them
/// ignored, but documents declare them where a server reads them.
fn is_own_header(parameter: &Parameter, own_headers: &[&str]) -> bool {
    let mut own = own_headers.iter();
    parameter.place == ParameterPlace::Header && own.any(|name| parameter.name.eq_ignore_ascii_case(name))
}

/// A path parameter that the path has no variable for would be asked for and never sent.
fn is_nowhere(
    schemas: &mut Schemas<'_>,
    raw: &Raw<'_>,
    variables: &BTreeSet<&str>,
    located: &Located<'_, Parameter>,
) -> bool {
    let name = &located.item.name;
    let is_path = located.item.place == ParameterPlace::Path;
    if !is_path || variables.contains(name.as_str()) {
        return false;
    }
    let message = format!(
        "the path `{}` has no variable `{name}`; the parameter is ignored",
        raw.path
    );
    let place = schemas.document.place(&located.place);
    schemas.report(Diagnostic::new(Code::Mended, place, message));
    true
}

/// Names of headers are the same in any case: RFC 9110, section 5.1.
fn key(parameter: &Parameter) -> (&'static str, String) {
    let name = &parameter.name;
    match parameter.place {
        ParameterPlace::Header => ("header", name.to_ascii_lowercase()),
        _ => (place_word(parameter), name.clone()),
    }
}

/// Of several that ask for one name, the one with the best claim has it plain; the others are told apart by the place.
fn wishes(located: &[Located<'_, Parameter>], keys: &[String]) -> Vec<Wish> {
    let mut best: BTreeMap<String, Claim> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for parameter in located {
        let (name, claim) = claim(parameter.item);
        *counts.entry(name.clone()).or_default() += 1;
        let known = best.entry(name).or_insert(claim);
        *known = claim.max(*known);
    }
    let text = |parameter: &Parameter| {
        let wire = &parameter.name;
        let (name, claim) = claim(parameter);
        let is_alone = counts.get(&name).is_some_and(|count| *count == 1);
        let is_best = claim > Claim::None && best.get(&name) == Some(&claim);
        match is_alone || is_best {
            true => wire.clone(),
            false => format!("{wire} {}", place_word(parameter)),
        }
    };
    let wish = |(one, key): (&Located<'_, Parameter>, &String)| Wish::keyed(key, text(one.item));
    located.iter().zip(keys).map(wish).collect()
}

/// What the parameters are known by in the lock, in their order.
fn lock_keys(located: &[Located<'_, Parameter>]) -> Vec<String> {
    let is_path = |other: &&Located<'_, Parameter>| other.item.place == ParameterPlace::Path;
    let name = |other: &'_ Located<'_, Parameter>| other.item.name.clone();
    let of_path: BTreeSet<String> = located.iter().filter(is_path).map(name).collect();
    located.iter().map(|one| lock_key(&of_path, one.item)).collect()
}

/// How good a parameter's claim to a name is. Only those that the lock doesn't list have one: what is listed keeps its
/// name by that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    None,
    /// It is in the query, and called so to the letter.
    Letter,
    /// It is in the path, whose variables never change.
    Path,
}

fn claim(parameter: &Parameter) -> (String, Claim) {
    let wire = &parameter.name;
    let name = names::snake(wire);
    let claim = match parameter.place {
        ParameterPlace::Path => Claim::Path,
        place if place.is_query() && *wire == name => Claim::Letter,
        _ => Claim::None,
    };
    (name, claim)
}

/// The name on the wire, and the place where that is needed or unusual.
fn lock_key(of_path: &BTreeSet<String>, parameter: &Parameter) -> String {
    let name = &parameter.name;
    match parameter.place {
        ParameterPlace::Path => name.clone(),
        place if place.is_query() && !of_path.contains(name.as_str()) => name.clone(),
        _ => format!("{name} {}", place_word(parameter)),
    }
}

fn place_word(parameter: &Parameter) -> &'static str {
    match parameter.place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query | ParameterPlace::QueryString => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    }
}

fn lowered<'a>(schemas: &mut Schemas<'a>, located: &Located<'a, Parameter>, rust: String, text: &str) -> ir::Parameter {
    let data = located.item;
    let owner = if located.component.is_some() { "" } else { text };
    let (schema, is_json, place) = match &data.described {
        Described::Schema(schema) => (Some(schema), false, located.place.child("schema")),
        Described::Content(content) => of_content(schemas, content, located),
    };
    let spot = Spot::operation_part(owner, &data.name, place);
    let schema = schema.map(SchemaRef::from);
    let ty = schema.map_or(Type::String, |schema| schemas.type_of(schema, &spot).ty);
    let rules = rules::of_input(schemas, schema, &ty);
    let view = schema.and_then(|schema| schemas.target(schema)).map(View::of);
    let default = view.as_ref().and_then(|view| defaults::of(schemas, view));
    report_empty(schemas, located, view.as_ref());
    let is_in_place = matches!(schema, Some(SchemaRef::Inline(_)));
    let by_schema = || is_in_place && view.as_ref().is_some_and(|view| view.schema.deprecated);
    let is_deprecated = data.deprecated || by_schema();
    ir::Parameter {
        name: Name {
            rust,
            wire: data.name.clone(),
        },
        docs: docs::of_parameter(data, view.as_ref()),
        facts: docs::facts_of_parameter(data, view.as_ref(), default),
        deprecated: docs::deprecation(is_deprecated, data.description.as_deref()),
        required: data.required || located.item.place == ParameterPlace::Path,
        ty,
        origin: schemas.document.place(&located.place),
        told: told::of(schema),
        location: location(data, is_json),
        rules,
        checks: Vec::new(),
    }
}

/// A parameter by its media type: JSON is written by the schema, all else is text that the caller makes.
fn of_content<'a>(
    schemas: &mut Schemas<'a>,
    content: &'a Content,
    located: &Located<'_, Parameter>,
) -> (Option<&'a Arc<SchemaSlot>>, bool, Pointer) {
    let Some((name, media_type)) = content.iter().next() else {
        return (None, false, located.place.clone());
    };
    let place = located.place.child("content").child(name);
    let essence = name.split(';').next().unwrap_or_default().trim();
    let is_json = essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json");
    let data = located.item;
    let is_pairs = is_form(&data.described) && data.place == ParameterPlace::QueryString;
    if is_json || is_pairs {
        return (media_type.schema.as_ref(), is_json, place.child("schema"));
    }
    let message = format!("a parameter of media type `{name}` is passed as text; its schema is ignored");
    let at = schemas.document.place(&place);
    schemas.report(Diagnostic::new(Code::Unsupported, at, message));
    (None, false, place)
}

/// An empty value is a value of strings alone.
fn report_empty(schemas: &mut Schemas<'_>, located: &Located<'_, Parameter>, view: Option<&View<'_>>) {
    if !located.item.allow_empty_value {
        return;
    }
    let is_other = view.is_some_and(|view| view.says_type() && view.schema_type != Some("string"));
    if is_other {
        let place = schemas.document.place(&located.place);
        let message = "`allowEmptyValue` is ignored: only a string can be empty";
        schemas.report(Diagnostic::new(Code::Unsupported, place, message));
    }
}

/// A whole query: a form is the pairs of an object, all else one text.
fn whole_query(data: &Parameter, is_json: bool) -> Style {
    let form = match (is_form(&data.described), is_json) {
        (true, _) => StyleForm::Form,
        (false, true) => StyleForm::QueryJson,
        (false, false) => StyleForm::QueryText,
    };
    Style {
        form,
        explode: form == StyleForm::Form,
        allow_reserved: false,
    }
}

fn is_form(format: &Described) -> bool {
    match format {
        Described::Schema(_) => false,
        Described::Content(content) => content
            .keys()
            .next()
            .is_some_and(|name| essence(name) == "application/x-www-form-urlencoded"),
    }
}

fn location(parameter: &Parameter, is_json: bool) -> Location {
    let form = style_form(parameter.style);
    let style = Style {
        form: if is_json { StyleForm::Json } else { form },
        explode: !is_json
            && parameter
                .explode
                .unwrap_or(form == StyleForm::Form || form == StyleForm::DeepObject),
        allow_reserved: parameter.allow_reserved,
    };
    match parameter.place {
        ParameterPlace::Path => Location::Path { style },
        ParameterPlace::Query => Location::Query { style },
        ParameterPlace::QueryString => Location::Query {
            style: whole_query(parameter, is_json),
        },
        ParameterPlace::Header => Location::Header { style },
        ParameterPlace::Cookie => Location::Cookie { style },
    }
}

/// How values are written in a style, whatever they are.
pub(crate) fn style_form(style: spec::Style) -> StyleForm {
    match style {
        spec::Style::Form => StyleForm::Form,
        spec::Style::SpaceDelimited => StyleForm::SpaceDelimited,
        spec::Style::PipeDelimited => StyleForm::PipeDelimited,
        spec::Style::DeepObject => StyleForm::DeepObject,
        spec::Style::Simple => StyleForm::Simple,
        spec::Style::Label => StyleForm::Label,
        spec::Style::Matrix => StyleForm::Matrix,
    }
}
