//! Diagnostics as text, with the lines of the source that they are about.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use super::{Diagnostic, Diagnostics, Severity};
use crate::pointer::Pointer;
use crate::source::Source;
use crate::source::positions::{self, Position};

/// How messages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the colours of a terminal.
    Ansi,
}

/// A diagnostic and where it stands.
struct Located<'d> {
    diagnostic: &'d Diagnostic,
    path: String,
    position: Option<Position>,
}

/// All diagnostics, in source order, as a terminal shows them.
pub fn text(diagnostics: &Diagnostics, source: &Source, style: Style) -> String {
    let located = located(diagnostics, source);
    let mut text = String::new();
    for located in &located {
        let line = located
            .position
            .and_then(|position| source_line(source, located, position.line));
        // Writing to a `String` cannot fail.
        let _ = one(&mut text, located, line, style);
    }
    text
}

/// All diagnostics, in source order, one JSON object a line.
pub fn json(diagnostics: &Diagnostics, source: &Source) -> String {
    let lines = located(diagnostics, source).into_iter().map(|located| {
        let diagnostic = located.diagnostic;
        let object = json!({
            "code": diagnostic.code.as_str(),
            "severity": diagnostic.severity().to_string(),
            "message": diagnostic.message,
            "file": located.path,
            "line": located.position.map(|position| position.line),
            "column": located.position.map(|position| position.column),
            "pointer": diagnostic.place.pointer.as_str(),
            "why": diagnostic.why,
            "help": diagnostic.help,
        });
        format!("{object}\n")
    });
    lines.collect()
}

fn located<'d>(diagnostics: &'d Diagnostics, source: &Source) -> Vec<Located<'d>> {
    let positions = positions(diagnostics, source);
    let mut located: Vec<Located<'d>> = diagnostics
        .iter()
        .zip(positions)
        .map(|(diagnostic, position)| Located {
            diagnostic,
            path: path(diagnostic, source),
            position,
        })
        .collect();
    located.sort_by(|left, right| {
        let key = |located: &Located<'_>| (located.diagnostic.place.file.clone(), located.position);
        key(left).cmp(&key(right))
    });
    located
}

/// Where the diagnostics stand, in their order; each file is walked through once.
fn positions(diagnostics: &Diagnostics, source: &Source) -> Vec<Option<Position>> {
    let mut by_file: BTreeMap<&str, Vec<&Pointer>> = BTreeMap::new();
    for diagnostic in diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.line_and_column.is_none())
    {
        by_file
            .entry(&diagnostic.place.file)
            .or_default()
            .push(&diagnostic.place.pointer);
    }
    let mut found: BTreeMap<(&str, &Pointer), Option<Position>> = BTreeMap::new();
    for (name, pointers) in by_file {
        let Some(file) = source.files.get(name) else { continue };
        let positions = positions::find(&file.text, &pointers);
        found.extend(pointers.into_iter().map(|pointer| (name, pointer)).zip(positions));
    }
    let position = |diagnostic: &Diagnostic| match diagnostic.line_and_column {
        Some((line, column)) => Some(Position {
            line,
            column,
            length: 1,
        }),
        None => found
            .get(&(diagnostic.place.file.as_str(), &diagnostic.place.pointer))
            .copied()
            .flatten(),
    };
    diagnostics.iter().map(position).collect()
}

fn path(diagnostic: &Diagnostic, source: &Source) -> String {
    let entry = source.path.as_str();
    let file = diagnostic.place.file.as_str();
    match (file, entry.rsplit_once('/')) {
        ("", _) => entry.to_owned(),
        (file, Some((folder, _))) => format!("{folder}/{file}"),
        (file, None) => file.to_owned(),
    }
}

fn source_line<'s>(source: &'s Source, located: &Located<'_>, line: usize) -> Option<&'s str> {
    let file = source.files.get(&located.diagnostic.place.file)?;
    file.text.lines().nth(line.checked_sub(1)?)
}

/// The shape of a message: what, where, the line, why, help.
fn one(text: &mut String, located: &Located<'_>, line: Option<&str>, style: Style) -> std::fmt::Result {
    let diagnostic = located.diagnostic;
    let paint = Paint::of(style, diagnostic.severity());
    let head = format!("{}[{}]", diagnostic.severity(), diagnostic.code);
    writeln!(text, "{}{head}{}: {}", paint.severity, paint.reset, diagnostic.message)?;
    let margin = located.position.map_or(1, |position| position.line.to_string().len());
    let space = " ".repeat(margin);
    let (dim, reset) = (paint.dim, paint.reset);
    match located.position {
        Some(position) => {
            writeln!(
                text,
                "{space}{dim}-->{reset} {}:{}:{}",
                located.path, position.line, position.column
            )?;
            if let Some(line) = line {
                let (shown, offset) = window(line, position);
                let carets = "^".repeat(position.length.min(shown.chars().count().saturating_sub(offset)).max(1));
                let pointer = diagnostic.place.pointer.as_str();
                let at = if pointer.is_empty() {
                    String::new()
                } else {
                    format!(" at {pointer}")
                };
                writeln!(text, "{space} {dim}|{reset}")?;
                writeln!(text, "{dim}{} |{reset} {shown}", position.line)?;
                writeln!(
                    text,
                    "{space} {dim}|{reset} {}{}{carets}{at}{reset}",
                    " ".repeat(offset),
                    paint.severity
                )?;
            }
        }
        None if !located.path.is_empty() => writeln!(text, "{space}{dim}-->{reset} {}", located.path)?,
        None => {}
    }
    for (label, note) in [("why", &diagnostic.why), ("help", &diagnostic.help)] {
        if let Some(note) = note.as_deref().filter(|note| !note.is_empty()) {
            writeln!(text, "{space} {dim}={reset} {label}: {note}")?;
        }
    }
    writeln!(text)
}

/// The part of a line that is shown, and how far in the position is: long lines are cut around it.
fn window(line: &str, position: Position) -> (String, usize) {
    const WIDTH: usize = 100;
    let letters: Vec<char> = line
        .chars()
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .collect();
    let at = position.column.saturating_sub(1).min(letters.len());
    let start = if letters.len() > WIDTH {
        at.saturating_sub(WIDTH / 2)
    } else {
        0
    };
    let shown: String = letters.iter().skip(start).take(WIDTH).collect();
    (shown, at - start)
}

struct Paint {
    severity: &'static str,
    dim: &'static str,
    reset: &'static str,
}

impl Paint {
    fn of(style: Style, severity: Severity) -> Self {
        match (style, severity) {
            (Style::Plain, _) => Self {
                severity: "",
                dim: "",
                reset: "",
            },
            (Style::Ansi, Severity::Error) => Self {
                severity: "\x1b[1;31m",
                dim: "\x1b[34m",
                reset: "\x1b[0m",
            },
            (Style::Ansi, Severity::Warning) => Self {
                severity: "\x1b[1;33m",
                dim: "\x1b[34m",
                reset: "\x1b[0m",
            },
        }
    }
}

/// How many diagnostics there are of each code, in the order of the table.
pub fn ledger(diagnostics: &Diagnostics) -> BTreeMap<super::Code, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.code).or_insert(0) += 1;
    }
    counts
}
