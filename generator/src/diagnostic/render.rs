//! Diagnostics as text, with the lines of the source that they are about.

use std::collections::BTreeMap;

use serde_json::json;

use super::excerpts::{Excerpt, Excerpts};
use super::{Code, Diagnostic, Diagnostics, Severity, overlay};
use crate::pointer::{Place, Pointer};
use crate::prose::{Message, Quote, Shown, Spot, shown};
use crate::source::Source;
use crate::source::positions::{self, Position};

pub use crate::prose::Style;

/// A diagnostic and where it stands.
struct Located<'d> {
    diagnostic: &'d Diagnostic,
    /// Where it is written: in an overlay, if that put it into the document.
    place: Place,
    path: String,
    position: Option<Position>,
    severity: Severity,
}

impl Located<'_> {
    /// Where it is in its file; a configuration has no pointers.
    fn pointer(&self) -> &str {
        match self.place.is_in_configuration() {
            true => "",
            false => self.place.pointer.as_str(),
        }
    }
}

/// All diagnostics, in source order, as a terminal shows them.
pub fn text(diagnostics: &Diagnostics, source: &Source, style: Style) -> Shown {
    messages(&located(diagnostics, source), source, style)
}

/// The same, but of many warnings of one code only the first ones; the last lines count the others.
pub fn folded(diagnostics: &Diagnostics, source: &Source, style: Style) -> Shown {
    let located = located(diagnostics, source);
    let warnings = located.iter().filter(|located| located.severity != Severity::Error);
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    warnings.for_each(|located| *counts.entry(located.diagnostic.code).or_insert(0) += 1);
    counts.retain(|_, count| *count > MANY);
    let mut before: BTreeMap<Code, usize> = BTreeMap::new();
    let is_shown = |located: &Located<'_>| {
        let code = located.diagnostic.code;
        if located.severity == Severity::Error || !counts.contains_key(&code) {
            return true;
        }
        let before = before.entry(code).or_insert(0);
        *before += 1;
        *before <= FEW
    };
    let first: Vec<Located<'_>> = located.into_iter().filter(is_shown).collect();
    shown![messages(&first, source, style), others(&counts, style)]
}

/// How many warnings of one code are shown, where there are many.
const FEW: usize = 3;

/// More warnings of one code than this are many.
const MANY: usize = 5;

/// The lines that count the warnings that aren't shown.
fn others(counts: &BTreeMap<Code, usize>, style: Style) -> Shown {
    if counts.is_empty() {
        return Shown::default();
    }
    let counts = counts.iter().enumerate().map(|(index, (code, count))| {
        let comma = if index == 0 { "" } else { ", " };
        shown![comma, count - FEW, " more of `", code.as_str(), "`"]
    });
    let message = Message {
        what: Shown::concat(counts),
        help: Some("`--all-warnings` prints all of them".into()),
        ..Message::default()
    };
    message.drawn(style)
}

fn messages(located: &[Located<'_>], source: &Source, style: Style) -> Shown {
    let mut excerpts: BTreeMap<&str, Excerpts<'_>> = BTreeMap::new();
    Shown::concat(located.iter().map(|located| {
        let name = located.place.file.as_str();
        let text = source.text(name).filter(|text| !text.is_empty());
        let excerpt = text.zip(located.position).and_then(|(text, position)| {
            let excerpts = excerpts.entry(name).or_insert_with(|| Excerpts::of(text));
            excerpts.around(position)
        });
        one(located, excerpt, source, style)
    }))
}

/// All diagnostics, in source order, one JSON object a line.
pub fn json(diagnostics: &Diagnostics, source: &Source) -> Shown {
    let lines = located(diagnostics, source).into_iter().map(|located| {
        let diagnostic = located.diagnostic;
        let object = json!({
            "code": diagnostic.code.as_str(),
            "severity": located.severity.to_string(),
            "message": diagnostic.message,
            "file": located.path,
            "line": located.position.map(|position| position.line),
            "column": located.position.map(|position| position.column),
            "pointer": located.pointer(),
            "why": diagnostic.why,
            "help": diagnostic.help,
            "overlay": action(&located, source).map(|lines| lines.join("\n")),
        });
        shown![Shown::json(&object), "\n"]
    });
    Shown::concat(lines)
}

/// All diagnostics, in source order, as the [commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions)
/// by which GitHub Actions annotates lines.
pub fn github(diagnostics: &Diagnostics, source: &Source) -> Shown {
    Shown::concat(located(diagnostics, source).iter().map(annotation))
}

fn annotation(located: &Located<'_>) -> Shown {
    let diagnostic = located.diagnostic;
    let command = match located.severity {
        Severity::Error => "::error",
        Severity::Corner | Severity::Warning => "::warning",
    };
    let position = match located.position {
        Some(position) => shown![",line=", position.line, ",col=", position.column],
        None => Shown::default(),
    };
    let notes = [&diagnostic.why, &diagnostic.help].into_iter().flatten();
    let notes = notes
        .filter(|note| !note.is_empty())
        .map(|note| shown!["; ", Shown::data(note)]);
    shown![
        command,
        " file=",
        Shown::property(&located.path),
        position,
        ",title=",
        diagnostic.code.as_str(),
        "::",
        Shown::data(&diagnostic.message),
        Shown::concat(notes),
        "\n",
    ]
}

/// All diagnostics, in source order, one line each, without the lines of the source.
pub fn lines(diagnostics: &Diagnostics, source: &Source) -> Vec<Shown> {
    located(diagnostics, source).iter().map(line).collect()
}

fn line(located: &Located<'_>) -> Shown {
    let diagnostic = located.diagnostic;
    let position = match located.position {
        Some(position) => shown![":", position.line, ":", position.column],
        None => Shown::default(),
    };
    let code = Shown::line(format_args!("[{}] ", diagnostic.code));
    let notes = [("", &diagnostic.why), ("help: ", &diagnostic.help)];
    let notes = notes.map(|(label, note)| match note.as_deref() {
        Some(note) if !note.is_empty() => shown!["; ", label, Shown::line(note)],
        _ => Shown::default(),
    });
    let place = shown![Shown::line(&located.path), position, ": "];
    shown![place, code, Shown::line(&diagnostic.message), Shown::concat(notes)]
}

fn located<'d>(diagnostics: &'d Diagnostics, source: &Source) -> Vec<Located<'d>> {
    let places: Vec<Place> = diagnostics
        .iter()
        .map(|diagnostic| source.written(&diagnostic.place))
        .collect();
    let positions = positions(diagnostics, &places, source);
    let mut located: Vec<Located<'d>> = diagnostics
        .iter()
        .zip(places)
        .zip(positions)
        .map(|((diagnostic, place), position)| Located {
            diagnostic,
            path: source.shown(&place.file),
            place,
            position,
            severity: diagnostics.severity(diagnostic),
        })
        .collect();
    located.sort_by(|left, right| {
        let files = left.place.file.cmp(&right.place.file);
        files.then_with(|| left.position.cmp(&right.position))
    });
    located
}

/// Where the diagnostics stand, in their order; each file is walked through once.
fn positions(diagnostics: &Diagnostics, places: &[Place], source: &Source) -> Vec<Option<Position>> {
    let mut positions: Vec<Option<Position>> = diagnostics.iter().map(told).collect();
    let mut by_file: BTreeMap<&str, (Vec<&Pointer>, Vec<&mut Option<Position>>)> = BTreeMap::new();
    for (place, position) in places.iter().zip(&mut positions) {
        if place.is_in_configuration() {
            *position = source.configured(place);
        } else if position.is_none() {
            let (pointers, positions) = by_file.entry(&place.file).or_default();
            pointers.push(&place.pointer);
            positions.push(position);
        }
    }
    for (name, (pointers, positions)) in by_file {
        let Some(text) = source.text(name) else { continue };
        for (position, found) in positions.into_iter().zip(positions::find(text, &pointers)) {
            *position = found;
        }
    }
    positions
}

/// Where a diagnostic stands that says so itself.
fn told(diagnostic: &Diagnostic) -> Option<Position> {
    let (line, column) = diagnostic.line_and_column?;
    Some(Position {
        line,
        column,
        length: 1,
    })
}

/// The message that a diagnostic is: what, where with the line, why, help.
fn one(located: &Located<'_>, excerpt: Option<Excerpt>, source: &Source, style: Style) -> Shown {
    let diagnostic = located.diagnostic;
    let note = |note: &Option<String>| note.as_ref().filter(|note| !note.is_empty()).map(Shown::line);
    let is_placed = located.position.is_some() || !located.path.is_empty();
    let message = Message {
        is_error: located.severity == Severity::Error,
        code: Some(diagnostic.code.as_str()),
        what: Shown::line(&diagnostic.message),
        spot: is_placed.then(|| spot(located)),
        quote: located
            .position
            .zip(excerpt)
            .map(|(position, excerpt)| quote(located.pointer(), &excerpt, position)),
        why: note(&diagnostic.why),
        help: note(&diagnostic.help).map(|help| match action(located, source) {
            Some(lines) => {
                let lines = lines.iter().map(|line| shown!["\n", Shown::line(line)]);
                shown![help, " An overlay corrects it:", Shown::concat(lines)]
            }
            None => help,
        }),
    };
    message.drawn(style)
}

/// The action of an overlay that corrects a text of the entry document, line by line. What an overlay put there is corrected in that.
fn action(located: &Located<'_>, source: &Source) -> Option<[String; 2]> {
    let place = &located.diagnostic.place;
    let meant = located.diagnostic.meant.as_deref()?;
    let is_of_document = place.file.is_empty() && located.place == *place;
    let document = source.entry().filter(|_| is_of_document)?;
    overlay::replacing(document, &place.pointer, meant)
}

fn spot(located: &Located<'_>) -> Spot {
    Spot {
        path: Shown::line(&located.path),
        line_and_column: located.position.map(|position| (position.line, position.column)),
    }
}

/// The line of the source, and what it is about.
fn quote(pointer: &str, excerpt: &Excerpt, position: Position) -> Quote {
    Quote {
        line: position.line,
        parts: excerpt.parts.each_ref().map(Shown::line),
        label: match pointer {
            "" => Shown::default(),
            pointer => shown!["at ", Shown::line(pointer)],
        },
    }
}

/// How many diagnostics there are of each code, in the order of the table.
pub fn ledger(diagnostics: &Diagnostics) -> BTreeMap<Code, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.code).or_insert(0) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Place;

    fn of(code: Code, count: usize) -> impl Iterator<Item = Diagnostic> {
        (0..count).map(move |index| Diagnostic::new(code, Place::default(), format!("number {index}")))
    }

    #[test]
    fn many_warnings_of_one_code_are_counted_and_errors_are_all_shown() {
        let folder = std::env::temp_dir();
        let source = Source::read(&folder, "none", &mut Diagnostics::new());
        let mut diagnostics = Diagnostics::new();
        let found = of(Code::Mended, 40)
            .chain(of(Code::OtherForms, 6))
            .chain(of(Code::Unpaged, 5));
        let found = found.chain(of(Code::UnresolvedRef, 9)).chain(of(Code::NotOpenapi, 9));
        found.for_each(|diagnostic| diagnostics.push(diagnostic));
        let folded = folded(&diagnostics, &source, Style::Plain);
        let count = |code: &str| folded.matches(&format!("[{code}]")).count();
        let counts = ["mended", "other-forms", "unpaged", "unresolved-ref", "not-openapi"].map(count);
        assert_eq!(counts, [3, 3, 5, 3, 9]);
        let last = "warning: 6 more of `unresolved-ref`, 37 more of `mended`, 3 more of `other-forms`\n = help: \
                    `--all-warnings` prints all of them\n\n";
        assert!(folded.ends_with(last), "{}", &*folded);
        assert_eq!(json(&diagnostics, &source).lines().count(), 69);
    }
}
