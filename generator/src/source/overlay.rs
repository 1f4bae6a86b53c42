//! Overlays: the [Overlay Specification](https://spec.openapis.org/overlay/v1.1.0.html), versions 1.0 and 1.1. They change
//! the value of the entry document, never its file, before references to other files are followed.

mod actions;
mod changes;
mod extent;
mod origins;
mod target;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::budget::Budget;
use super::paths::{is_same_file, percent_decoded};
use super::{SourceFile, files};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::OverlayFile;
use crate::pointer::{Place, Pointer};
use actions::{Action, Change};
use changes::Conflict;
use extent::Extent;
use origins::{Origin, Origins};
use target::{Steps, Target, children};

/// How the keys of overlays begin, among those of files: no file of a document has such a key.
const KEY: &str = "/overlay/";

/// The overlays of a document, and what of it they wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overlaid {
    overlays: Vec<Overlay>,
    origins: Origins,
}

/// An overlay as it was read.
#[derive(Clone, Debug)]
struct Overlay {
    shown: String,
    text: String,
}

impl Overlaid {
    /// The text of an overlay, by its key.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.overlay(key).map(|overlay| overlay.text.as_str())
    }

    /// The path of an overlay as messages show it, by its key.
    pub(super) fn shown(&self, key: &str) -> Option<&str> {
        self.overlay(key).map(|overlay| overlay.shown.as_str())
    }

    /// Where a node of the entry document is written.
    pub(super) fn written(&self, pointer: &Pointer) -> Option<Place> {
        self.origins.written(pointer)
    }

    fn overlay(&self, key: &str) -> Option<&Overlay> {
        self.overlays.get(key.strip_prefix(KEY)?.parse::<usize>().ok()?)
    }
}

/// Whether the key of a file is that of an overlay.
pub(super) fn is_overlay(key: &str) -> bool {
    key.starts_with(KEY)
}

/// Applies overlays, in their order, to the value of the document at `entry`. It has none where they exceed the limits.
pub(super) fn apply(
    overlays: &[OverlayFile],
    entry: &Path,
    document: &mut Option<Value>,
    budget: &mut Budget,
    diagnostics: &mut Diagnostics,
) -> Overlaid {
    let mut overlaid = Overlaid::default();
    let mut steps = Steps::new();
    for (index, overlay) in overlays.iter().enumerate() {
        let key = format!("{KEY}{index}");
        let read = SourceFile::read(&overlay.path, &key, budget, diagnostics);
        if let Some(value) = &read.value {
            let (extends, actions) = actions::read(value, &key, diagnostics);
            if let Some((extended, place)) = extends {
                check_extended(&extended, place, &overlay.path, entry, diagnostics);
            }
            let applied = document.as_mut().and_then(|document| {
                let mut applying = Applying {
                    document,
                    origins: &mut overlaid.origins,
                    budget: &mut *budget,
                    steps: &mut steps,
                    diagnostics: &mut *diagnostics,
                };
                actions.iter().try_for_each(|action| applying.action(action))
            });
            if applied.is_none() {
                *document = None;
            }
        }
        overlaid.overlays.push(Overlay {
            shown: overlay.shown.clone(),
            text: read.text,
        });
    }
    overlaid
}

/// The document that an overlay extends, if it names a file.
///
/// # Errors
///
/// When the overlay can't be read, or names no file; the text says why.
pub(crate) fn extended(overlay: &Path) -> Result<PathBuf, String> {
    let mut diagnostics = Diagnostics::new();
    let read = SourceFile::read(overlay, "", &mut Budget::new(), &mut diagnostics);
    if let Some(problem) = diagnostics.iter().next() {
        return Err(problem.message.clone());
    }
    let value = read.value.unwrap_or_default();
    let extends = value.get("extends").and_then(Value::as_str);
    let path = extends.and_then(|extends| file_of(extends, overlay));
    path.ok_or_else(|| "it has no `extends` that names a file".to_owned())
}

/// The file that `extends` in an overlay names; `None` for one in the network.
fn file_of(extends: &str, overlay: &Path) -> Option<PathBuf> {
    let path = extends.split('#').next().unwrap_or_default();
    let folder = overlay.parent().unwrap_or(Path::new(""));
    (!path.is_empty() && !files::is_url(path)).then(|| folder.join(percent_decoded(path)))
}

fn check_extended(extends: &str, place: Place, overlay: &Path, entry: &Path, diagnostics: &mut Diagnostics) {
    let Some(extended) = file_of(extends, overlay).filter(|extended| !is_same_file(extended, entry)) else {
        return;
    };
    let message = match extended.exists() {
        true => format!("this overlay is for another document, `{extends}`; it is applied all the same"),
        false => format!("`{extends}`, which this overlay extends, doesn't exist; it is applied all the same"),
    };
    diagnostics.push(Diagnostic::new(Code::ForeignOverlay, place, message));
}

/// The state of applying one overlay.
struct Applying<'a> {
    document: &'a mut Value,
    origins: &'a mut Origins,
    budget: &'a mut Budget,
    steps: &'a mut Steps,
    diagnostics: &'a mut Diagnostics,
}

impl Applying<'_> {
    /// Applies an action; `None` where that exceeds the limits.
    fn action(&mut self, action: &Action) -> Option<()> {
        let targets = self.selected(&action.target, action.at("target"))?;
        if targets.is_empty() {
            self.unmatched(&action.target, action.at("target"));
            return Some(());
        }
        match &action.change {
            Change::Update(value) => self.merge(&targets, value, &Origin::of_update(action.at("update"))),
            Change::Copy(path) => self.copy(path, &targets, action.at("copy")),
            Change::Remove => self.remove(targets, action),
        }
    }

    fn remove(&mut self, targets: Vec<Pointer>, action: &Action) -> Option<()> {
        if targets.contains(&Pointer::root()) {
            let message = "the whole document can't be removed";
            self.report(Code::InvalidOverlay, action.at("target"), message);
            return Some(());
        }
        // What is left of each container is moved.
        let containers: BTreeSet<Pointer> = targets.iter().filter_map(Pointer::parent).collect();
        let containers = containers
            .iter()
            .filter_map(|node| self.document.pointer(node.as_str()));
        if self.steps.take(containers.map(children).sum()).is_none() {
            self.too_long(&action.target, action.at("target"));
            return None;
        }
        changes::remove(self.document, targets, self.origins);
        Some(())
    }

    fn copy(&mut self, path: &Target, targets: &[Pointer], place: Place) -> Option<()> {
        let found = self.selected(path, place.clone())?;
        match found.as_slice() {
            [] => self.unmatched(path, place),
            [one] => {
                let value = self.document.pointer(one.as_str()).cloned().unwrap_or_default();
                self.merge(targets, &value, &Origin::of_copy(place))?;
            }
            several => {
                let message = format!("`{path}` selects {} nodes; only one can be copied", several.len());
                self.report(Code::InvalidOverlay, place, message);
            }
        }
        Some(())
    }

    fn merge(&mut self, targets: &[Pointer], value: &Value, origin: &Origin) -> Option<()> {
        let extent = Extent::of(value);
        for target in targets {
            let is_small = extent.fits_below(target) && self.budget.take(extent.size).is_some();
            if !is_small {
                let message = "what the overlays insert up to here is too deep, or more than a document may repeat";
                self.diagnostics.push(
                    Diagnostic::new(Code::TooLarge, origin.place(), message)
                        .why("an overlay stays within the limits of a document")
                        .help("insert less, or insert a `$ref` to a component"),
                );
                return None;
            }
            let Some(node) = self.document.pointer_mut(target.as_str()) else {
                continue;
            };
            if let Err(conflict) = changes::merge(node, value, target, origin, self.origins) {
                self.conflict(conflict);
                break;
            }
        }
        Some(())
    }

    fn conflict(&mut self, conflict: Conflict) {
        let Conflict { at, place, new, old } = conflict;
        let at = match at.as_str() {
            "" => "the whole document".to_owned(),
            pointer => format!("`{pointer}`"),
        };
        let message = format!("{new} can't be merged into {at}, which is {old}");
        let help = "remove what is there by an action before this one, or select another node";
        self.diagnostics
            .push(Diagnostic::new(Code::InvalidOverlay, place, message).help(help));
    }

    /// The nodes that a path selects; `None` where finding them takes too long, which is reported.
    fn selected(&mut self, path: &Target, place: Place) -> Option<Vec<Pointer>> {
        let selected = path.select(self.document, self.steps);
        if selected.is_none() {
            self.too_long(path, place);
        }
        selected
    }

    fn too_long(&mut self, path: &Target, place: Place) {
        let message = format!("`{path}` visits too many nodes of the document, with the actions before it");
        let help = "name the members on the path, in place of `..` and of filters in filters";
        self.diagnostics
            .push(Diagnostic::new(Code::TooLarge, place, message).help(help));
    }

    fn unmatched(&mut self, path: &Target, place: Place) {
        let message = format!("`{path}` selects nothing in the document, so this action changes nothing");
        let diagnostic = Diagnostic::new(Code::UnmatchedAction, place, message);
        self.diagnostics.push(match path.nearest(self.document, self.steps) {
            Some(nearest) => diagnostic.help(format!("`{nearest}` is the last part of it that selects something")),
            None => diagnostic,
        });
    }

    fn report(&mut self, code: Code, place: Place, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, place, message));
    }
}
