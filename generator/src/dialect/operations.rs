//! Paths, operations, bodies and responses: OpenAPI 3.1.1, "Paths Object" to "Response Object".

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::references::Kind;
use super::{Lowering, child, element, keys, scalar_text};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::{Place, Pointer};
use crate::template;

/// How an operation's answers come in pages.
const PAGINATION: &str = "x-speakeasy-pagination";

impl Lowering<'_> {
    pub(super) fn paths(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut paths = Map::new();
        let Some(raw) = raw else { return Value::Object(paths) };
        let Some(raw) = self.object(raw, place, "`paths`") else {
            return Value::Object(paths);
        };
        for (path, item) in raw.iter().filter(|(path, _)| !path.starts_with("x-")) {
            let place = child(place, path);
            if !self.is_fit_path(path, &place) {
                continue;
            }
            if let Some(item) = self.path_item(item, path, &place) {
                paths.insert(path.clone(), item);
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
        self.diagnostics
            .push(Diagnostic::new(Code::InvalidPath, place.clone(), problem).help(help));
        false
    }

    pub(super) fn path_item(&mut self, raw: &Value, path: &str, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            let (item, place) = self.followed(reference, place)?;
            self.origins
                .insert(Pointer::root().child("paths").child(path), place.clone());
            return self.path_item(item, path, &place);
        }
        let raw = self.object(raw, place, "a path item")?;
        self.check_keys(raw, place, keys::PATH_ITEM);
        for key in raw.keys().filter(|key| {
            keys::METHODS.contains(&key.to_lowercase().as_str()) && !keys::METHODS.contains(&key.as_str())
        }) {
            let diagnostic = Diagnostic::new(
                Code::InvalidDocument,
                child(place, key),
                format!("`{key}` isn't an HTTP method"),
            );
            self.diagnostics
                .push(diagnostic.help(format!("write it as `{}`", key.to_lowercase())));
        }
        let mut item = Map::new();
        let servers = self.own_servers(raw.get("servers"), &child(place, "servers"));
        let shared = self.parameters(raw.get("parameters"), &child(place, "parameters"));
        for method in keys::METHODS {
            if let Some(operation) = raw.get(*method) {
                let place = child(place, method);
                if let Some(mut operation) = self.operation(operation, &place, path, &shared) {
                    inherit(&mut operation, servers.as_ref());
                    describe(&mut operation, raw);
                    item.insert((*method).to_owned(), operation);
                }
            }
        }
        item.insert("parameters".to_owned(), Value::Array(shared));
        Some(Value::Object(item))
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
        let raw = self.object(raw, place, "an operation")?;
        self.check_keys(raw, place, keys::OPERATION);
        let mut operation = Map::new();
        for key in ["summary", "description", "operationId"] {
            if let Some(text) = raw.get(key).filter(|text| !text.is_null()) {
                operation.insert(key.to_owned(), Value::String(scalar_text(text)));
            }
        }
        let tags = raw.get("tags").and_then(Value::as_array).into_iter().flatten();
        operation.insert(
            "tags".to_owned(),
            Value::Array(tags.filter(|tag| tag.is_string()).cloned().collect()),
        );
        operation.insert(
            "deprecated".to_owned(),
            json!(raw.get("deprecated") == Some(&Value::Bool(true))),
        );
        let mut parameters = self.parameters(raw.get("parameters"), &child(place, "parameters"));
        self.declare_variables(path, shared, &mut parameters, place);
        operation.insert("parameters".to_owned(), Value::Array(parameters));
        if let Some(body) = raw.get("requestBody") {
            let body = self.request_body(body, &child(place, "requestBody"));
            operation.extend(body.map(|body| ("requestBody".to_owned(), body)));
        }
        let responses = self.responses(raw.get("responses"), &child(place, "responses"));
        operation.insert("responses".to_owned(), responses);
        if let Some(security) = raw.get("security") {
            operation.insert(
                "security".to_owned(),
                self.security(security, &child(place, "security")),
            );
        }
        if let Some(paging) = raw.get(PAGINATION) {
            operation.insert(PAGINATION.to_owned(), paging.clone());
        }
        if let Some(callbacks) = raw.get("callbacks").filter(|callbacks| !callbacks.is_null()) {
            operation.insert(
                "callbacks".to_owned(),
                self.callbacks(callbacks, &child(place, "callbacks")),
            );
        }
        let servers = self.own_servers(raw.get("servers"), &child(place, "servers"));
        operation.extend(servers.map(|servers| ("servers".to_owned(), servers)));
        Some(Value::Object(operation))
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
            let declared = json!({"name": variable, "in": "path", "required": true, "schema": {"type": "string"}});
            parameters.push(declared);
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
                let pointer = crate::pointer::Pointer::parse(reference);
                let place = self
                    .origins
                    .get(&pointer)
                    .cloned()
                    .unwrap_or_else(|| Place::entry(pointer));
                let mut target = self.raw(&place);
                let mut passed = BTreeSet::new();
                while let Some(next) = target.and_then(|value| value.get("$ref")).and_then(Value::as_str) {
                    if !passed.insert(next) {
                        return false;
                    }
                    target = self.raw(&Place::entry(crate::pointer::Pointer::parse(next)));
                }
                target.is_some_and(is_it)
            }
        }
    }

    pub(super) fn request_body(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self
                .reference(Kind::RequestBody, reference, place)
                .map(|reference| json!({"$ref": reference}));
        }
        let raw = self.object(raw, place, "a request body")?;
        self.check_keys(raw, place, keys::REQUEST_BODY);
        let mut body = Map::new();
        body.insert(
            "content".to_owned(),
            self.content(raw.get("content"), &child(place, "content")),
        );
        body.insert(
            "required".to_owned(),
            json!(raw.get("required") == Some(&Value::Bool(true))),
        );
        body.extend(
            raw.get("description")
                .filter(|text| text.is_string())
                .map(|text| ("description".to_owned(), text.clone())),
        );
        Some(Value::Object(body))
    }

    fn responses(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut responses = Map::new();
        let Some(raw) = raw else {
            self.report(Code::Mended, place, "the operation declares no responses");
            return Value::Object(responses);
        };
        let Some(raw) = self.object(raw, place, "`responses`") else {
            return Value::Object(responses);
        };
        for (status, response) in raw.iter().filter(|(status, _)| !status.starts_with("x-")) {
            let place = child(place, status);
            let Some(status) = self.status(status, &place) else {
                continue;
            };
            if let Some(response) = self.response(response, &place) {
                responses.insert(status, response);
            }
        }
        Value::Object(responses)
    }

    fn status(&mut self, status: &str, place: &Place) -> Option<String> {
        let upper = status.to_ascii_uppercase();
        let is_code = status.parse::<u16>().is_ok_and(|code| (100..=599).contains(&code)) && status.len() == 3;
        let is_range = matches!(upper.as_str(), "1XX" | "2XX" | "3XX" | "4XX" | "5XX");
        if is_code || is_range || status == "default" {
            return Some(if is_range { upper } else { status.to_owned() });
        }
        let message = format!("`{status}` isn't a status code, a range like `4XX`, or `default`");
        let mut diagnostic = Diagnostic::new(Code::InvalidStatus, place.clone(), message);
        if let Some(meant) = closest(status, ["default"]) {
            diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
        }
        self.diagnostics.push(diagnostic);
        None
    }

    pub(super) fn response(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self
                .reference(Kind::Response, reference, place)
                .map(|reference| json!({"$ref": reference}));
        }
        let raw = self.object(raw, place, "a response")?;
        self.check_keys(raw, place, keys::RESPONSE);
        let mut response = Map::new();
        let description = raw.get("description").map(scalar_text).unwrap_or_default();
        response.insert("description".to_owned(), Value::String(description));
        response.insert(
            "content".to_owned(),
            self.content(raw.get("content"), &child(place, "content")),
        );
        let mut headers = Map::new();
        let declared = raw.get("headers").and_then(Value::as_object);
        for (name, header) in declared.into_iter().flatten() {
            let header = self.header(header, &child(&child(place, "headers"), name));
            headers.extend(header.map(|header| (name.clone(), header)));
        }
        response.insert("headers".to_owned(), Value::Object(headers));
        Some(Value::Object(response))
    }

    pub(super) fn header(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self
                .reference(Kind::Header, reference, place)
                .map(|reference| json!({"$ref": reference}));
        }
        let raw = self.object(raw, place, "a header")?;
        self.check_keys(raw, place, keys::HEADER);
        for key in ["name", "in"] {
            if raw.contains_key(key) {
                let message = format!("a header has no `{key}`: its name is its key");
                self.report(Code::InvalidDocument, &child(place, key), message);
            }
        }
        Some(Value::Object(self.header_parts(raw, place)))
    }

    pub(super) fn content(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut content = Map::new();
        let Some(raw) = raw.filter(|raw| !raw.is_null()) else {
            return Value::Object(content);
        };
        let Some(raw) = self.object(raw, place, "`content`") else {
            return Value::Object(content);
        };
        for (name, media_type) in raw.iter().filter(|(name, _)| !name.starts_with("x-")) {
            let place = child(place, name);
            let mut lowered = Map::new();
            let Some(media_type) = self.object(media_type, &place, "a media type") else {
                continue;
            };
            self.check_keys(media_type, &place, keys::MEDIA_TYPE);
            if let Some(schema) = media_type.get("schema") {
                lowered.insert("schema".to_owned(), self.schema(schema, &child(&place, "schema")));
            }
            let encodings = self.encodings(name, media_type, &place);
            lowered.extend(encodings.map(|encodings| ("encoding".to_owned(), encodings)));
            self.insert_stream_facts(media_type, &place, &mut lowered);
            content.insert(name.clone(), Value::Object(lowered));
        }
        Value::Object(content)
    }

    pub(super) fn parameters(&mut self, raw: Option<&Value>, place: &Place) -> Vec<Value> {
        let listed = raw.and_then(Value::as_array).into_iter().flatten().enumerate();
        listed
            .filter_map(|(index, parameter)| self.parameter(parameter, &element(place, index)))
            .collect()
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
        let text = item.get(key).filter(|text| !text.is_null());
        operation.extend(text.map(|text| (key.to_owned(), Value::String(scalar_text(text)))));
    }
}
