//! Paths, operations, bodies and responses: OpenAPI 3.1.1, "Paths Object" to "Response Object".

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::kind::Kind;
use super::marks::OPTIONAL;
use super::references::End;
use super::selected::has_operations;
use super::{Lowering, Slots, child, keys, methods, scalar_text};
use crate::component;
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::{Place, Pointer};
use crate::spec::SchemaSlot;
use crate::template;

/// How an operation's answers come in pages.
const PAGINATION: &str = "x-speakeasy-pagination";

impl Lowering<'_> {
    pub(super) fn paths(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut paths = Map::new();
        if raw.is_some_and(|raw| !raw.is_object()) {
            self.lost += 1;
        }
        let items = self.named(raw, place, "`paths`");
        for (path, item, place) in items.into_iter().filter(|(path, _, _)| !path.starts_with("x-")) {
            let lowered = match self.is_fit_path(path, &place) {
                true => self.scoped(|this| this.path_item(item, path, &place)),
                false => None,
            };
            match lowered {
                // Its operations aren't selected.
                Some(item) if self.selection.is_active() && !has_operations(&item) => {}
                Some(item) => drop(paths.insert(path.clone(), item)),
                None => self.lost += usize::from(item.as_object().is_none_or(|item| !item.is_empty())),
            }
        }
        Value::Object(paths)
    }

    fn is_fit_path(&mut self, path: &str, place: &Place) -> bool {
        let mut depth = 0_i32;
        let is_balanced = path.chars().all(|letter| {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            (0..=1).contains(&depth)
        });
        let problem = if !path.starts_with('/') {
            "a path must begin with `/`"
        } else if !is_balanced || depth != 0 {
            "unbalanced braces in the path"
        } else if path.chars().any(char::is_control) {
            "the path contains a control character"
        } else {
            return true;
        };
        let help = "paths look like `/pets/{petId}`";
        let diagnostic = Diagnostic::new(Code::InvalidPath, place.clone(), problem).help(help);
        self.diagnostics.push(diagnostic.why("its operations are left out"));
        false
    }

    pub(super) fn path_item(&mut self, raw: &Value, path: &str, place: &Place) -> Option<Value> {
        self.item(raw, path, place, Vec::new())
    }

    /// A path item that also has the parameters that stand beside a reference to it.
    fn item(&mut self, raw: &Value, path: &str, place: &Place, mut beside: Vec<Value>) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            let own = self.beside_reference(raw, path, place);
            let own_parameters = own.as_ref().and_then(|own| own.get("parameters")?.as_array());
            beside.extend(own_parameters.into_iter().flatten().cloned());
            let Some((item, target)) = self.followed(reference, place) else {
                return own;
            };
            self.origins
                .insert(Pointer::root().child("paths").child(path), target.clone());
            let item = self.item(item, path, &target, beside);
            return match (item, own) {
                (Some(item), Some(own)) => Some(joined(item, own)),
                (item, own) => item.or(own),
            };
        }
        let (raw, place) = self.object(raw, place, "a path item")?;
        let place = &place;
        let operations = self.by_method(raw, place);
        let Some(operations) = self.selected(operations, raw, path, place) else {
            return Some(json!({"parameters": beside}));
        };
        self.check_keys(raw, place, keys::PATH_ITEM);
        let mut item = Map::new();
        let servers = self.own_servers(raw.get("servers"), &child(place, "servers"));
        let mut shared = self.parameters(raw.get("parameters"), &child(place, "parameters"));
        shared.retain(|parameter| !beside.iter().any(|other| is_same_parameter(parameter, other)));
        shared.extend(beside);
        for (method, operation, operation_place) in operations {
            if operation_place != child(place, &method) {
                let lowered = Pointer::root().child("paths").child(path).child(&method);
                self.origins.insert(lowered, operation_place.clone());
            }
            let lowered = self.scoped(|this| this.operation(operation, &operation_place, path, &shared));
            if let Some(mut operation) = lowered {
                inherit(&mut operation, servers.as_ref());
                describe(&mut operation, raw);
                item.insert(method, operation);
            } else {
                self.lost += 1;
            }
        }
        item.insert("parameters".to_owned(), Value::Array(shared));
        Some(Value::Object(item))
    }

    /// What a path item says beside its reference, where it says something of requests.
    fn beside_reference(&mut self, raw: &Value, path: &str, place: &Place) -> Option<Value> {
        let own = raw.as_object()?.iter().filter(|(key, _)| *key != "$ref");
        let own: Map<String, Value> = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        if !own.keys().any(|key| methods::is_of_requests(key)) {
            return None;
        }
        for method in methods::METHODS.iter().filter(|method| own.contains_key(**method)) {
            let lowered = Pointer::root().child("paths").child(path).child(method);
            self.origins.insert(lowered, child(place, method));
        }
        self.path_item(&Value::Object(own), path, place)
    }

    fn operation(&mut self, raw: &Value, place: &Place, path: &str, shared: &[Value]) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            self.report(
                Code::Mended,
                place,
                "an operation can't be a reference; the referenced operation is used",
            );
            let lowered = Pointer::root().child("paths").child(path);
            let lowered = place.pointer.last().map(|method| lowered.child(method));
            let (operation, place) = self.followed(reference, place)?;
            self.origins.extend(lowered.map(|lowered| (lowered, place.clone())));
            return self.operation(operation, &place, path, shared);
        }
        let (raw, place) = self.object(raw, place, "an operation")?;
        let place = &place;
        self.check_keys(raw, place, keys::OPERATION);
        let mut operation = Map::new();
        for key in ["summary", "description", "operationId"] {
            let text = self.text(raw, key, place);
            operation.extend(text.map(|text| (key.to_owned(), Value::String(text))));
        }
        let external = self.external_docs(raw.get("externalDocs"), &child(place, "externalDocs"));
        operation.extend(external.map(|external| ("externalDocs".to_owned(), external)));
        let tags = self.texts(raw.get("tags"), &child(place, "tags"), "`tags`");
        self.check_tags(&tags, &child(place, "tags"));
        operation.insert("tags".to_owned(), json!(tags));
        let is_deprecated = self.flag(raw, "deprecated", place) == Some(true);
        operation.insert("deprecated".to_owned(), json!(is_deprecated));
        let mut parameters = self.parameters(raw.get("parameters"), &child(place, "parameters"));
        self.declare_variables(path, shared, &mut parameters, place);
        operation.insert("parameters".to_owned(), Value::Array(parameters));
        if let Some(body) = raw.get("requestBody") {
            let body = self.scoped(|this| this.request_body(body, &child(place, "requestBody")));
            operation.extend(body.map(|body| ("requestBody".to_owned(), body)));
        }
        let responses = self.responses(raw.get("responses"), &child(place, "responses"));
        operation.insert("responses".to_owned(), responses);
        if !raw.contains_key("security") {
            self.count_security(place);
        }
        let security = raw
            .get("security")
            .and_then(|security| self.security(security, &child(place, "security")));
        operation.extend(security.map(|security| ("security".to_owned(), security)));
        if let Some(paging) = raw.get(PAGINATION) {
            operation.insert(PAGINATION.to_owned(), paging.clone());
        }
        if let Some(callbacks) = raw.get("callbacks") {
            operation.insert(
                "callbacks".to_owned(),
                self.callbacks(callbacks, &child(place, "callbacks")),
            );
        }
        let servers = self.own_servers(raw.get("servers"), &child(place, "servers"));
        operation.extend(servers.map(|servers| ("servers".to_owned(), servers)));
        Some(Value::Object(operation))
    }

    /// A tag that isn't declared has its own methods, which is rarely meant where another is nearly the same.
    fn check_tags(&mut self, tags: &[String], place: &Place) {
        for tag in tags
            .iter()
            .filter(|tag| !self.tags.contains(*tag))
            .cloned()
            .collect::<Vec<_>>()
        {
            let meant = closest(&tag, self.tags.iter().map(String::as_str)).map(str::to_owned);
            if let Some(meant) = meant {
                let message =
                    format!("the tag `{tag}` isn't declared; its operations are apart from those of `{meant}`");
                let diagnostic = Diagnostic::new(Code::UndeclaredTag, place.clone(), message);
                self.diagnostics
                    .push(diagnostic.help(format!("did you mean `{meant}`?")));
            }
        }
    }

    /// A variable of the path that no parameter declares is a required string.
    fn declare_variables(&mut self, path: &str, shared: &[Value], parameters: &mut Vec<Value>, place: &Place) {
        for written in template::variables(path.split('#').next().unwrap_or_default()) {
            let variable = template::plain_name(written);
            if variable != written {
                let message = format!("`{{{written}}}` in the path is treated as `{{{variable}}}`");
                self.report(Code::Mended, place, message);
            }
            let declares = |parameter: &Value| self.declares(parameter, variable);
            if shared.iter().chain(parameters.iter()).any(declares) {
                continue;
            }
            let message = format!("the path parameter `{variable}` isn't declared; it is treated as a required string");
            self.report(Code::Mended, place, message);
            let schema = self.slots.put(SchemaSlot::string());
            parameters.push(json!({"name": variable, "in": "path", "required": true, "schema": schema}));
        }
    }

    fn declares(&self, parameter: &Value, variable: &str) -> bool {
        let is_it = |parameter: &Value| {
            parameter.get("in").and_then(Value::as_str) == Some("path")
                && parameter.get("name").and_then(Value::as_str) == Some(variable)
        };
        match parameter.get("$ref").and_then(Value::as_str) {
            None => is_it(parameter),
            Some(reference) => {
                let Some((kind, name)) = component::target(reference) else {
                    return false;
                };
                let place = self.origin(&component::pointer(kind, name));
                let Some(value) = self.raw(&place) else { return false };
                let end = value.get("$ref").and_then(Value::as_str);
                let end = end.map(|reference| self.end(reference, &place, &mut BTreeSet::new()));
                match end {
                    None => is_it(value),
                    Some(End::At(value, _)) => is_it(value),
                    Some(_) => false,
                }
            }
        }
    }

    /// A page that says more, if it has a URL.
    fn external_docs(&mut self, raw: Option<&Value>, place: &Place) -> Option<Value> {
        let (raw, place) = self.object(raw?, place, "`externalDocs`")?;
        let url = self.text(raw, "url", &place).filter(|url| !url.trim().is_empty())?;
        let description = self.text(raw, "description", &place);
        Some(json!({"url": url.trim(), "description": description}))
    }

    pub(super) fn request_body(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        let any = |slots: &mut Slots| {
            let schema = slots.put(SchemaSlot::any());
            json!({"content": {"application/json": {"schema": schema}}, "required": false})
        };
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            let reference = self.reference(Kind::RequestBody, reference, place);
            return Some(reference.map_or_else(|| any(&mut self.slots), |reference| json!({"$ref": reference})));
        }
        let Some((raw, place)) = self.object(raw, place, "a request body") else {
            return (!raw.is_null()).then(|| any(&mut self.slots));
        };
        let place = &place;
        self.check_keys(raw, place, keys::REQUEST_BODY);
        let mut body = Map::new();
        body.insert("content".to_owned(), self.content_of(raw, place));
        let required = self.flag(raw, "required", place);
        body.insert("required".to_owned(), json!(required == Some(true)));
        body.extend((required == Some(false)).then(|| (OPTIONAL.to_owned(), json!(true))));
        let description = self.text(raw, "description", place);
        body.extend(description.map(|text| ("description".to_owned(), json!(text))));
        Some(Value::Object(body))
    }

    fn responses(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut responses = Map::new();
        if raw.is_none() {
            self.report(Code::Mended, place, "the operation declares no responses");
        }
        let none = Map::new();
        let listed_statuses = raw.and_then(Value::as_object).unwrap_or(&none);
        let listed = self.named(raw, place, "`responses`");
        for (status, response, place) in listed.into_iter().filter(|(status, _, _)| !status.starts_with("x-")) {
            if let Some(status) = self.status(status, listed_statuses, &place) {
                responses.insert(status, self.scoped(|this| this.response(response, &place)));
            }
        }
        Value::Object(responses)
    }

    /// The status code, range or `default` that a key of `responses` is; `None` for what is neither.
    fn status(&mut self, status: &str, listed: &Map<String, Value>, place: &Place) -> Option<String> {
        if let Some(known) = as_status(status) {
            return Some(known);
        }
        let first = status.trim().to_ascii_lowercase();
        let first = first.split([' ', ':', '-']).next().unwrap_or_default();
        if let Some(meant) = as_status(first).filter(|meant| !listed.contains_key(meant)) {
            self.report(Code::Mended, place, format!("`{status}` is treated as `{meant}`"));
            return Some(meant);
        }
        let message = format!("`{status}` isn't a status code, a range like `4XX`, or `default`");
        let mut diagnostic = Diagnostic::new(Code::InvalidStatus, place.clone(), message);
        if let Some(meant) = closest(status, ["default"]) {
            diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
        }
        self.diagnostics.push(diagnostic.why("the response is left out"));
        None
    }

    /// A response that can't be read is one without a body.
    pub(super) fn response(&mut self, raw: &Value, place: &Place) -> Value {
        let empty = || json!({"description": ""});
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            let reference = self.reference(Kind::Response, reference, place);
            return reference.map_or_else(empty, |reference| json!({"$ref": reference}));
        }
        let Some((raw, place)) = self.object(raw, place, "a response") else {
            return empty();
        };
        let place = &place;
        self.check_keys(raw, place, keys::RESPONSE);
        let mut response = Map::new();
        let text = self
            .text(raw, "description", place)
            .filter(|text| !text.trim().is_empty());
        let text = text.or_else(|| self.text(raw, "summary", place)).unwrap_or_default();
        response.insert("description".to_owned(), Value::String(text));
        response.insert("content".to_owned(), self.content_of(raw, place));
        let mut headers = Map::new();
        for (name, header, place) in self.named(raw.get("headers"), &child(place, "headers"), "`headers`") {
            let header = self.scoped(|this| this.header(header, &place));
            headers.extend(header.map(|header| (name.clone(), header)));
        }
        response.insert("headers".to_owned(), Value::Object(headers));
        Value::Object(response)
    }

    pub(super) fn header(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self
                .reference(Kind::Header, reference, place)
                .map(|reference| json!({"$ref": reference}));
        }
        let (raw, place) = self.object(raw, place, "a header")?;
        self.check_keys(raw, &place, keys::HEADER);
        for key in ["name", "in"] {
            if raw.contains_key(key) {
                let message = format!("a header has no `{key}`: its name is its key, so this one is ignored");
                self.report(Code::InvalidDocument, &child(&place, key), message);
            }
        }
        Some(Value::Object(self.header_parts(raw, &place)))
    }

    /// The media types of a body. One that can't be read stays, without a schema.
    pub(super) fn content(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut content = Map::new();
        let listed = self.named(raw, place, "`content`");
        for (name, media_type, place) in listed.into_iter().filter(|(name, _, _)| !name.starts_with("x-")) {
            let mut lowered = Map::new();
            if let Some(schema) = self.schema_for_media_type(media_type, &place) {
                content.insert(name.clone(), json!({"schema": self.slots.put(schema)}));
                continue;
            }
            if let Some((media_type, place)) = self.object(media_type, &place, "a media type") {
                self.check_keys(media_type, &place, keys::MEDIA_TYPE);
                if let Some(schema) = media_type.get("schema") {
                    lowered.insert("schema".to_owned(), self.slot(schema, &child(&place, "schema")));
                }
                let encodings = self.encodings(name, media_type, &place);
                lowered.extend(encodings.map(|encodings| ("encoding".to_owned(), encodings)));
                self.insert_stream_facts(media_type, &place, &mut lowered);
            }
            content.insert(name.clone(), Value::Object(lowered));
        }
        Value::Object(content)
    }

    pub(super) fn parameters(&mut self, raw: Option<&Value>, place: &Place) -> Vec<Value> {
        let listed = self.list(raw, place, "`parameters`").into_iter();
        listed
            .filter_map(|(parameter, place)| self.scoped(|this| this.parameter(parameter, &place)))
            .collect()
    }
}

/// A path item with the operations that stand beside the reference to it, which count where both have one.
fn joined(item: Value, beside: Value) -> Value {
    let (Value::Object(mut item), Value::Object(beside)) = (item, beside) else {
        return Value::Null;
    };
    item.extend(beside.into_iter().filter(|(key, _)| key != "parameters"));
    Value::Object(item)
}

fn is_same_parameter(one: &Value, other: &Value) -> bool {
    ["name", "in", "$ref"]
        .iter()
        .all(|key| one.get(*key) == other.get(*key))
}

/// A key of `responses` as the standard has it.
fn as_status(key: &str) -> Option<String> {
    let upper = key.to_ascii_uppercase();
    let is_code = key.parse::<u16>().is_ok_and(|code| (100..=599).contains(&code)) && key.len() == 3;
    let is_range = matches!(upper.as_str(), "1XX" | "2XX" | "3XX" | "4XX" | "5XX");
    match is_range {
        true => Some(upper),
        false => (is_code || key == "default").then(|| key.to_owned()),
    }
}

/// The servers of the path, for an operation without its own.
fn inherit(operation: &mut Value, servers: Option<&Value>) {
    if let (Some(operation), Some(servers)) = (operation.as_object_mut(), servers) {
        operation.entry("servers").or_insert_with(|| servers.clone());
    }
}

/// What a path item says of all its operations is said of those that say nothing themselves.
fn describe(operation: &mut Value, item: &Map<String, Value>) {
    const KEYS: [&str; 2] = ["summary", "description"];
    let Some(operation) = operation.as_object_mut() else {
        return;
    };
    if KEYS.iter().any(|key| operation.contains_key(*key)) {
        return;
    }
    for key in KEYS {
        let text = item.get(key).filter(|text| text.is_string());
        operation.extend(text.map(|text| (key.to_owned(), Value::String(scalar_text(text)))));
    }
}
