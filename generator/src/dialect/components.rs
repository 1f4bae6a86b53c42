//! Components: those that are declared, and those that something refers to where it stands.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::references::Kind;
use super::{Lowering, child, keys};
use crate::diagnostic::{Code, Diagnostic};
use crate::graph;
use crate::pointer::{Place, Pointer};

impl Lowering<'_> {
    pub(super) fn components(&mut self, raw: Option<&Value>, place: &Place) -> Value {
        if let Some(raw) = raw.and_then(Value::as_object) {
            self.check_keys(raw, place, keys::COMPONENTS);
        }
        let mut components: BTreeMap<Kind, Map<String, Value>> = BTreeMap::new();
        for kind in Kind::ALL {
            let declared = raw
                .and_then(|components| components.get(kind.key()))
                .and_then(Value::as_object);
            let place = child(place, kind.key());
            for (name, value) in declared.into_iter().flatten() {
                if let Some(lowered) = self.component(kind, value, &child(&place, name)) {
                    components.entry(kind).or_default().insert(name.clone(), lowered);
                }
            }
        }
        while let Some((kind, place, name)) = self.queue.pop() {
            let Some(value) = self.raw(&place) else { continue };
            if let Some(lowered) = self.component(kind, value, &place) {
                components.entry(kind).or_default().insert(name, lowered);
            }
        }
        self.check_cycles(&components);
        let by_key = components
            .into_iter()
            .map(|(kind, members)| (kind.key().to_owned(), Value::Object(members)));
        Value::Object(by_key.collect())
    }

    fn component(&mut self, kind: Kind, raw: &Value, place: &Place) -> Option<Value> {
        match kind {
            Kind::Schema => Some(self.schema(raw, place)),
            Kind::Response => self.response(raw, place),
            Kind::Parameter => self.parameter(raw, place),
            Kind::RequestBody => self.request_body(raw, place),
            Kind::Header => self.header(raw, place),
            Kind::SecurityScheme => self.security_scheme(raw, place),
        }
    }

    /// A client certificate is shown by the transport, not by requests.
    pub(super) fn is_mutual_tls(&self, scheme: &str) -> bool {
        let declared = self
            .source
            .entry()
            .and_then(|entry| entry.get("components")?.get("securitySchemes")?.get(scheme));
        declared.and_then(|scheme| scheme.get("type")?.as_str()) == Some("mutualTLS")
    }

    /// Only what the client sends is kept, and the flow that it can go through by itself.
    fn security_scheme(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            return self
                .reference(Kind::SecurityScheme, reference, place)
                .map(|reference| json!({"$ref": reference}));
        }
        self.check_scheme(raw, place);
        let text = |key: &str| raw.get(key).and_then(Value::as_str);
        let mut scheme = match text("type") {
            Some("http") => {
                let scheme = text("scheme").unwrap_or_else(|| self.mended(place, "scheme", "bearer"));
                json!({"type": "http", "scheme": scheme})
            }
            Some("apiKey") => {
                let location = text("in").filter(|place| ["header", "query", "cookie"].contains(place));
                let location = location.unwrap_or_else(|| self.mended(place, "in", "header"));
                let name = text("name").unwrap_or_else(|| self.mended(place, "name", "X-Api-Key"));
                json!({"type": "apiKey", "in": location, "name": name})
            }
            Some("oauth2") => json!({"type": "oauth2", "flows": flows(raw)}),
            Some("openIdConnect") => {
                json!({"type": "openIdConnect", "openIdConnectUrl": text("openIdConnectUrl").unwrap_or_default()})
            }
            Some("mutualTLS") => {
                let message = "the transport must present the client certificate";
                let help =
                    "pass a `ReqwestTransport` whose reqwest client has an identity to `ClientBuilder::transport`";
                self.diagnostics
                    .push(Diagnostic::new(Code::MutualTls, place.clone(), message).help(help));
                return Some(json!({"type": "http", "scheme": "unsupported"}));
            }
            other => {
                let message = format!(
                    "security schemes of type `{}` are not supported",
                    other.unwrap_or_default()
                );
                self.report(Code::UnsupportedSecurity, place, message);
                return Some(json!({"type": "http", "scheme": "unsupported"}));
            }
        };
        if let (Some(description), Some(scheme)) = (text("description"), scheme.as_object_mut()) {
            scheme.insert("description".to_owned(), json!(description));
        }
        Some(scheme)
    }

    fn check_scheme(&mut self, raw: &Value, place: &Place) {
        let Some(scheme) = raw.as_object() else { return };
        self.check_keys(scheme, place, keys::SECURITY_SCHEME);
        let Some(flows) = raw.get("flows").and_then(Value::as_object) else {
            return;
        };
        let place = child(place, "flows");
        self.check_keys(flows, &place, keys::FLOWS);
        for (name, flow) in flows {
            if let Some(flow) = flow.as_object() {
                self.check_keys(flow, &child(&place, name), keys::FLOW);
            }
        }
    }

    /// What a security scheme must say and does not.
    fn mended(&mut self, place: &Place, key: &str, taken: &'static str) -> &'static str {
        let message = format!("the security scheme has no valid `{key}`; it is treated as `{taken}`");
        self.report(Code::Mended, place, message);
        taken
    }

    /// A reference that leads only to itself names nothing, and neither does an `allOf` of itself.
    fn check_cycles(&mut self, components: &BTreeMap<Kind, Map<String, Value>>) {
        for (kind, members) in components {
            for name in on_cycles(members) {
                let place = Place::entry(Pointer::root().child("components").child(kind.key()).child(name));
                let place = self.origins.get(&place.pointer).cloned().unwrap_or(place);
                let message = format!("`{name}` refers only to itself");
                let why = "it never resolves to a definition";
                self.diagnostics
                    .push(Diagnostic::new(Code::CyclicRef, place, message).why(why));
            }
        }
    }
}

/// The client credentials flow: OpenAPI 3.1.1, "OAuth Flows Object".
fn flows(raw: &Value) -> Value {
    let flow = raw.get("flows").and_then(|flows| flows.get("clientCredentials"));
    match flow.and_then(|flow| flow.get("tokenUrl")).and_then(Value::as_str) {
        Some(url) if !url.trim().is_empty() => json!({"clientCredentials": {"tokenUrl": url.trim(), "scopes": {}}}),
        _ => json!({}),
    }
}

/// The components that come back to themselves by references and `allOf`.
fn on_cycles(members: &Map<String, Value>) -> impl Iterator<Item = &String> {
    let places: BTreeMap<&str, usize> = members.keys().map(String::as_str).zip(0..).collect();
    let steps = |value: &Value| {
        let steps = steps(value).into_iter();
        steps.filter_map(|name| places.get(name.as_str()).copied()).collect()
    };
    let edges: Vec<Vec<usize>> = members.values().map(steps).collect();
    let found = graph::on_cycles(&edges);
    members
        .keys()
        .zip(found)
        .filter_map(|(name, found)| found.then_some(name))
}

fn steps(value: &Value) -> Vec<String> {
    let all_of = value.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let references = std::iter::once(value)
        .chain(all_of)
        .filter_map(|value| value.get("$ref")?.as_str());
    references
        .filter_map(|reference| Pointer::parse(reference).last())
        .collect()
}
