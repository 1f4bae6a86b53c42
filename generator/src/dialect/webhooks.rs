//! What the server sends to the caller's own: OpenAPI 3.1.1, `webhooks` and "Callback Object"; `x-webhooks` in 3.0.

use serde_json::{Map, Value};

use super::{Lowering, child};
use crate::diagnostic::Code;
use crate::pointer::{Place, Pointer};

/// The extension by which documents of 3.0 have webhooks. As an extension it may hold anything else as well.
const EXTENSION: &str = "x-webhooks";

/// The keys of the document that hold webhooks.
const KEYS: &[&str] = &["webhooks", EXTENSION];

impl Lowering<'_> {
    /// The path items of all webhooks, by their names.
    pub(super) fn webhooks(&mut self, entry: &Map<String, Value>) -> Value {
        let mut webhooks = Map::new();
        for key in KEYS {
            let place = child(&Place::default(), key);
            let Some(raw) = entry.get(*key) else {
                continue;
            };
            if *key == EXTENSION && !is_of_items(raw) {
                let message = format!("`{EXTENSION}` isn't a mapping of path items; it is ignored");
                self.report(Code::Unsupported, &place, message);
                continue;
            }
            let items = self.named(Some(raw), &place, "`webhooks`");
            for (name, item, place) in items.into_iter().filter(|(name, _, _)| !name.starts_with("x-")) {
                if !self.selects_webhook(name, item, &place) {
                    continue;
                }
                let lowered = Pointer::root().child("webhooks").child(name);
                match self.incoming(item, &place, lowered) {
                    Some(item) => drop(webhooks.entry(name).or_insert(item)),
                    None => self.lost += 1,
                }
            }
        }
        Value::Object(webhooks)
    }

    /// The callbacks of an operation: path items by the expressions of their URLs, by the callbacks' names.
    pub(super) fn callbacks(&mut self, raw: &Value, place: &Place) -> Value {
        let mut callbacks = Map::new();
        if self.is_incoming {
            self.report(
                Code::Unsupported,
                place,
                "callbacks of webhooks and callbacks are ignored",
            );
            return Value::Object(callbacks);
        }
        let named = self.named(Some(raw), place, "`callbacks`");
        for (name, callback, place) in named.into_iter().filter(|(name, _, _)| !name.starts_with("x-")) {
            let callback = self.callback(callback, &place);
            callbacks.extend(callback.map(|callback| (name.clone(), callback)));
        }
        Value::Object(callbacks)
    }

    fn callback(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        let lowered = place.pointer.clone();
        let (raw, place) = match raw.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.followed(reference, place)?,
            None => (raw, place.clone()),
        };
        let mut callback = Map::new();
        let items = self.named(Some(raw), &place, "a callback");
        for (expression, item, place) in items.into_iter().filter(|(name, _, _)| !name.starts_with("x-")) {
            let lowered = lowered.child(expression);
            if let Some(item) = self.incoming(item, &place, lowered) {
                callback.insert(expression.clone(), item);
            }
        }
        Some(Value::Object(callback))
    }

    /// A path item that the server calls; `lowered` is where it stands in the lowered document.
    fn incoming(&mut self, raw: &Value, place: &Place, lowered: Pointer) -> Option<Value> {
        let (raw, place) = match raw.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.followed(reference, place)?,
            None => (raw, place.clone()),
        };
        let was_incoming = std::mem::replace(&mut self.is_incoming, true);
        let item = self.scoped(|this| this.path_item(raw, "", &place));
        self.is_incoming = was_incoming;
        if place != Place::entry(lowered.clone()) {
            self.origins.insert(lowered, place);
        }
        item
    }
}

fn is_of_items(raw: &Value) -> bool {
    raw.as_object()
        .is_some_and(|members| members.values().all(Value::is_object))
}
