//! Names of formats: the registry at <https://spec.openapis.org/registry/format/>, and others that are in use.

use super::super::{Lowering, child};
use crate::diagnostic::suggest::closest;
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;
use crate::spec::Schema;

/// Formats that types depend on.
const TELLING: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "date",
    "date-time",
    "decimal",
    "double",
    "float",
    "int16",
    "int32",
    "int64",
    "int8",
    "time",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uuid",
];

/// Other formats, some of which are nearly called like those.
const OTHERS: &[&str] = &[
    "base64",
    "bytes",
    "decimal128",
    "duration",
    "float32",
    "float64",
    "int",
    "int128",
    "tel",
    "timestamp",
    "uint",
    "uint128",
    "uri",
    "url",
    "uuid1",
    "uuid3",
    "uuid4",
    "uuid5",
    "uuid7",
];

impl Lowering<'_> {
    /// Reports a format that is nearly called like one that a type depends on, and mends it where letters alone differ.
    pub(super) fn check_format(&mut self, schema: &mut Schema, place: &Place) {
        let Some(format) = schema.format.clone() else {
            return;
        };
        if TELLING.contains(&format.as_str()) || OTHERS.contains(&format.as_str()) {
            return;
        }
        let place = child(place, "format");
        if let Some(meant) = TELLING.iter().find(|known| letters(known) == letters(&format)) {
            let message = format!("`format` can't be `{format}`; it is treated as `{meant}`");
            self.report(Code::Mended, &place, message);
            schema.format = Some((*meant).to_owned());
        } else if let Some(meant) = closest(&format, TELLING.iter().copied()) {
            let message = format!("the format `{format}` isn't known, so it is ignored");
            let diagnostic = Diagnostic::new(Code::IgnoredKeyword, place, message);
            self.diagnostics.push(diagnostic.meant(meant));
        }
    }
}

fn letters(format: &str) -> String {
    let letters = format.chars().filter(|letter| letter.is_ascii_alphanumeric());
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
