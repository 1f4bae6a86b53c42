//! Where the API is: OpenAPI 3.1.1, "Server Object" and "Server Variable Object".

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::{Lowering, child, keys, scalar_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;
use crate::template;

impl Lowering<'_> {
    /// The document's servers. The first is the client's base URL, so all that it needs must be there.
    pub(super) fn servers(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        let mut servers = Vec::new();
        for (server, undeclared, place) in self.server_list(raw, place) {
            match undeclared.first() {
                None => servers.push(server),
                Some(variable) => {
                    let message = format!("the server URL uses the variable `{variable}`, which isn't declared");
                    let diagnostic = Diagnostic::new(Code::InvalidDocument, child(&place, "url"), message)
                        .why("the server is left out; callers give its URL by `ClientBuilder::base_url`")
                        .help("declare it in the server's `variables`, with a default");
                    self.diagnostics.push(diagnostic);
                }
            }
        }
        Value::Array(servers)
    }

    /// The servers of a path or an operation, if it has some.
    pub(super) fn own_servers(&mut self, raw: Option<&Value>, place: &Place) -> Option<Value> {
        let mut servers = Vec::new();
        for (server, undeclared, place) in self.server_list(raw, place) {
            for variable in undeclared {
                let message = format!("the server URL uses the variable `{variable}`, which isn't declared");
                let diagnostic = Diagnostic::new(Code::Mended, child(&place, "url"), message);
                self.diagnostics
                    .push(diagnostic.why("operations on this server need `ClientBuilder::server_url`"));
            }
            servers.push(server);
        }
        (!servers.is_empty()).then_some(Value::Array(servers))
    }

    /// The servers with the variables that their URLs name without declaring them.
    fn server_list(&mut self, raw: Option<&Value>, place: &Place) -> Vec<(Value, Vec<String>, Place)> {
        let listed = self.list(raw, place, "`servers`").into_iter();
        let lowered = listed.filter_map(|(server, place)| {
            let url = server
                .as_str()
                .filter(|url| url.starts_with('/') || url.contains("://"));
            if let Some(url) = url {
                let message = "a server must be a mapping; the string is treated as its `url`";
                self.report(Code::Mended, &place, message);
                let server = json!({"url": url.trim(), "variables": {}});
                let undeclared = undeclared(&server);
                return Some((server, undeclared, place));
            }
            let (server, place) = self.object(server, &place, "a server")?;
            let server = self.server(server, &place)?;
            let undeclared = undeclared(&server);
            Some((server, undeclared, place))
        });
        lowered.collect()
    }

    fn server(&mut self, raw: &Map<String, Value>, place: &Place) -> Option<Value> {
        let Some(url) = self.text(raw, "url", place) else {
            self.report(Code::Mended, place, "a server without a `url` is ignored");
            return None;
        };
        self.check_keys(raw, place, keys::SERVER);
        let mut declared = Map::new();
        for (name, variable, place) in self.named(raw.get("variables"), &child(place, "variables"), "`variables`") {
            let variable = self.server_variable(variable, &place);
            declared.extend(variable.map(|variable| (name.clone(), variable)));
        }
        let mut server = json!({"url": url.trim(), "variables": declared});
        if let (Some(description), Some(server)) = (self.text(raw, "description", place), server.as_object_mut()) {
            server.insert("description".to_owned(), json!(description));
        }
        Some(server)
    }

    fn server_variable(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        let (raw, place) = self.object(raw, place, "a server's variable")?;
        let place = &place;
        self.check_keys(raw, place, keys::SERVER_VARIABLE);
        let mut values: IndexSet<String> = IndexSet::new();
        for (value, place) in self.list(raw.get("enum"), &child(place, "enum"), "`enum`") {
            let is_scalar = !value.is_object() && !value.is_array() && !value.is_null();
            let value = scalar_text(value);
            if !is_scalar {
                let message = "a value of a server's variable must be a string; this one is left out";
                self.report(Code::InvalidDocument, &place, message);
            } else {
                values.insert(value);
            }
        }
        let default = self.text(raw, "default", place).unwrap_or_else(|| {
            let message = "the server variable has no default; its first value is used";
            self.report(Code::Mended, place, message);
            values.first().cloned().unwrap_or_default()
        });
        if !values.is_empty() && !values.contains(&default) {
            let message = format!("the default `{default}` isn't one of the variable's values; it is treated as one");
            self.report(Code::Mended, place, message);
            values.insert(default.clone());
        }
        let mut variable = json!({"default": default, "enum": Vec::from_iter(values)});
        if let (Some(description), Some(variable)) = (self.text(raw, "description", place), variable.as_object_mut()) {
            variable.insert("description".to_owned(), json!(description));
        }
        Some(variable)
    }
}

/// The variables that a server's URL names without declaring them.
fn undeclared(server: &Value) -> Vec<String> {
    let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
    let is_declared = |name: &String| server.get("variables").is_some_and(|all| all.get(name).is_some());
    let names = template::variables(url).into_iter().map(str::to_owned);
    names.filter(|name| !is_declared(name)).collect()
}
