//! Documentation of emitted items, from the prose of the document.

mod repeated;
mod type_docs;
mod undescribed;

use serde_json::{Number, Value};

use super::operation::statuses;
use super::schema::composition;
use super::schema::view::{View, is_of_integers, is_rounded};
use crate::ir::{Docs, Note, OperationDocs, Presence, StatusPattern};
use crate::names::{bare, snake};
use crate::pointer::Place;
use crate::prose::{self, Line, line};
use crate::spec::{self, ExternalDocs, Schema};
pub(crate) use type_docs::TypeDocs;

/// The documentation of a named type; what stands at `origin` may repeat its name.
pub(crate) fn of_type(view: &View<'_>, origin: &Place) -> TypeDocs {
    let name = origin.pointer.last().unwrap_or_default();
    let mut docs = TypeDocs::of(summary(view, &name).unwrap_or_default());
    docs.note(constraints(view));
    if view.schema.deprecated {
        docs.note(["The API description marks this schema as deprecated."]);
    }
    docs
}

/// The documentation of a property: its own, or that of the schema that it refers to.
pub(crate) fn of_property(view: Option<&View<'_>>, default: Option<&Value>, wire: &str, presence: Presence) -> Docs {
    let mut docs = Docs::default();
    let described = view.and_then(|view| summary(view, wire));
    docs.paragraph(described.or_else(|| property(wire)).unwrap_or_default());
    if let Some(view) = view {
        facts(&mut docs, view, default);
    }
    if presence == Presence::Lenient {
        docs.paragraph(["The configuration lists it as lenient: a value of another shape is kept as JSON."]);
    }
    docs
}

/// The documentation of an enum's member.
pub(crate) fn of_variant(description: Option<&str>, value: &str) -> Docs {
    let mut docs = Docs::default();
    docs.described(description.filter(|text| !repeated::is_name(text, value)));
    docs.paragraph([prose::code(value)]);
    docs
}

/// The prose of an operation. One without any is described by the words that it is named from.
pub(crate) fn of_operation(operation: &spec::Operation, text: &str, origin: Option<&Place>) -> OperationDocs {
    let cleaned = |text: &Option<String>| text.as_deref().map(prose::clean).unwrap_or_default();
    let (mut summary, description) = (cleaned(&operation.summary), cleaned(&operation.description));
    let is_repeated = !description.is_empty() && summary.first() == description.first();
    if summary.is_empty() && description.is_empty() {
        let id = operation.id.as_deref().unwrap_or(text);
        summary = vec![prose::literal(&humanised(id))];
    }
    if let [only] = summary.as_mut_slice() {
        *only = only.ended();
    }
    OperationDocs {
        summary: match is_repeated {
            true => Docs::default(),
            false => Docs::of(summary),
        },
        description: with_link(Docs::of(description), operation.external_docs.as_ref()),
        notes: Docs::default(),
        origin: origin.map(prose::place),
    }
}

/// The description, and where more is said.
fn with_link(mut docs: Docs, external: Option<&ExternalDocs>) -> Docs {
    let Some(ExternalDocs { url, description }) = external else {
        return docs;
    };
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_link = is_web && !url.contains(|letter: char| letter.is_whitespace() || "<>()\\`".contains(letter));
    docs.paragraph(match (is_link, description.as_deref()) {
        (true, Some(text)) => prose::clean(&format!("See also: [{}]({url}).", text.trim())),
        (true, None) => prose::clean(&format!("See also: <{url}>.")),
        (false, _) => vec![line!["See also: ", prose::code(url), "."]],
    });
    docs
}

/// `listPets` → `List pets`
fn humanised(text: &str) -> String {
    let words = snake(text).replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// The description of a response, if it says more than the status.
pub(crate) fn of_response(description: &str, status: StatusPattern) -> Docs {
    let said = bare(description);
    let is_said = said == bare(&statuses::reason(status)) || NOTHING.contains(&said.as_str());
    if is_said {
        return Docs::default();
    }
    let mut lines = prose::clean(description);
    if let [only] = lines.as_mut_slice() {
        *only = only.ended();
    }
    Docs::of(lines)
}

/// Descriptions of responses that describe none, as letters.
const NOTHING: &[&str] = &[
    "",
    "default",
    "defaultresponse",
    "error",
    "errorresponse",
    "ok",
    "response",
    "success",
    "successful",
    "successfuloperation",
    "successfulrequest",
    "successfulresponse",
    "successresponse",
    "unexpectederror",
];

/// The documentation of a webhook; it ends with its name and place.
pub(crate) fn of_webhook(summary: Option<&str>, description: Option<&str>, route: &str, origin: &Place) -> Docs {
    let mut docs = Docs::default();
    docs.described(summary);
    if description != summary {
        docs.described(description);
    }
    docs.paragraph([line![prose::code(route), " · ", prose::place(origin)]]);
    docs
}

/// Documentation from one text, or from a substitute where that is missing or empty.
pub(crate) fn of_text(text: Option<&str>, otherwise: impl Into<Line>) -> Docs {
    let mut docs = Docs::default();
    docs.described(text);
    if docs.is_empty() {
        docs.paragraph([otherwise]);
    }
    docs
}

/// The documentation of a union's member, which is called by this text; `own` is the schema if it stands in place, and
/// `has_type` says that a type documents it in full.
pub(crate) fn of_member(text: &str, own: Option<&View<'_>>, has_type: bool) -> Docs {
    let described = own.and_then(|own| summary(own, text)).map(Docs::of);
    let mut docs = match described {
        Some(described) if has_type => Docs::of(described.first_sentence()),
        Some(described) => described,
        None => Docs::default(),
    };
    if docs.is_empty() && !is_telling(text) {
        docs.paragraph([prose::code(text)]);
    }
    docs.paragraph(own.filter(|_| !has_type).and_then(constraints));
    docs
}

/// The note of a deprecated item: what its description says of it. The word itself adds nothing.
pub(crate) fn deprecation(deprecated: bool, description: Option<&str>) -> Option<Note> {
    if !deprecated {
        return None;
    }
    let text = description.unwrap_or_default().trim_start();
    let rest = text
        .get(.."deprecated".len())
        .filter(|word| word.eq_ignore_ascii_case("deprecated"));
    let text = match rest {
        Some(word) => text
            .trim_start_matches(word)
            .trim_start_matches([':', '.', ',', ' ', '-']),
        None => text,
    };
    Some(Note::of(text))
}

/// Adds the constraints, the default and the example that the schema declares.
fn facts(docs: &mut Docs, view: &View<'_>, default: Option<&Value>) {
    docs.paragraph(constraints(view));
    server_default(docs, default);
    docs.paragraph(
        view.schema
            .example
            .as_ref()
            .map(|example| prose::labelled("Example", example)),
    );
}

fn server_default(docs: &mut Docs, default: Option<&Value>) {
    docs.paragraph(default.map(|default| line![prose::labelled("Default", default), " (applied by the server)."]));
}

/// The crate's documentation: OpenAPI 3.1.1, "Info Object".
pub(crate) fn of_api(info: &spec::Info) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph([line![
        "A client for ",
        prose::literal(&prose::sentence(&info.title)),
        " ",
        prose::literal(&prose::sentence(&info.version)),
        ".",
    ]]);
    docs.described(info.description.as_deref());
    docs
}

/// What a parameter's description says, or that of its schema.
pub(crate) fn of_parameter(data: &spec::Parameter, view: Option<&View<'_>>) -> Docs {
    let own = data.description.as_deref();
    let own = own
        .filter(|text| !repeated::is_name(text, &data.name))
        .map(prose::clean);
    let own = own.filter(|lines| !lines.is_empty());
    let by_schema = || view.and_then(|view| summary(view, &data.name));
    Docs::of(own.or_else(by_schema).unwrap_or_default())
}

/// The constraints, the default and an example of a parameter.
pub(crate) fn facts_of_parameter(data: &spec::Parameter, view: Option<&View<'_>>, default: Option<&Value>) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(view.and_then(constraints));
    server_default(&mut docs, default);
    let example = data.example.as_ref().or_else(|| view?.schema.example.as_deref());
    docs.paragraph(example.map(|example| prose::labelled("Example", example)));
    docs
}

/// What a body's description says.
pub(crate) fn of_body(description: Option<&str>) -> Docs {
    let mut docs = Docs::default();
    docs.described(description);
    docs
}

/// The constraints on a body.
pub(crate) fn facts_of_body(view: &View<'_>) -> Docs {
    Docs::of(constraints(view))
}

/// The documentation of a header of a response; it ends with the header's name.
pub(crate) fn of_header(header: &spec::Header, wire: &str, view: Option<&View<'_>>) -> Docs {
    let own = header
        .description
        .as_deref()
        .filter(|text| !repeated::is_name(text, wire))
        .map(prose::clean)
        .filter(|lines| !lines.is_empty());
    let mut docs = Docs::default();
    let by_schema = || view.and_then(|view| summary(view, wire));
    docs.paragraph(own.or_else(by_schema).unwrap_or_default());
    if let Some(view) = view {
        facts(&mut docs, view, None);
    }
    docs.paragraph([line!["The ", prose::code(wire), " header."]]);
    docs
}

/// What documents a property that the document doesn't describe: nothing, unless its field can't be called alike.
fn property(wire: &str) -> Option<Vec<Line>> {
    (!is_telling(wire)).then(|| vec![line!["The ", prose::code(wire), " property."]])
}

/// Whether the name in Rust says as much.
fn is_telling(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' ');
    text.starts_with(char::is_alphabetic) && text.chars().all(is_plain)
}

/// The constraints on a value, in one line: JSON Schema 2020-12 Validation, section 6.
fn constraints(view: &View<'_>) -> Option<Line> {
    let bounds = view.bounds;
    let rules = [
        numbers(view),
        counted(bounds.min_length, bounds.max_length, "character", "characters"),
        counted(bounds.min_items, bounds.max_items, "element", "elements"),
        bounds.unique_items.then(|| "unique elements".into()),
        counted(bounds.min_properties, bounds.max_properties, "property", "properties"),
        bounds
            .multiple_of
            .as_ref()
            .and_then(Number::as_f64)
            .map(|step| line!["a multiple of ", prose::literal(&step.to_string())]),
        view.pattern.map(|pattern| line!["pattern ", prose::code(pattern)]),
        listed(view),
    ];
    let rules: Vec<Line> = rules.into_iter().flatten().collect();
    (!rules.is_empty()).then(|| line!["Constraints: ", Line::joined(rules, ", "), "."])
}

/// A bound as the document has it, or near it where that has more digits than a float.
fn digits(number: &Number) -> Option<Line> {
    /// From here on a float is not the number that the document holds.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let bound = number.as_f64()?;
    let text = match (is_rounded(number), bound.abs() > EXACT) {
        (true, _) => number.to_string(),
        (false, true) => format!("about {bound:e}"),
        (false, false) => bound.to_string(),
    };
    Some(prose::literal(&text))
}

/// The bounds of a number.
fn numbers(view: &View<'_>) -> Option<Line> {
    let bounds = view.bounds;
    let minimum = bounds.minimum.as_ref().and_then(digits);
    let maximum = bounds.maximum.as_ref().and_then(digits);
    let at_least = match bounds.exclusive_minimum {
        true => "greater than ",
        false => "at least ",
    };
    let at_most = match bounds.exclusive_maximum {
        true => "less than ",
        false => "at most ",
    };
    Some(match (minimum, maximum) {
        (None, None) => return None,
        (Some(minimum), None) => line![at_least, minimum],
        (None, Some(maximum)) => line![at_most, maximum],
        (Some(minimum), Some(maximum)) if bounds.exclusive_minimum || bounds.exclusive_maximum => {
            line![at_least, minimum, ", ", at_most, maximum]
        }
        (Some(minimum), Some(maximum)) => line![minimum, " to ", maximum],
    })
}

/// How many there may be; none is no bound.
fn counted(least: Option<usize>, most: Option<usize>, one: &'static str, several: &'static str) -> Option<Line> {
    let unit = |count: usize| if count == 1 { one } else { several };
    Some(match (least.filter(|least| *least > 0), most) {
        (None, None) => return None,
        (Some(least), None) => line!["at least ", least, " ", unit(least)],
        (None, Some(most)) => line!["at most ", most, " ", unit(most)],
        (Some(least), Some(most)) if least == most => line!["exactly ", most, " ", unit(most)],
        (Some(least), Some(most)) => line![least, " to ", most, " ", unit(most)],
    })
}

/// Listed values that no enum stands for: those of an enum over strings or integers are its variants.
fn listed(view: &View<'_>) -> Option<Line> {
    const MOST: usize = 20;
    // A look at the values copies them, and none of these would be listed.
    if view.schema_type == Some("string") {
        return None;
    }
    let values = &view.enumeration;
    let has_no_enum = match values.first()? {
        _ if view.schema.is_const => false,
        Value::Bool(_) => values.len() == 1,
        Value::Number(_) => !is_of_integers(values),
        _ => false,
    };
    let shown = values.iter().take(MOST).map(|value| prose::code(&value.to_string()));
    let more = if values.len() > MOST { " and others" } else { "" };
    has_no_enum.then(|| line!["one of ", Line::joined(shown, ", "), more])
}

/// How the schema, or a member of it, is described, if that is more than its name.
fn summary(view: &View<'_>, name: &str) -> Option<Vec<Line>> {
    let telling = |text: &&str| !repeated::is_name(text, name);
    let cleaned = |text: &str| Some(prose::clean(text)).filter(|lines| !lines.is_empty());
    let described = |schema: &Schema| schema.description.as_deref().filter(telling).and_then(cleaned);
    let by_member = || {
        let mut members = composition::describing_members(view);
        members.find_map(described)
    };
    let titled = || view.schema.title.as_deref().filter(telling).and_then(cleaned);
    described(view.schema).or_else(by_member).or_else(titled)
}
