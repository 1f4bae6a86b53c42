//! From the exchanges of an archive to departures, as a client would note them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::archive::{Archive, Exchange};
use super::notes::Note;
use super::routes::{Route, Routes};
use super::values::audit;
use super::{Departure, NO_BODY, streams};
use crate::ir::{Api, Payload, ResponseCase, Type};
use crate::lower::media_types::essence;

/// The departures in an archive, and how many of its exchanges are of no operation.
pub(super) fn departures(api: &Api, archive: &Archive, base: Option<&str>) -> (Vec<Departure>, usize) {
    let routes = Routes::new(api, base);
    let mut departures = Vec::new();
    let mut unmatched = 0;
    for exchange in &archive.0 {
        match routes.find(&exchange.method, &exchange.url) {
            Some(route) => departures.extend(Answer { api, route, exchange }.departures()),
            None => unmatched += 1,
        }
    }
    (departures, unmatched)
}

/// A response to a request of an operation.
struct Answer<'a> {
    api: &'a Api,
    route: &'a Route<'a>,
    exchange: &'a Exchange,
}

impl Answer<'_> {
    fn departures(&self) -> Vec<Departure> {
        let status = self.exchange.status;
        let case = self.case();
        // A client follows redirects that aren't declared, and has no cache whose copies are still fresh.
        if case.is_none() && !is_success(status) && status < 400 {
            return Vec::new();
        }
        let mut found = Vec::new();
        if !self.is_declared() {
            found.push(self.departure("status", "a declared status code", &status.to_string()));
        }
        if let Some(case) = case {
            found.extend(self.media_type(case));
            found.extend(self.body(case));
        }
        found
    }

    /// The declared response that this one is read as: the most exact one for its status, and the one of its media type.
    fn case(&self) -> Option<&ResponseCase> {
        let status = self.exchange.status;
        let fits = |case: &&&ResponseCase| {
            let (first, last) = case.bounds;
            (first..=last).contains(&status) && is_success(first) == is_success(status)
        };
        let width = |case: &&ResponseCase| case.bounds.1 - case.bounds.0;
        let all: Vec<&ResponseCase> = self.route.cases.iter().filter(fits).copied().collect();
        let least = all.iter().map(width).min()?;
        let media_type = self.exchange.media_type.as_deref().unwrap_or_default();
        let exact = || all.iter().filter(|case| width(case) == least).copied();
        let by_media_type = exact().find(|case| lists(&case.media_types, media_type));
        by_media_type.or_else(|| exact().find(|case| case.media_types.is_empty()))
    }

    fn is_declared(&self) -> bool {
        let status = self.exchange.status;
        let bounds = self.route.cases.iter().map(|case| case.status.bounds());
        let mut of_its_kind = bounds.filter(|(first, _)| is_success(*first) == is_success(status));
        of_its_kind.any(|(first, last)| (first..=last).contains(&status))
    }

    fn media_type(&self, case: &ResponseCase) -> Option<Departure> {
        let is_decoded = matches!(case.payload, Payload::Json(_) | Payload::JsonOrText | Payload::Text);
        let has_body = self.exchange.body.as_ref().is_none_or(|body| !body.is_empty());
        let accept = self.route.operation.accept.as_str();
        let own = accept.split(',').filter(|range| !range.contains(";q="));
        let names: Vec<String> = own.map(essence).collect();
        let media_type = self.exchange.media_type.as_deref().unwrap_or("none");
        let is_compared = is_success(self.exchange.status) && is_decoded && has_body;
        (is_compared && !lists(&names, media_type)).then(|| self.departure("media-type", accept, media_type))
    }

    /// What departs in a body of JSON, or in the values of a stream. Text and bytes are what they are.
    fn body(&self, case: &ResponseCase) -> Vec<Departure> {
        let Some(body) = &self.exchange.body else {
            return Vec::new();
        };
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        match &case.payload {
            Payload::Json(ty) => self.json(ty, body),
            other => self.stream(other, body),
        }
    }

    /// What departs in the values of a stream, each place once.
    fn stream(&self, payload: &Payload, body: &[u8]) -> Vec<Departure> {
        let Some(ty) = payload.value_type() else {
            return Vec::new();
        };
        let values = streams::values(payload, &String::from_utf8_lossy(body));
        let notes = values.iter().flat_map(|value| audit(self.api, ty, value));
        let mut told = BTreeSet::new();
        let departures = notes.map(|note| self.noted(note));
        departures
            .filter(|departure| told.insert((departure.kind.clone(), departure.pointer.clone())))
            .collect()
    }

    fn json(&self, ty: &Type, body: &[u8]) -> Vec<Departure> {
        // Nothing is null, where the type has that.
        if body.trim_ascii().is_empty() {
            let is_read = audit(self.api, ty, &Value::Null).is_empty();
            let absent = || self.departure("body", "JSON (the body is empty)", NO_BODY);
            return if is_read { Vec::new() } else { vec![absent()] };
        }
        let Some(value) = serde_json::from_slice(body).ok().or_else(|| self.text(body)) else {
            return vec![self.departure("body", "JSON", "another body")];
        };
        let notes = audit(self.api, ty, &value).into_iter();
        notes.map(|note| self.noted(note)).collect()
    }

    /// A text that came where a string in JSON is declared.
    fn text(&self, body: &[u8]) -> Option<Value> {
        let is_text = self.exchange.media_type.as_deref() == Some("text/plain");
        let text = std::str::from_utf8(body).ok().filter(|_| is_text)?;
        Some(Value::String(text.to_owned()))
    }

    fn noted(&self, note: Note) -> Departure {
        let mut departure = self.departure(note.kind.word(), &note.expected, note.found);
        departure.pointer = note.pointer();
        departure
    }

    fn departure(&self, kind: &str, expected: &str, found: &str) -> Departure {
        Departure {
            operation: self.route.operation.name.wire.clone(),
            status: self.exchange.status,
            kind: kind.to_owned(),
            pointer: String::new(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        }
    }
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Whether a media type is one of these, or of one of their ranges.
fn lists(names: &[String], media_type: &str) -> bool {
    names.iter().any(|name| match name.strip_suffix('*') {
        Some(range) => name == "*/*" || media_type.starts_with(range),
        None => name == media_type,
    })
}
