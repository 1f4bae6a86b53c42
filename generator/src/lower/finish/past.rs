//! Which way a type went in the last run, which decides its form for good.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Shape, StructCodec};
use crate::lower::places::Key;
use crate::lower::schema::schemas::Draft;
use crate::names::Names;
use crate::spec::Document;

/// The table of the types that are sent, in the lock; all others are only received, or not used.
const SENT: &str = "sent";
const REQUEST: &str = " request";
const RESPONSE: &str = " response";
const ALONE: &str = "only";
const BOTH: &str = "and received";
const FORM: &str = "as a form";

/// The past of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    /// There was no such type.
    New,
    /// It was received, or not used at all.
    NotSent,
    /// It was sent and not received.
    OnlySent,
    /// It was sent and received.
    Both,
}

impl Past {
    pub(super) fn was_sent(self) -> bool {
        matches!(self, Self::OnlySent | Self::Both)
    }
}

/// The past of a type.
pub(super) fn of(draft: &Draft, names: &Names) -> Past {
    match (draft.key.name_before(names), names.before(SENT, &draft.key.to_string())) {
        (None, _) => Past::New,
        (Some(_), None) => Past::NotSent,
        (Some(_), Some(BOTH)) => Past::Both,
        (Some(_), Some(_)) => Past::OnlySent,
    }
}

/// Whether a type was a form of several parts.
pub(crate) fn was_form(key: &Key, names: &Names) -> bool {
    names.before(SENT, &key.to_string()) == Some(FORM)
}

/// Whether the form that is sent was a type of its own: then the type itself is the received form.
pub(super) fn had_request(draft: &Draft, names: &Names) -> bool {
    request_key(draft).name_before(names).is_some()
}

/// Whether the form that is received was a type of its own: then the type itself is the sent form.
pub(super) fn had_response(draft: &Draft, names: &Names) -> bool {
    response_key(draft).name_before(names).is_some()
}

/// Keeps which way a type goes; one that was sent stays so, for its form does.
pub(super) fn keep(draft: &Draft, sent: bool, received: bool, names: &mut Names) {
    let is_form = matches!(&draft.shape, Shape::Struct(object) if object.codec == StructCodec::Multipart);
    let word = match (of(draft, names), sent, received) {
        (_, true, _) if is_form => FORM,
        (Past::NotSent, ..) => return,
        (Past::Both, ..) | (_, true, true) => BOTH,
        (Past::OnlySent, ..) | (Past::New, true, false) => ALONE,
        (Past::New, false, _) => return,
    };
    names.note(SENT, &draft.key.to_string(), word);
}

/// What the form of before can't say.
pub(super) fn lost_null(document: &Document, draft: &Draft, properties: &[String]) -> Diagnostic {
    let message = format!(
        "`{}` is now used in requests too and keeps its response form: {} can't be sent as null",
        draft.wire,
        list(properties)
    );
    kept_form(document, draft, message)
}

/// What the form of before can't demand.
pub(super) fn lost_demand(document: &Document, draft: &Draft, properties: &[String]) -> Diagnostic {
    let message = format!(
        "`{}` stays a single type for requests and responses: {} (read-only or write-only) may be absent",
        draft.wire,
        list(properties)
    );
    kept_form(document, draft, message)
}

/// What the form of before has too much.
pub(super) fn sent_as_received(document: &Document, draft: &Draft, properties: &[String]) -> Diagnostic {
    let message = format!(
        "`{}` is now used in requests too and keeps its response form: {} (read-only) is sent as well",
        draft.wire,
        list(properties)
    );
    kept_form(document, draft, message)
}

fn list(properties: &[String]) -> String {
    let list: Vec<String> = properties.iter().map(|name| format!("`{name}`")).collect();
    list.join(", ")
}

fn kept_form(document: &Document, draft: &Draft, message: String) -> Diagnostic {
    Diagnostic::new(Code::KeptForm, document.place(&draft.place), message)
        .why("existing code relies on the current form")
        .help("`clientwright generate --relock` chooses all names and forms again")
}

/// The place of a type in the configuration: that of its schema, whichever form of it this is.
pub(super) fn place(key: &Key) -> String {
    let form = key
        .rest
        .strip_suffix(REQUEST)
        .or_else(|| key.rest.strip_suffix(RESPONSE));
    let rest = form.filter(|_| !key.root.ends_with("()")).unwrap_or(&key.rest);
    format!("{}{rest}", key.root)
}

/// The key of the form of a type that is sent.
pub(super) fn request_key(draft: &Draft) -> Key {
    draft.key.below(REQUEST)
}

/// The key of the form of a type that is received, where the type itself is the one that is sent.
pub(super) fn response_key(draft: &Draft) -> Key {
    draft.key.below(RESPONSE)
}
