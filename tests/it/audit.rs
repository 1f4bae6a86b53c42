//! Nothing is dropped or weakened without a diagnostic: operations and properties of documents beside what was made of them.

mod free;
mod raw;

use clientwright::diagnostic::Diagnostics;
use clientwright::ir::{
    Api, Body, BodyFormat, Group, Location, Operation, Output, Parameter, Payload, ResponseCase, StatusPattern, Style,
    StyleForm, Webhook,
};
use clientwright::pointer::{Place, Pointer};
use clientwright::source::Source;

use raw::{Media, Node, RawOperation, RawParameter, RawResponse};

/// What the client lacks and no diagnostic speaks of, a line each.
pub(crate) fn unaccounted(source: &Source, api: &Api, diagnostics: &Diagnostics) -> Vec<String> {
    let document = Node::entry(source);
    let mut audit = Audit {
        api,
        diagnostics,
        operation: String::new(),
        around: Vec::new(),
        lines: Vec::new(),
    };
    for operation in raw::operations(&document) {
        audit.operation = format!("{} {}", operation.method, operation.path);
        audit.around.clone_from(&operation.places);
        audit.of_operation(&operation);
    }
    audit.operation = "webhook".to_owned();
    for (name, webhook) in document.get("webhooks").iter().flat_map(raw::methods) {
        audit.of_webhook(&name, &webhook.places, &api.webhooks.webhooks);
    }
    audit.operation = "field".to_owned();
    audit.around.clear();
    for (field, schema) in free::unfounded(&document, api) {
        audit.expect(false, &format!("the type of {field}"), &schema.places);
    }
    audit.lines
}

struct Audit<'a> {
    api: &'a Api,
    diagnostics: &'a Diagnostics,
    /// The operation that is looked at, and where it is.
    operation: String,
    around: Vec<Place>,
    lines: Vec<String>,
}

impl Audit<'_> {
    /// A document's operation has a method for its value and another for its stream, where it gives both.
    fn of_operation(&mut self, raw: &RawOperation<'_>) {
        let api = self.api;
        let found: Vec<(&Group, &Operation)> = api
            .groups
            .iter()
            .flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
            .filter(|(_, operation)| operation.method == raw.method && operation.path == raw.path)
            .collect();
        let Some((_, first)) = found.first() else {
            return self.expect(false, "the operation", &raw.places);
        };
        for (_, operation) in &found {
            for parameter in &raw.parameters {
                self.of_parameter(parameter, operation);
            }
            self.of_security(raw, operation);
        }
        self.of_bodies(raw, first);
        // An answer to HEAD has no body: RFC 9110, section 9.3.2.
        let has_answers = raw.method != "HEAD";
        let cases: Vec<&ResponseCase> = found
            .iter()
            .flat_map(|(group, operation)| cases(group, operation))
            .collect();
        let accept: Vec<&str> = found
            .iter()
            .flat_map(|(_, operation)| ranges(&operation.accept))
            .collect();
        for response in raw.responses.iter().filter(|_| has_answers) {
            self.of_response(response, &cases, &accept);
        }
        for (name, callback) in &raw.callbacks {
            self.of_webhook(name, &callback.places, &api.webhooks.callbacks);
        }
    }

    fn of_parameter(&mut self, raw: &RawParameter, operation: &Operation) {
        let what = format!("the {} parameter {}", raw.location, raw.name);
        let is_it = |found: &&Parameter| found.name.wire == raw.name && raw.location == placed(found).0;
        let Some(found) = operation.parameters.iter().find(is_it) else {
            return self.expect(false, &what, &raw.places);
        };
        // These have a value of the client's own where they are not given.
        let has_own = ["accept", "content-type", "authorization"].contains(&raw.name.to_ascii_lowercase().as_str());
        self.expect(
            found.required || !raw.required || (has_own && raw.location == "header"),
            &format!("{what}: that it is required"),
            &raw.places,
        );
        let is_styled = match &raw.style {
            Some((style, explode)) => is_style(placed(found).1, style, *explode),
            None => placed(found).1.form == StyleForm::Json,
        };
        self.expect(is_styled, &format!("{what}: its style"), &raw.places);
    }

    fn of_bodies(&mut self, raw: &RawOperation<'_>, operation: &Operation) {
        let others = operation.other_bodies.iter().map(|other| &other.body);
        let bodies: Vec<&Body> = operation.body.iter().chain(others).collect();
        for Media { media_type, places } in &raw.body {
            let is_there = bodies.iter().any(|body| {
                let are_json = body.format == BodyFormat::Json && is_json(media_type);
                body.media_type == *media_type || are_json || media_type == "*/*"
            });
            let around = std::mem::replace(&mut self.around, raw.body_places.clone());
            self.expect(is_there, &format!("the body {media_type}"), places);
            self.around = around;
        }
    }

    fn of_response(&mut self, raw: &RawResponse, cases: &[&ResponseCase], accept: &[&str]) {
        let what = format!("the response {}", raw.status);
        let own: Vec<&&ResponseCase> = cases.iter().filter(|case| is_for(case.status, &raw.status)).collect();
        self.expect(!own.is_empty(), &what, &raw.places);
        let has_body = own.iter().any(|case| case.payload != Payload::Empty);
        self.expect(
            has_body || raw.content.is_empty(),
            &format!("{what}: its body"),
            &raw.places,
        );
        for Media { media_type, places } in &raw.content {
            let essence = media_type.split(';').next().unwrap_or_default().trim().to_lowercase();
            let is_told = own.iter().any(|case| case.media_types.contains(&essence));
            let is_expected = own.iter().any(|case| {
                let are_json = matches!(case.payload, Payload::Json(_) | Payload::JsonOrText) && is_json(media_type);
                case.media_types.is_empty() && (are_json || raw.content.len() == 1)
            });
            let is_read = is_told || is_expected || accept.contains(&essence.as_str());
            self.expect(is_read, &format!("{what} as {media_type}"), places);
        }
    }

    fn of_security(&mut self, raw: &RawOperation<'_>, operation: &Operation) {
        let mut found: Vec<Vec<String>> = operation.security.clone();
        found.iter_mut().for_each(|alternative| alternative.sort());
        for alternative in &raw.security {
            let is_there = found.contains(alternative) || (alternative.is_empty() && found.is_empty());
            let places = [raw.security_places.as_slice(), &scheme_places(alternative)].concat();
            self.expect(is_there, &format!("the credentials {alternative:?}"), &places);
        }
        for alternative in &found {
            let what = format!("in the document, the credentials {alternative:?}");
            self.expect(raw.security.contains(alternative), &what, &raw.security_places);
        }
    }

    fn of_webhook(&mut self, name: &str, places: &[Place], known: &[Webhook]) {
        let is_there = known.iter().any(|webhook| webhook.name.wire.contains(name));
        self.expect(is_there, &format!("what the server sends as {name}"), places);
    }

    /// Notes what is not there, unless a diagnostic speaks of one of the places or of something in it, or of the whole
    /// around it.
    fn expect(&mut self, is_there: bool, what: &str, places: &[Place]) {
        let speaks_of =
            |spoken: &Place| self.around.contains(spoken) || places.iter().any(|place| holds(place, spoken));
        let is_spoken_of = || self.diagnostics.iter().any(|diagnostic| speaks_of(&diagnostic.place));
        if !is_there && !is_spoken_of() {
            let place = places.last().map(Place::to_string).unwrap_or_default();
            self.lines
                .push(format!("{}: {what} is not there, at {place}", self.operation));
        }
    }
}

/// Whether a place is another one or in it.
fn holds(place: &Place, other: &Place) -> bool {
    let rest = other.pointer.as_str().strip_prefix(place.pointer.as_str());
    other.file == place.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn cases<'a>(group: &'a Group, operation: &'a Operation) -> Vec<&'a ResponseCase> {
    let of_enum = |name: &String| {
        let mut enums = group.outputs.iter().chain(&group.errors);
        enums
            .find(|known| known.name == *name)
            .map(|known| known.cases().collect::<Vec<_>>())
    };
    let outputs = match &operation.output {
        Output::One(cases) => cases.iter().collect(),
        Output::Several(name) => of_enum(name).unwrap_or_default(),
    };
    let errors = of_enum(&operation.error).unwrap_or_default();
    outputs.into_iter().chain(errors).collect()
}

/// The media ranges of a header `Accept`, without their parameters.
fn ranges(accept: &str) -> impl Iterator<Item = &str> {
    accept
        .split(',')
        .map(|range| range.split(';').next().unwrap_or_default().trim())
}

fn placed(parameter: &Parameter) -> (&'static str, Style) {
    match parameter.location {
        Location::Path { style } => ("path", style),
        Location::Query { style } => ("query", style),
        Location::Header { style } => ("header", style),
        Location::Cookie { style } => ("cookie", style),
    }
}

fn is_style(found: Style, style: &str, explode: bool) -> bool {
    let form = match style {
        "simple" => StyleForm::Simple,
        "label" => StyleForm::Label,
        "matrix" => StyleForm::Matrix,
        "form" => StyleForm::Form,
        "spaceDelimited" => StyleForm::SpaceDelimited,
        "pipeDelimited" => StyleForm::PipeDelimited,
        "deepObject" => StyleForm::DeepObject,
        _ => return false,
    };
    // The standard has one way alone to write these.
    let has_one_way = form == StyleForm::DeepObject;
    found.form == form && (has_one_way || found.explode == explode)
}

fn is_for(pattern: StatusPattern, status: &str) -> bool {
    match pattern {
        StatusPattern::Code(code) => status == code.to_string(),
        StatusPattern::Range(hundred) => status == format!("{hundred}xx"),
        StatusPattern::DefaultSuccess | StatusPattern::DefaultError => status == "default",
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/json") || essence.ends_with("+json")
}

fn scheme_places(alternative: &[String]) -> Vec<Place> {
    let schemes = Pointer::root().child("components").child("securitySchemes");
    alternative
        .iter()
        .map(|scheme| Place::entry(schemes.child(scheme)))
        .collect()
}
