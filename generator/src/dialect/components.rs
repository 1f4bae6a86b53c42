//! Components: those that are declared, and those that something refers to where it stands.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::kind::Kind;
use super::parameters::is_called;
use super::{Lowering, child, keys};
use crate::component;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;
use crate::spec::SchemaSlot;

impl<'s> Lowering<'s> {
    /// Notes the components that the document declares itself. One that is only a reference to something that is not
    /// declared is that thing: a place has one type, however it is reached.
    pub(super) fn declare_components(&mut self, entry: &'s Map<String, Value>) {
        let place = child(&Place::default(), "components");
        let raw = entry
            .get("components")
            .and_then(|raw| self.object(raw, &place, "`components`"));
        let Some((raw, place)) = raw else { return };
        self.check_keys(raw, &place, keys::COMPONENTS);
        for kind in Kind::ALL {
            let key = kind.key();
            let declared = self.named(raw.get(key), &child(&place, key), &format!("`{key}`"));
            for (name, value, place) in declared {
                self.names.entry(kind).or_default().insert(name.clone());
                self.hoisted
                    .entry((kind, place.clone()))
                    .or_insert_with(|| name.clone());
                self.declared.push((kind, name.clone(), value, place));
            }
        }
        self.named = self.names.get(&Kind::Schema).cloned().unwrap_or_default();
        self.schemes = self.names.get(&Kind::SecurityScheme).cloned().unwrap_or_default();
        let declared = std::mem::take(&mut self.declared);
        let claimed = declared.into_iter().map(|(kind, name, value, place)| {
            let (value, place) = self.claimed(kind, &name, value, place);
            if place != Place::entry(kind.pointer(&name)) {
                self.origins.insert(kind.pointer(&name), place.clone());
            }
            (kind, name, value, place)
        });
        self.declared = claimed.collect();
        self.hold_back();
    }

    /// What a component stands for, and where that stands, which has the component's name from now on.
    fn claimed(&mut self, kind: Kind, name: &str, value: &'s Value, place: Place) -> (&'s Value, Place) {
        let (mut value, mut place) = (value, place);
        while let Some(reference) = only_reference(value) {
            let found = self
                .target(reference, &place)
                .and_then(|target| self.found(&target))
                .filter(|(_, target)| !self.hoisted.contains_key(&(kind, target.clone())));
            let Some((next, target)) = found else { break };
            self.hoisted.insert((kind, target.clone()), name.to_owned());
            (value, place) = (next, target);
        }
        (value, place)
    }

    /// The components of the skeleton, and the schemas.
    pub(super) fn components(&mut self) -> (Value, IndexMap<String, SchemaSlot>) {
        let mut components = Components::default();
        for (kind, name, value, place) in std::mem::take(&mut self.declared) {
            self.insert_component(kind, (value, &place), name, &mut components);
        }
        while let Some((kind, place, name)) = self.queue.pop() {
            let Some(value) = self.raw(&place) else { continue };
            if kind == Kind::Schema && value.get("discriminator").is_some() {
                self.reach_family(&place);
            }
            self.insert_component(kind, (value, &place), name, &mut components);
        }
        let Components {
            mut schemas,
            mut others,
        } = components;
        self.cut_circles(Kind::Schema, &mut schemas);
        for (kind, members) in &mut others {
            self.cut_circles(*kind, members);
        }
        let schemas = self.in_order(Kind::Schema, schemas).into_iter().collect();
        let by_key = others.into_iter().map(|(kind, members)| {
            let members = self.in_order(kind, members).into_iter().collect();
            (kind.key().to_owned(), Value::Object(members))
        });
        (Value::Object(by_key.collect()), schemas)
    }

    fn insert_component(&mut self, kind: Kind, (raw, place): (&Value, &Place), name: String, to: &mut Components) {
        if kind == Kind::Schema {
            to.schemas.insert(name, self.schema(raw, place));
        } else if let Some(lowered) = self.scoped(|this| this.component(kind, raw, place)) {
            to.others.entry(kind).or_default().insert(name, lowered);
        }
    }

    fn component(&mut self, kind: Kind, raw: &Value, place: &Place) -> Option<Value> {
        match kind {
            Kind::Schema => None,
            Kind::Response => Some(self.response(raw, place)),
            Kind::Parameter => self.parameter(raw, place),
            Kind::RequestBody => self.request_body(raw, place),
            Kind::Header => self.header(raw, place),
            Kind::SecurityScheme => self.security_scheme(raw, place),
        }
    }

    /// A client certificate is shown by the transport, not by requests.
    pub(super) fn is_mutual_tls(&self, scheme: &str) -> bool {
        let place = Place::entry(Kind::SecurityScheme.pointer(scheme));
        let declared = self.found(&place).map(|(scheme, _)| scheme);
        declared.and_then(|scheme| scheme.get("type")?.as_str()) == Some("mutualTLS")
    }

    /// Only what the client sends is kept, and the flow that it can go through by itself.
    fn security_scheme(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if let Some(reference) = raw.get("$ref").and_then(Value::as_str) {
            let reference = self.reference(Kind::SecurityScheme, reference, place);
            return Some(reference.map_or_else(unsupported, |reference| json!({"$ref": reference})));
        }
        let Some((raw, place)) = self.object(raw, place, "a security scheme") else {
            return Some(unsupported());
        };
        let place = &place;
        let flows = self.flows(raw, place);
        let text = |key: &str| raw.get(key).and_then(Value::as_str);
        let named = text("type").map(scheme_type);
        if let Some((name, _)) = named.filter(|(name, _)| text("type") != Some(*name)) {
            let message = format!(
                "`type` can't be `{}`; it is treated as `{name}`",
                text("type").unwrap_or_default()
            );
            self.report(Code::Mended, &child(place, "type"), message);
        }
        let mut scheme = match named.map(|(name, _)| name) {
            Some("http") => {
                let scheme = text("scheme").or(named.and_then(|(_, scheme)| scheme));
                let scheme = scheme.unwrap_or_else(|| self.mended(place, "scheme", "bearer"));
                json!({"type": "http", "scheme": scheme})
            }
            Some("apiKey") => {
                let location = self.key_place(text("in"), place);
                let name = text("name").unwrap_or_else(|| self.mended(place, "name", "X-Api-Key"));
                json!({"type": "apiKey", "in": location, "name": name})
            }
            Some("oauth2") => json!({"type": "oauth2", "flows": flows}),
            Some("openIdConnect") => {
                json!({"type": "openIdConnect", "openIdConnectUrl": text("openIdConnectUrl").unwrap_or_default()})
            }
            Some("mutualTLS") => {
                let message = "the transport must present the client certificate";
                let help =
                    "pass a `ReqwestTransport` whose reqwest client has an identity to `ClientBuilder::transport`";
                self.diagnostics
                    .push(Diagnostic::new(Code::MutualTls, place.clone(), message).help(help));
                return Some(unsupported());
            }
            other => {
                let message = format!(
                    "security schemes of type `{}` are not supported",
                    other.unwrap_or_default()
                );
                self.report(Code::UnsupportedSecurity, place, message);
                return Some(unsupported());
            }
        };
        if let (Some(description), Some(scheme)) = (text("description"), scheme.as_object_mut()) {
            scheme.insert("description".to_owned(), json!(description));
        }
        Some(scheme)
    }

    /// Where an API key is.
    fn key_place(&mut self, said: Option<&str>, place: &Place) -> &'static str {
        let called = |known: &&&str| said.is_some_and(|word| is_called(known, word));
        let location = ["header", "query", "cookie"].iter().find(called).copied();
        if let Some(location) = location.filter(|location| said != Some(*location)) {
            let message = format!(
                "`in` can't be `{}`; it is treated as `{location}`",
                said.unwrap_or_default()
            );
            self.report(Code::Mended, &child(place, "in"), message);
        }
        location.unwrap_or_else(|| self.mended(place, "in", "header"))
    }

    /// What a security scheme must say and does not.
    fn mended(&mut self, place: &Place, key: &str, taken: &'static str) -> &'static str {
        let message = format!("the security scheme has no valid `{key}`; it is treated as `{taken}`");
        self.report(Code::Mended, place, message);
        taken
    }

    /// A reference that leads only to itself says nothing, and neither does an `allOf` of itself: the step that closes the
    /// circle is taken out.
    fn cut_circles<T: Steps>(&mut self, kind: Kind, members: &mut IndexMap<String, T>) {
        let names: Vec<String> = members.keys().cloned().collect();
        let mut done = BTreeSet::new();
        for name in names {
            for (from, to) in closing_steps(members, &name, &mut done) {
                let place = Place::entry(kind.pointer(&from));
                let place = self.origins.get(&place.pointer).cloned().unwrap_or(place);
                let message = format!("`{from}` leads only to itself, by `{to}`");
                let why = "it has no finite form, so that step says nothing";
                self.diagnostics
                    .push(Diagnostic::new(Code::CyclicRef, place, message).why(why));
                if let Some(member) = members.get_mut(&from) {
                    member.cut(&to);
                }
            }
        }
    }
}

/// Lowered components.
#[derive(Default)]
struct Components {
    schemas: IndexMap<String, SchemaSlot>,
    /// Those of the skeleton, by kind.
    others: BTreeMap<Kind, IndexMap<String, Value>>,
}

/// A component that may be nothing but what other components are.
trait Steps {
    /// The components that it is, by a reference or by the members of its `allOf`.
    fn steps(&self) -> Vec<String>;

    /// Takes the steps to a component out.
    fn cut(&mut self, target: &str);
}

impl Steps for Value {
    fn steps(&self) -> Vec<String> {
        let reference = self.get("$ref").and_then(Value::as_str);
        reference
            .map(|reference| component::name(reference).to_owned())
            .into_iter()
            .collect()
    }

    fn cut(&mut self, _target: &str) {
        *self = json!({});
    }
}

impl Steps for SchemaSlot {
    fn steps(&self) -> Vec<String> {
        match self {
            Self::Component(name) => vec![name.clone()],
            Self::Inline(schema) => schema.all_of.iter().flat_map(Self::steps).collect(),
        }
    }

    fn cut(&mut self, target: &str) {
        match self {
            Self::Component(name) if name == target => *self = Self::any(),
            Self::Component(_) => {}
            Self::Inline(schema) => {
                schema.all_of.retain(|member| member.component() != Some(target));
                schema.all_of.iter_mut().for_each(|member| member.cut(target));
            }
        }
    }
}

/// The type of a security scheme in the standard's letters, and the HTTP scheme that its name says.
fn scheme_type(name: &str) -> (&str, Option<&'static str>) {
    let word: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    match word.to_ascii_lowercase().as_str() {
        "http" => ("http", None),
        "basic" | "httpbasic" => ("http", Some("basic")),
        "bearer" | "httpbearer" | "jwt" => ("http", Some("bearer")),
        "apikey" => ("apiKey", None),
        "oauth" | "oauth2" => ("oauth2", None),
        "openid" | "openidconnect" | "oidc" => ("openIdConnect", None),
        "mutualtls" | "mtls" => ("mutualTLS", None),
        _ => (name, None),
    }
}

/// A scheme that no client can send.
fn unsupported() -> Value {
    json!({"type": "http", "scheme": "unsupported"})
}

/// The reference of a value that says nothing else.
fn only_reference(value: &Value) -> Option<&str> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.get("$ref")?.as_str()
}

/// The steps by references and `allOf` that lead back to a component on the way from `start`: a walk in depth that ends
/// where it has been, so that each component is passed once.
fn closing_steps<T: Steps>(
    members: &IndexMap<String, T>,
    start: &str,
    done: &mut BTreeSet<String>,
) -> Vec<(String, String)> {
    let mut closing = Vec::new();
    let mut trail: Vec<(String, Vec<String>)> = Vec::new();
    let mut on_trail = BTreeSet::new();
    let mut next = Some(start.to_owned());
    loop {
        if let Some(name) = next.take()
            && done.insert(name.clone())
        {
            let steps = members.get(&name).map(T::steps).unwrap_or_default();
            on_trail.insert(name.clone());
            trail.push((name, steps));
        }
        let Some((name, steps)) = trail.last_mut() else {
            return closing;
        };
        match steps.pop() {
            Some(step) if on_trail.contains(&step) => closing.push((name.clone(), step)),
            Some(step) => next = Some(step),
            None => {
                on_trail.remove(name);
                trail.pop();
            }
        }
    }
}
