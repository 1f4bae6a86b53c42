//! Reading a document: files to text to values. The only place that reads the file system.

mod budget;
mod configuration;
mod files;
mod ids;
mod json;
mod markdown;
mod overlay;
mod paths;
pub(crate) mod positions;
mod reach;
mod slips;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use budget::Budget;
use configuration::Configuration;
use ids::Ids;
use overlay::Overlaid;
pub(crate) use overlay::extended;
use paths::Root;
pub(crate) use paths::{percent_decoded, target_file};
use positions::Position;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::OverlayFile;
use crate::pointer::{CONFIGURATION, Place, Pointer};

/// The entry document and every file that it refers to, read but not yet understood.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path of the entry document as it is shown in messages and headers: relative, with `/`.
    pub path: String,
    /// The name of the entry document's file, by which other files refer back to it.
    pub entry_name: String,
    /// The folder of the entry document below the root, which no reference leads out of; empty where it is the root.
    pub folder: String,
    /// All files by their path relative to the folder of the entry document, `../` included; the entry document is `""`.
    pub files: BTreeMap<String, SourceFile>,
    /// The schemas that are referred to by their `$id`.
    pub(crate) ids: Ids,
    /// The overlays that were applied to the entry document.
    pub(crate) overlaid: Overlaid,
    /// The configuration, if it is a file.
    pub(crate) configuration: Option<Configuration>,
}

/// What is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'r> {
    /// The path of the entry document.
    pub path: &'r Path,
    /// The same as messages show it.
    pub shown: &'r str,
    /// The folder that references stay below, if it isn't the usual one.
    pub root: Option<&'r Path>,
    /// The overlays that are applied to the entry document, in this order.
    pub overlays: &'r [OverlayFile],
    /// What the entry document holds, where it isn't a file.
    pub bytes: Option<&'r [u8]>,
    /// The configuration, if it is a file.
    pub configuration: Option<&'r Path>,
}

/// One file of a [`Source`].
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The text, as read.
    pub text: String,
    /// The value that the text stands for, keys in the order of the text; `None` when there is none, which was reported.
    pub value: Option<Value>,
}

impl Source {
    /// Reads the entry document at `path`, which is shown as `shown`, and every file below its root that it refers to.
    ///
    /// The root is the nearest folder at or above the document that holds `clientwright.toml`, `.git` or a Cargo workspace,
    /// else the document's own folder.
    ///
    /// What can't be read is said in `diagnostics` and has no value. So is what is too large: a document nests at most 400
    /// levels, the keys on the way to a value have at most 16 KiB, and what the aliases of all files copy, counted as compact
    /// JSON, is at most 4 MiB longer than the files. All later stages take time and memory in proportion to that.
    pub fn read(path: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Self {
        let reading = Reading {
            path,
            shown,
            root: None,
            overlays: &[],
            bytes: None,
            configuration: None,
        };
        Self::of(&reading, diagnostics)
    }

    /// The same, where the root may be given, and overlays. What overlays insert counts as what aliases copy.
    pub fn of(reading: &Reading<'_>, diagnostics: &mut Diagnostics) -> Self {
        let path = reading.path;
        let entry_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut budget = Budget::new();
        let mut file = match reading.bytes {
            Some(bytes) => SourceFile::of(bytes.to_vec(), "", &mut budget, diagnostics),
            None => SourceFile::read(path, "", &mut budget, diagnostics),
        };
        let overlaid = overlay::apply(reading.overlays, path, &mut file.value, &mut budget, diagnostics);
        let root = Root::of(path, reading.root).unwrap_or_else(|message| {
            let diagnostic = Diagnostic::new(Code::UnreadableFile, file_place(""), message);
            diagnostics.push(
                diagnostic.help("the root is a folder that contains the document and all files that it refers to"),
            );
            Root::default()
        });
        let mut source = Self {
            path: reading.shown.to_owned(),
            entry_name,
            folder: root.folder.clone(),
            files: BTreeMap::from([(String::new(), file)]),
            ids: Ids::default(),
            overlaid,
            configuration: reading.configuration.map(Configuration::read),
        };
        files::follow(&mut source, path, &root, &mut budget, diagnostics);
        source
    }

    /// Whether a file is the entry document, by its key or by its own name.
    pub(crate) fn is_entry(&self, file: &str) -> bool {
        file.is_empty() || file == self.entry_name
    }

    /// The path of a file, by its key, as messages show it.
    pub(crate) fn shown(&self, file: &str) -> String {
        if let Some(overlay) = self.overlaid.shown(file) {
            return overlay.to_owned();
        }
        if let Some(configuration) = self.configuration(file) {
            return configuration.path.clone();
        }
        match (file, self.path.rsplit_once('/')) {
            ("", _) => self.path.clone(),
            (file, Some((folder, _))) => format!("{folder}/{file}"),
            (file, None) => file.to_owned(),
        }
    }

    /// The text of a file or of an overlay, by its key.
    pub(crate) fn text(&self, file: &str) -> Option<&str> {
        let overlay = || self.overlaid.text(file);
        let configuration = || Some(self.configuration(file)?.text.as_str());
        let document = self.files.get(file).map(|file| file.text.as_str());
        document.or_else(overlay).or_else(configuration)
    }

    fn configuration(&self, file: &str) -> Option<&Configuration> {
        self.configuration.as_ref().filter(|_| file == CONFIGURATION)
    }

    /// Where a place in the configuration stands; places of all other files are found by their pointers.
    pub(crate) fn configured(&self, place: &Place) -> Option<Position> {
        let written = place.pointer.last()?;
        self.configuration(&place.file)?.position(&written)
    }

    /// Where what stands at a place is written: in an overlay, if that put it there.
    pub(crate) fn written(&self, place: &Place) -> Place {
        if place.is_in_configuration() && self.configuration.is_none() {
            return Place::default();
        }
        let overlaid = place.file.is_empty().then(|| self.overlaid.written(&place.pointer));
        overlaid.flatten().unwrap_or_else(|| place.clone())
    }

    /// Where what stands at some places is written, and in which lines; each file is walked through once.
    pub(crate) fn spots(&self, places: &[&Place]) -> Vec<(Place, Option<usize>)> {
        let written: Vec<Place> = places.iter().map(|place| self.written(place)).collect();
        let mut by_file: BTreeMap<&str, Vec<&Pointer>> = BTreeMap::new();
        for place in &written {
            by_file.entry(&place.file).or_default().push(&place.pointer);
        }
        let mut lines: BTreeMap<(&str, &Pointer), usize> = BTreeMap::new();
        for (file, pointers) in &by_file {
            let positions = positions::find(self.text(file).unwrap_or_default(), pointers);
            let found = pointers.iter().zip(positions);
            lines.extend(found.filter_map(|(pointer, position)| Some(((*file, *pointer), position?.line))));
        }
        let line = |place: &Place| lines.get(&(place.file.as_str(), &place.pointer)).copied();
        let found: Vec<Option<usize>> = written.iter().map(line).collect();
        written.into_iter().zip(found).collect()
    }

    /// The entry document's value.
    pub fn entry(&self) -> Option<&Value> {
        self.files.get("")?.value.as_ref()
    }
}

impl SourceFile {
    /// Reads one file; `name` is its key in [`Source::files`].
    fn read(path: &Path, name: &str, budget: &mut Budget, diagnostics: &mut Diagnostics) -> Self {
        match std::fs::read(path) {
            Ok(bytes) => Self::of(bytes, name, budget, diagnostics),
            Err(error) => {
                let message = format!("`{}` can't be read: {}", path.display(), reason(&error));
                let diagnostic = Diagnostic::new(Code::UnreadableFile, file_place(name), message);
                refuse(diagnostic, diagnostics);
                Self {
                    text: String::new(),
                    value: None,
                }
            }
        }
    }

    /// Reads what a file holds.
    fn of(bytes: Vec<u8>, name: &str, budget: &mut Budget, diagnostics: &mut Diagnostics) -> Self {
        let text = decoded(bytes, name, diagnostics);
        let value = text.as_deref().and_then(|text| value(text, name, budget, diagnostics));
        Self {
            text: text.unwrap_or_default(),
            value,
        }
    }
}

/// The value of a text, whatever its form.
fn value(text: &str, name: &str, budget: &mut Budget, diagnostics: &mut Diagnostics) -> Option<Value> {
    budget.allow(text);
    let read = match Form::of(text) {
        Form::Json => json::read(text),
        Form::Yaml => yaml::read(text, budget),
        Form::Markdown => markdown::read(text, budget),
    };
    let read = read.and_then(|value| reach::check(&value, text).map(|()| value));
    read.map_err(|problem| {
        let place = Place {
            file: name.to_owned(),
            pointer: problem.pointer,
        };
        let diagnostic = Diagnostic::new(problem.code, place, problem.message).help(problem.help);
        let diagnostic = match problem.line_and_column {
            Some((line, column)) => diagnostic.at(line, column),
            None => diagnostic,
        };
        refuse(diagnostic, diagnostics);
    })
    .ok()
}

/// Reports why a file has no value. Another file than the entry document and its overlays is a corner, unless it is more than
/// may be read.
fn refuse(diagnostic: Diagnostic, diagnostics: &mut Diagnostics) {
    let file = diagnostic.place.file.as_str();
    let is_whole = file.is_empty() || overlay::is_overlay(file) || diagnostic.code == Code::TooLarge;
    diagnostics.push(match is_whole {
        true => diagnostic,
        false => diagnostic.of_a_corner(),
    });
}

/// Why a text has no value.
pub(crate) struct Problem {
    code: Code,
    pointer: Pointer,
    line_and_column: Option<(usize, usize)>,
    message: String,
    help: String,
}

impl Problem {
    fn syntax(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self {
            code: Code::InvalidSyntax,
            pointer: Pointer::root(),
            line_and_column: Some((line, column)),
            message: message.into(),
            help: "look for an unclosed quote or bracket, or an odd indentation, on this line and the one before"
                .to_owned(),
        }
    }

    fn at(code: Code, pointer: Pointer, message: impl Into<String>, help: &str) -> Self {
        Self {
            code,
            pointer,
            line_and_column: None,
            message: message.into(),
            help: help.to_owned(),
        }
    }
}

/// The forms of text, told apart by the text itself.
pub(crate) enum Form {
    Json,
    Yaml,
    Markdown,
}

impl Form {
    pub(crate) fn of(text: &str) -> Self {
        if text.trim_start().starts_with(['{', '[']) && !is_flow(text) {
            Self::Json
        } else if markdown::fence(text).is_ok() {
            Self::Markdown
        } else {
            Self::Yaml
        }
    }
}

/// Whether a text in braces is YAML: its first key has no quotes, or single ones.
fn is_flow(text: &str) -> bool {
    let first = text.trim_start().strip_prefix('{').map(str::trim_start);
    first.is_some_and(|key| key.starts_with(|letter: char| letter.is_alphabetic() || matches!(letter, '$' | '\'')))
}

/// What kind of value it is, in a message.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

fn file_place(name: &str) -> Place {
    Place {
        file: name.to_owned(),
        pointer: Pointer::root(),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    }
}

/// UTF-8 text, without a byte order mark.
fn decoded(bytes: Vec<u8>, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let refuse = |message: String, diagnostics: &mut Diagnostics| {
        let diagnostic = Diagnostic::new(Code::InvalidEncoding, file_place(name), message);
        refuse(diagnostic.help("save the file as UTF-8"), diagnostics);
        None
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse("the file is UTF-16".to_owned(), diagnostics);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let valid = error
                .as_bytes()
                .get(..error.utf8_error().valid_up_to())
                .unwrap_or_default();
            let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
            refuse(
                format!("the file is not UTF-8: invalid bytes in line {line}"),
                diagnostics,
            )
        }
    }
}
