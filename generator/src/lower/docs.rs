//! Documentation of emitted items, from the prose of the document.

use openapiv3::SchemaData;
use serde_json::Value;

use super::compose;
use super::enums;
use super::prose;
use super::spot::Spot;
use super::view::View;
use crate::ir::Docs;
use crate::names;
use crate::pointer::Place;

/// The documentation of a named type; it ends with where the schema stands.
pub(crate) fn of_type(view: &View<'_>, spot: &Spot, origin: &Place) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(summary(view).unwrap_or_else(|| vec![humanised(&spot.text)]));
    docs.paragraph(constraints(view));
    if view.data.deprecated {
        docs.paragraph(vec!["The document calls it deprecated.".to_owned()]);
    }
    docs.paragraph(vec![prose::place(origin)]);
    docs
}

/// The documentation of a component schema that is a reference; it ends with where it stands.
pub(crate) fn of_reference(spot: &Spot, origin: &Place) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(vec![humanised(&spot.text)]);
    docs.paragraph(vec![prose::place(origin)]);
    docs
}

/// The documentation of a property: its own, or that of the schema that it refers to.
pub(crate) fn of_property(view: Option<&View<'_>>, default: Option<&Value>, wire: &str) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(view.and_then(summary).unwrap_or_else(|| vec![humanised(wire)]));
    if let Some(view) = view {
        docs.facts(view, default);
    }
    docs
}

/// The documentation of an enum's member.
pub(crate) fn of_variant(description: Option<&str>, value: &str) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(description.map(prose::clean).unwrap_or_default());
    docs.paragraph(prose::code_span(&Value::from(value)));
    docs
}

/// The documentation of an operation; it ends with its method, path and place.
pub(crate) fn of_operation(summary: Option<&str>, description: Option<&str>, route: &str, origin: &Place) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(summary.map(prose::clean).unwrap_or_default());
    if description != summary {
        docs.paragraph(description.map(prose::clean).unwrap_or_default());
    }
    docs.paragraph(vec![format!("{} · {}", prose::code(route), prose::place(origin))]);
    docs
}

/// Documentation from one text, or from a substitute where that is missing or empty.
pub(crate) fn of_text(text: Option<&str>, otherwise: &str) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(text.map(prose::clean).unwrap_or_default());
    if docs.0.is_empty() {
        docs.paragraph(vec![otherwise.to_owned()]);
    }
    docs
}

/// The documentation of a union's member, with what its values must keep to where no type of its own says so.
pub(crate) fn of_member(title: Option<&str>, otherwise: &str, own: Option<&View<'_>>) -> Docs {
    let mut docs = of_text(title, otherwise);
    docs.paragraph(own.map(constraints).unwrap_or_default());
    docs
}

/// The note of a deprecated item: what its description says of it. The word itself adds nothing.
pub(crate) fn deprecation(deprecated: bool, description: Option<&str>) -> Option<String> {
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
    Some(prose::plain(&prose::sentence(text)))
}

impl Docs {
    /// Adds a paragraph, parted from what is there by an empty line; an empty one adds nothing.
    pub(crate) fn paragraph(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.extend(lines);
    }

    /// Adds what the schema says of values: constraints, default and example.
    fn facts(&mut self, view: &View<'_>, default: Option<&Value>) {
        self.paragraph(constraints(view));
        self.server_default(default);
        if let Some(example) = &view.data.example {
            self.paragraph(prose::labelled("Example", example));
        }
    }

    fn server_default(&mut self, default: Option<&Value>) {
        if let Some(default) = default {
            self.paragraph(prose::labelled("The server's default", default));
        }
    }
}

/// The crate's documentation: OpenAPI 3.1.1, "Info Object".
pub(crate) fn of_api(info: &openapiv3::Info) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(vec![format!(
        "A client for {} {}.",
        prose::sentence(&info.title),
        prose::sentence(&info.version)
    )]);
    docs.paragraph(info.description.as_deref().map(prose::clean).unwrap_or_default());
    docs
}

/// The documentation of a parameter.
pub(crate) fn of_parameter(data: &openapiv3::ParameterData, view: Option<&View<'_>>, default: Option<&Value>) -> Docs {
    let own = data
        .description
        .as_deref()
        .map(prose::clean)
        .filter(|lines| !lines.is_empty());
    let mut docs = Docs::default();
    docs.paragraph(
        own.or_else(|| view.and_then(summary))
            .unwrap_or_else(|| vec![humanised(&data.name)]),
    );
    match (&data.example, view) {
        (None, Some(view)) => docs.facts(view, default),
        (Some(example), view) => {
            docs.paragraph(view.map(constraints).unwrap_or_default());
            docs.server_default(default);
            docs.paragraph(prose::labelled("Example", example));
        }
        (None, None) => {}
    }
    docs
}

/// The documentation of a header of a response; it ends with the header's name.
pub(crate) fn of_header(header: &openapiv3::Header, wire: &str, view: Option<&View<'_>>) -> Docs {
    let own = header
        .description
        .as_deref()
        .map(prose::clean)
        .filter(|lines| !lines.is_empty());
    let mut docs = Docs::default();
    docs.paragraph(own.or_else(|| view.and_then(summary)).unwrap_or_default());
    if let Some(view) = view {
        docs.facts(view, None);
    }
    docs.paragraph(vec![format!("The header {}.", code(wire))]);
    docs
}

/// A text as code, whatever is in it.
pub(crate) fn code(text: &str) -> String {
    prose::code(text)
}

/// A name as words, for what the document doesn't describe: `auth_link_url` → `Auth link URL.`
fn humanised(wire: &str) -> String {
    const ACRONYMS: &[&str] = &[
        "api", "html", "http", "id", "ip", "json", "ssl", "tls", "ui", "uri", "url", "uuid", "xml",
    ];
    let words = names::snake(wire);
    let words: Vec<String> = words
        .split('_')
        .filter(|word| !word.is_empty())
        .enumerate()
        .map(|(index, word)| match word {
            acronym if ACRONYMS.contains(&acronym) => acronym.to_uppercase(),
            first if index == 0 => capitalised(first),
            other => other.to_owned(),
        })
        .collect();
    format!("{}.", words.join(" "))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// What a value must keep to, in one line: JSON Schema 2020-12 Validation, section 6.
fn constraints(view: &View<'_>) -> Vec<String> {
    let bounds = &view.bounds;
    let minimum = match bounds.exclusive_minimum {
        true => "more than",
        false => "at least",
    };
    let maximum = match bounds.exclusive_maximum {
        true => "less than",
        false => "at most",
    };
    let rules = [
        bounds
            .minimum
            .map(|bound| format!("{minimum} {}", digits(view, "minimum", bound))),
        bounds
            .maximum
            .map(|bound| format!("{maximum} {}", digits(view, "maximum", bound))),
        bounds
            .min_length
            .map(|bound| counted("at least", bound, "character", "characters")),
        bounds
            .max_length
            .map(|bound| counted("at most", bound, "character", "characters")),
        bounds
            .min_items
            .map(|bound| counted("at least", bound, "element", "elements")),
        bounds
            .max_items
            .map(|bound| counted("at most", bound, "element", "elements")),
        bounds.unique_items.then(|| "no element twice".to_owned()),
        bounds
            .min_properties
            .map(|bound| counted("at least", bound, "property", "properties")),
        bounds
            .max_properties
            .map(|bound| counted("at most", bound, "property", "properties")),
        bounds.multiple_of.map(|step| format!("a multiple of {step}")),
        view.pattern
            .map(|pattern| format!("the pattern {}", prose::code(pattern))),
        listed(view),
    ];
    let rules: Vec<String> = rules.into_iter().flatten().collect();
    if rules.is_empty() {
        Vec::new()
    } else {
        vec![format!("Must keep to: {}.", rules.join(", "))]
    }
}

/// A bound as the document has it, or near it where that has more digits than a float.
fn digits(view: &View<'_>, keyword: &str, bound: f64) -> String {
    /// From here on a float is not the number that the document holds.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match view.exact(keyword) {
        Some(number) => number.to_string(),
        None if bound.abs() > EXACT => format!("about {bound:e}"),
        None => bound.to_string(),
    }
}

fn counted(word: &str, count: usize, one: &str, several: &str) -> String {
    let noun = if count == 1 { one } else { several };
    format!("{word} {count} {noun}")
}

/// Listed values that no enum stands for: those of an enum over strings or integers are its variants.
fn listed(view: &View<'_>) -> Option<String> {
    const MOST: usize = 20;
    let values = &view.enumeration;
    let has_no_enum = match values.first()? {
        _ if view.is_marked("x-clientwright-const") => false,
        Value::Bool(_) => values.len() == 1,
        Value::Number(_) => !enums::is_of_integers(values),
        _ => false,
    };
    let shown: Vec<String> = values
        .iter()
        .take(MOST)
        .map(|value| prose::code(&value.to_string()))
        .collect();
    let more = if values.len() > MOST { " or others" } else { "" };
    has_no_enum.then(|| format!("one of {}{more}", shown.join(", ")))
}

fn summary(view: &View<'_>) -> Option<Vec<String>> {
    let cleaned = |text: &str| Some(prose::clean(text)).filter(|lines| !lines.is_empty());
    let described = |data: &SchemaData| data.description.as_deref().and_then(cleaned);
    let by_member = || {
        let mut members = compose::describing_members(view);
        members.find_map(|member| described(&member.schema_data))
    };
    described(view.data)
        .or_else(by_member)
        .or_else(|| view.data.title.as_deref().and_then(cleaned))
}
