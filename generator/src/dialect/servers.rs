//! Where the API is: OpenAPI 3.1.1, "Server Object" and "Server Variable Object".

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::{Lowering, child, element, keys, scalar_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;
use crate::template;

impl Lowering<'_> {
    /// The document's servers. The first is the client's base URL, so all that it needs must be there.
    pub(super) fn servers(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let listed = raw.and_then(Value::as_array).into_iter().flatten();
        for (index, server) in listed.enumerate() {
            for variable in undeclared(server) {
                let message = format!("the server URL uses the variable `{variable}`, which isn't declared");
                let place = child(&element(place, index), "url");
                let diagnostic = Diagnostic::new(Code::InvalidDocument, place, message);
                self.diagnostics
                    .push(diagnostic.help("declare it in the server's `variables`, with a default"));
            }
        }
        Value::Array(self.server_list(raw, place))
    }

    /// The servers of a path or an operation, if it has some.
    pub(super) fn own_servers(&mut self, raw: Option<&Value>, place: &Place) -> Option<Value> {
        let listed = raw.and_then(Value::as_array).into_iter().flatten();
        for (index, server) in listed.enumerate() {
            for variable in undeclared(server) {
                let message = format!("the server URL uses the variable `{variable}`, which isn't declared");
                let diagnostic = Diagnostic::new(Code::Mended, child(&element(place, index), "url"), message);
                self.diagnostics
                    .push(diagnostic.why("operations on this server need `ClientBuilder::server_url`"));
            }
        }
        let servers = self.server_list(raw, place);
        (!servers.is_empty()).then_some(Value::Array(servers))
    }

    fn server_list(&mut self, raw: Option<&Value>, place: &Place) -> Vec<Value> {
        let listed = raw.and_then(Value::as_array).into_iter().flatten();
        listed
            .enumerate()
            .filter_map(|(index, server)| self.server(server, &element(place, index)))
            .collect()
    }

    fn server(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        let Some(url) = raw.get("url").and_then(Value::as_str) else {
            self.report(Code::Mended, place, "a server without a `url` is ignored");
            return None;
        };
        if let Some(members) = raw.as_object() {
            self.check_keys(members, place, keys::SERVER);
        }
        let mut declared = Map::new();
        let raw_variables = raw.get("variables").and_then(Value::as_object);
        for (name, variable) in raw_variables.into_iter().flatten() {
            let place = child(&child(place, "variables"), name);
            declared.insert(name.clone(), self.server_variable(variable, &place));
        }
        let mut server = json!({"url": url.trim(), "variables": declared});
        if let (Some(description), Some(server)) = (raw.get("description"), server.as_object_mut()) {
            server.insert("description".to_owned(), json!(scalar_text(description)));
        }
        Some(server)
    }

    fn server_variable(&mut self, raw: &Value, place: &Place) -> Value {
        if let Some(members) = raw.as_object() {
            self.check_keys(members, place, keys::SERVER_VARIABLE);
        }
        let listed = raw.get("enum").and_then(Value::as_array).into_iter().flatten();
        let mut values: IndexSet<String> = listed.map(scalar_text).collect();
        let default = match raw.get("default") {
            Some(default) => scalar_text(default),
            None => {
                self.report(
                    Code::Mended,
                    place,
                    "the server variable has no default; its first value is used",
                );
                values.first().cloned().unwrap_or_default()
            }
        };
        if !values.is_empty() && !values.contains(&default) {
            let message = format!("the default `{default}` isn't one of the variable's values; it is treated as one");
            self.report(Code::Mended, place, message);
            values.insert(default.clone());
        }
        let mut variable = json!({"default": default, "enum": Vec::from_iter(values)});
        if let (Some(description), Some(variable)) = (raw.get("description"), variable.as_object_mut()) {
            variable.insert("description".to_owned(), json!(scalar_text(description)));
        }
        variable
    }
}

/// The variables that a server's URL names without declaring them.
fn undeclared(server: &Value) -> Vec<String> {
    let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
    let is_declared = |name: &String| server.get("variables").is_some_and(|all| all.get(name).is_some());
    let names = template::variables(url).into_iter().map(str::to_owned);
    names.filter(|name| !is_declared(name)).collect()
}
