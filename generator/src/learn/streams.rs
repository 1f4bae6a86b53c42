//! The JSON values of a stream that an archive has whole.

use serde_json::Value;

use crate::ir::{EventForm, Events, Framing, Lines, Payload};

/// The values that are JSON; none of what is no stream.
pub(super) fn values(payload: &Payload, body: &str) -> Vec<Value> {
    let texts = match payload {
        Payload::Lines(lines) => texts(lines, body),
        Payload::Events(events) => data(events, body),
        _ => Vec::new(),
    };
    let values = texts.iter().filter_map(|text| serde_json::from_str(text).ok());
    values.collect()
}

fn texts(lines: &Lines, body: &str) -> Vec<String> {
    let separator = match lines.framing {
        Framing::Lines => '\n',
        Framing::Sequence => '\u{1e}',
    };
    body.split(separator).map(str::to_owned).collect()
}

/// The data of server-sent events that is JSON by itself: WHATWG HTML, section 9.2.6.
fn data(events: &Events, body: &str) -> Vec<String> {
    if events.form != EventForm::Data {
        return Vec::new();
    }
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    let all = body.split("\n\n").map(|event| {
        let fields = event.lines().filter_map(|line| line.strip_prefix("data:"));
        let data: Vec<&str> = fields.map(|data| data.strip_prefix(' ').unwrap_or(data)).collect();
        data.join("\n")
    });
    let is_end = |data: &String| events.sentinel.as_ref() == Some(data);
    all.take_while(|data| !is_end(data)).collect()
}
