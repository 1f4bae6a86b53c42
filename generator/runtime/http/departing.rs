//! What departs in a response that is decoded.

use std::ops::RangeInclusive;

use super::departures::{Departure, DepartureKind};
use super::facts::Facts;
use super::media_types::media_type;
use super::mismatch::Mismatch;
use super::reply::Reply;

/// What an operation declares of its success responses.
pub(super) struct Declared {
    pub(super) statuses: &'static [RangeInclusive<u16>],
    pub(super) media_types: &'static str,
}

impl Reply {
    /// Tells the listener what departs, if there is one.
    pub(super) fn report(&self, facts: &Facts, declared: &Declared, mismatch: Option<&Mismatch>) {
        let Some(observed) = &self.observed else { return };
        let departure = |kind, pointer: &str, expected: &str, found: &str| Departure {
            operation: facts.id,
            status: self.status,
            kind,
            pointer: pointer.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        };
        let is_success = (200..300).contains(&self.status);
        let is_declared = declared.statuses.iter().any(|range| range.contains(&self.status));
        let mut found = Vec::new();
        if (is_success && !is_declared) || matches!(mismatch, Some(Mismatch::Undeclared)) {
            let status = self.status.to_string();
            found.push(departure(DepartureKind::Status, "", "a declared status code", &status));
        }
        let media_type = media_type(&self.headers).unwrap_or_else(|| "none".to_owned());
        let has_body = observed.is_decoded.get() && !self.body.is_empty();
        if is_success && has_body && !lists(declared.media_types, &media_type) {
            let expected = declared.media_types;
            found.push(departure(DepartureKind::MediaType, "", expected, &media_type));
        }
        let notes = observed.notes.take();
        if let Some((expected, kind)) = mismatch.and_then(|mismatch| unread(mismatch, notes.is_empty())) {
            let kind = if self.body.trim_ascii().is_empty() {
                "no body"
            } else {
                kind
            };
            found.push(departure(DepartureKind::Body, "", &expected, kind));
        }
        let notes = notes.iter();
        found.extend(notes.map(|note| departure(note.kind.into(), &note.pointer, &note.expected, &note.found)));
        found.iter().for_each(|departure| observed.tell(departure));
    }
}

/// What can't be read and isn't noted yet.
pub(super) fn unread(mismatch: &Mismatch, has_no_notes: bool) -> Option<(String, &'static str)> {
    match mismatch {
        Mismatch::Undeclared => None,
        Mismatch::Text => Some(("text in UTF-8".to_owned(), "bytes")),
        Mismatch::MediaType(expected) => Some(((*expected).to_owned(), "another media type")),
        Mismatch::Json(error) => has_no_notes.then(|| (format!("JSON ({})", error.message()), "another body")),
    }
}

/// Whether a media type is among those of the header `Accept`, errors aside.
pub(super) fn lists(accept: &str, media_type: &str) -> bool {
    let own = accept.split(',').filter(|range| !range.contains(";q="));
    let mut names = own.map(|range| range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    names.any(|name| match name.strip_suffix('*') {
        Some(range) => name == "*/*" || media_type.starts_with(range),
        None => name == media_type,
    })
}
