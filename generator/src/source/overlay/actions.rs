//! Reading an overlay: Overlay Specification 1.1.0, "Overlay Object" and "Action Object".

use serde_json::{Map, Value};

use super::super::kind_of;
use super::target::Target;
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::pointer::{Place, Pointer};

const OVERLAY: &[&str] = &["actions", "extends", "info", "overlay"];
const ACTION: &[&str] = &["copy", "description", "remove", "target", "update"];

/// A change of the nodes that a path selects.
pub(super) struct Action {
    place: Place,
    pub(super) target: Target,
    pub(super) change: Change,
}

/// What becomes of the nodes.
pub(super) enum Change {
    /// A value is merged into them.
    Update(Value),
    /// The node that a path selects is merged into them.
    Copy(Target),
    /// They are removed.
    Remove,
}

impl Action {
    /// Where a member of the action is written.
    pub(super) fn at(&self, key: &str) -> Place {
        self.place.child(key)
    }
}

/// What an overlay says: the document that it extends, with the place of that, and its actions. What is malformed is
/// reported and left out.
pub(super) fn read(value: &Value, file: &str, diagnostics: &mut Diagnostics) -> (Option<(String, Place)>, Vec<Action>) {
    let place = Place {
        file: file.to_owned(),
        pointer: Pointer::root(),
    };
    let mut reader = Reader { diagnostics };
    let Some(overlay) = reader.object(value, &place, "an overlay") else {
        return (None, Vec::new());
    };
    reader.check_keys(overlay, &place, OVERLAY);
    let version = reader.version(overlay, &place);
    let extends = reader.text(overlay, "extends", &place);
    let extends = extends.map(|text| (text.to_owned(), place.child("extends")));
    let place = place.child("actions");
    let actions = match overlay.get("actions") {
        Some(Value::Array(actions)) if !actions.is_empty() => actions.as_slice(),
        Some(_) => {
            reader.refuse(&place, "`actions` must be a list of at least one action");
            &[]
        }
        None => {
            reader.refuse(&place, "the overlay has no `actions`");
            &[]
        }
    };
    let actions = actions
        .iter()
        .enumerate()
        .filter_map(|(index, action)| reader.action(action, place.index(index), version));
    (extends, actions.collect())
}

/// The versions that differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V1_0,
    V1_1,
}

struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn version(&mut self, overlay: &Map<String, Value>, place: &Place) -> Version {
        let place = place.child("overlay");
        let version = match overlay.get("overlay") {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => String::new(),
            None => {
                let message = "not an overlay: it has no `overlay` key";
                let diagnostic = Diagnostic::new(Code::InvalidOverlay, place, message);
                self.diagnostics
                    .push(diagnostic.help("an overlay begins with `overlay: 1.1.0`"));
                return Version::V1_1;
            }
        };
        match version.split('.').take(2).collect::<Vec<_>>().as_slice() {
            ["1", "0"] | ["1"] => Version::V1_0,
            ["1", "1"] => Version::V1_1,
            _ => {
                let message = format!("version `{version}` of overlays isn't supported");
                let diagnostic = Diagnostic::new(Code::InvalidOverlay, place, message);
                self.diagnostics.push(diagnostic.help("use `1.0.0` or `1.1.0`"));
                Version::V1_1
            }
        }
    }

    fn action(&mut self, value: &Value, place: Place, version: Version) -> Option<Action> {
        let action = self.object(value, &place, "an action")?;
        self.check_keys(action, &place, ACTION);
        let target = match action.get("target") {
            Some(target) => self.path(target, &place.child("target")),
            None => {
                self.refuse(&place, "the action has no `target`");
                None
            }
        };
        let change = self.change(action, &place, version);
        Some(Action {
            target: target?,
            change: change?,
            place,
        })
    }

    /// What an action does. `remove: true` counts before all else; `update` and `copy` exclude each other.
    fn change(&mut self, action: &Map<String, Value>, place: &Place, version: Version) -> Option<Change> {
        match action.get("remove") {
            Some(Value::Bool(true)) => return Some(Change::Remove),
            None | Some(Value::Bool(false)) => {}
            Some(other) => {
                let message = format!("`remove` must be `true` or `false`, not {}", kind_of(other));
                self.refuse(&place.child("remove"), &message);
                return None;
            }
        }
        match (action.get("update"), action.get("copy")) {
            (Some(value), None) => Some(Change::Update(value.clone())),
            (None, Some(path)) => {
                let place = place.child("copy");
                if version == Version::V1_0 {
                    let message = "`copy` is new in version 1.1 of overlays; it is applied all the same";
                    let diagnostic = Diagnostic::new(Code::Mended, place.clone(), message);
                    self.diagnostics.push(diagnostic.help("write `overlay: 1.1.0`"));
                }
                self.path(path, &place).map(Change::Copy)
            }
            (Some(_), Some(_)) => {
                self.refuse(place, "the action has both `update` and `copy`");
                None
            }
            (None, None) => {
                self.refuse(place, "the action has none of `update`, `copy` and `remove: true`");
                None
            }
        }
    }

    fn path(&mut self, value: &Value, place: &Place) -> Option<Target> {
        let Some(text) = value.as_str() else {
            let message = format!("a JSONPath must be a string, not {}", kind_of(value));
            self.refuse(place, &message);
            return None;
        };
        let path = Target::parse(text);
        let refused = path.map_err(|reason| {
            let message = format!("`{text}` isn't a JSONPath: {reason}");
            let help = "names with other characters than letters, digits and `_` stand in brackets and quotes: \
                        `$.paths['/pets'].get['x-internal']`";
            Diagnostic::new(Code::InvalidOverlay, place.clone(), message).help(help)
        });
        refused.map_err(|diagnostic| self.diagnostics.push(diagnostic)).ok()
    }

    fn object<'v>(&mut self, value: &'v Value, place: &Place, what: &str) -> Option<&'v Map<String, Value>> {
        if !value.is_object() {
            let message = format!("{what} must be a mapping, not {}", kind_of(value));
            self.refuse(place, &message);
        }
        value.as_object()
    }

    fn text<'v>(&mut self, object: &'v Map<String, Value>, key: &str, place: &Place) -> Option<&'v str> {
        let value = object.get(key)?;
        if !value.is_string() {
            let message = format!("`{key}` must be a string, not {}", kind_of(value));
            self.refuse(&place.child(key), &message);
        }
        value.as_str()
    }

    fn check_keys(&mut self, object: &Map<String, Value>, place: &Place, known: &[&str]) {
        let is_unknown = |key: &&String| !key.starts_with("x-") && !known.contains(&key.as_str());
        for key in object.keys().filter(is_unknown) {
            let message = format!("`{key}` isn't defined here; it is ignored");
            let diagnostic = Diagnostic::new(Code::UnknownKey, place.child(key), message);
            self.diagnostics.push(match closest(key, known.iter().copied()) {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic,
            });
        }
    }

    fn refuse(&mut self, place: &Place, message: &str) {
        self.diagnostics
            .push(Diagnostic::new(Code::InvalidOverlay, place.clone(), message));
    }
}
