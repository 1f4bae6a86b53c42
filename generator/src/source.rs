//! Reading a document: files to text to values. The only place that reads the file system.

mod budget;
mod files;
mod json;
mod markdown;
pub(crate) mod positions;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use budget::Budget;
pub(crate) use files::target_file;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::pointer::{Place, Pointer};

/// The entry document and every file that it refers to, read but not yet understood.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path of the entry document as it is shown in messages and headers: relative, with `/`.
    pub path: String,
    /// The name of the entry document's file, by which other files refer back to it.
    pub entry_name: String,
    /// All files by their path relative to the folder of the entry document; the entry document is `""`.
    pub files: BTreeMap<String, SourceFile>,
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
    /// Reads the entry document at `path`, which is shown as `shown`, and every file below its folder that it refers to.
    ///
    /// What can't be read is said in `diagnostics` and has no value. So is what is too large: a document nests at most 400
    /// levels, the keys on the way to a value have at most 16 KiB, and what the aliases of all files copy, counted as compact
    /// JSON, is at most 4 MiB longer than the files. All later stages take time and memory in proportion to that.
    pub fn read(path: &Path, shown: &str, diagnostics: &mut Diagnostics) -> Self {
        let entry_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut budget = Budget::new();
        let file = SourceFile::read(path, "", &mut budget, diagnostics);
        let mut source = Self {
            path: shown.to_owned(),
            entry_name,
            files: BTreeMap::from([(String::new(), file)]),
        };
        files::follow(&mut source, path, &mut budget, diagnostics);
        source
    }

    /// Whether a file is the entry document, by its key or by its own name.
    pub(crate) fn is_entry(&self, file: &str) -> bool {
        file.is_empty() || file == self.entry_name
    }

    /// The entry document's value.
    pub fn entry(&self) -> Option<&Value> {
        self.files.get("")?.value.as_ref()
    }
}

impl SourceFile {
    /// Reads one file; `name` is its key in [`Source::files`].
    fn read(path: &Path, name: &str, budget: &mut Budget, diagnostics: &mut Diagnostics) -> Self {
        let text = match std::fs::read(path) {
            Ok(bytes) => decoded(bytes, name, diagnostics),
            Err(error) => {
                let message = format!("`{}` can't be read: {}", path.display(), reason(&error));
                diagnostics.push(Diagnostic::new(Code::UnreadableFile, file_place(name), message));
                None
            }
        };
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
    read.map_err(|problem| {
        let place = Place {
            file: name.to_owned(),
            pointer: problem.pointer,
        };
        let diagnostic = Diagnostic::new(problem.code, place, problem.message).help(problem.help);
        diagnostics.push(match problem.line_and_column {
            Some((line, column)) => diagnostic.at(line, column),
            None => diagnostic,
        });
    })
    .ok()
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
        if text.trim_start().starts_with(['{', '[']) {
            Self::Json
        } else if markdown::fence(text).is_ok() {
            Self::Markdown
        } else {
            Self::Yaml
        }
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
        let help = "save the file as UTF-8";
        diagnostics.push(Diagnostic::new(Code::InvalidEncoding, file_place(name), message).help(help));
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
