//! Departures: what a server sends otherwise than the API description says.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use crate::runtime::json::{self, JsonError, Note, NoteKind, Reader};

/// A difference between a response and the API description.
///
/// It says where something differs and what was expected, but has no value of the response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Departure {
    /// The `operationId` of the operation.
    pub operation: &'static str,
    /// The status code of the response.
    pub status: u16,
    /// What kind of difference it is.
    pub kind: DepartureKind,
    /// Where in the body it is, or in a value of a stream: a JSON Pointer (RFC 6901). It is the first such place, if several
    /// elements of a list differ alike.
    pub pointer: String,
    /// What the API description says.
    pub expected: String,
    /// What the response has: the kind of value, never the value.
    pub found: String,
}

/// The kinds of departures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DepartureKind {
    /// The status code isn't declared.
    Status,
    /// The media type isn't declared.
    MediaType,
    /// Null, where the API description doesn't allow it.
    Null,
    /// A required property is absent.
    Missing,
    /// A property that the API description doesn't declare.
    UndeclaredProperty,
    /// A value that an enum or a discriminator doesn't list.
    UnlistedValue,
    /// A value of another shape.
    Shape,
    /// A body that can't be read at all.
    Body,
}

impl DepartureKind {
    /// The kind in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::MediaType => "media-type",
            Self::Null => "null",
            Self::Missing => "missing",
            Self::UndeclaredProperty => "undeclared-property",
            Self::UnlistedValue => "unlisted-value",
            Self::Shape => "shape",
            Self::Body => "body",
        }
    }
}

impl Departure {
    /// The departure as a JSON object on one line, which `clientwright learn` reads.
    pub fn to_json(&self) -> String {
        serde_json::json!({
            "operation": self.operation,
            "status": self.status,
            "kind": self.kind.as_str(),
            "pointer": self.pointer,
            "expected": self.expected,
            "found": self.found,
        })
        .to_string()
    }
}

/// `list_users 200 /0/avatar: expected a string, found null`
impl fmt::Display for Departure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation,
            status,
            pointer,
            expected,
            found,
            ..
        } = self;
        let space = if pointer.is_empty() { "" } else { " " };
        write!(
            formatter,
            "{operation} {status}{space}{pointer}: expected {expected}, found {found}"
        )
    }
}

/// Who is told of departures.
pub(super) type Listener = Arc<dyn Fn(&Departure) + Send + Sync>;

/// A listener that writes a line for each departure. An error of the writer isn't an error of the call.
pub(super) fn writing(writer: impl Write + Send + 'static) -> impl Fn(&Departure) + Send + Sync + 'static {
    let writer = Mutex::new(writer);
    move |departure| {
        let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
        let line = format!("{}\n", departure.to_json());
        let _ = writer.write_all(line.as_bytes()).and_then(|()| writer.flush());
    }
}

/// A departure that the configuration of the generator lists, so that it isn't reported.
pub(crate) struct Expected {
    /// The `operationId` of the operation.
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    /// The kind in one word.
    pub(crate) kind: &'static str,
    /// Where in the body, `*` for each index or name in a map.
    pub(crate) pointer: &'static str,
}

impl Expected {
    fn is(&self, departure: &Departure) -> bool {
        self.operation == departure.operation
            && self.status == departure.status
            && self.kind == departure.kind.as_str()
            && is_same_place(self.pointer, &departure.pointer)
    }
}

fn is_same_place(known: &str, pointer: &str) -> bool {
    let (mut known, mut pointer) = (known.split('/'), pointer.split('/'));
    loop {
        match (known.next(), pointer.next()) {
            (None, None) => return true,
            (Some(known), Some(token)) if known == token || known == "*" => {}
            _ => return false,
        }
    }
}

/// What is found while a response is decoded for a client that listens.
pub(super) struct Observed {
    listener: Listener,
    expected: &'static [Expected],
    pub(super) notes: RefCell<Vec<Note>>,
    /// Whether the body was decoded as what its media type says.
    pub(super) is_decoded: Cell<bool>,
}

impl Observed {
    pub(super) fn new(listener: &Listener, expected: &'static [Expected]) -> Self {
        Self {
            listener: Arc::clone(listener),
            expected,
            notes: RefCell::default(),
            is_decoded: Cell::new(false),
        }
    }

    /// Notes what departs in a JSON body.
    pub(super) fn read(&self, body: &[u8], read: fn(&mut Reader<'_>) -> Result<(), JsonError>) {
        self.is_decoded.set(true);
        // Where a body is absent, that is what departs, if anything does.
        if !body.trim_ascii().is_empty() {
            self.notes.replace(json::audit(body, read));
        }
    }

    /// The body is decoded as text.
    pub(super) fn is_text(&self) {
        self.is_decoded.set(true);
    }

    /// Tells the listener, unless it is expected.
    pub(super) fn tell(&self, departure: &Departure) {
        if !self.expected.iter().any(|expected| expected.is(departure)) {
            (self.listener)(departure);
        }
    }
}

/// What is found while the values of a stream are decoded: each place is told once.
pub(super) struct ObservedStream {
    observed: Observed,
    told: BTreeSet<(DepartureKind, String)>,
}

impl ObservedStream {
    pub(super) fn new(observed: Observed) -> Self {
        Self {
            observed,
            told: BTreeSet::new(),
        }
    }

    /// Tells the listener what departs in a value.
    pub(super) fn read(
        &mut self,
        (operation, status): (&'static str, u16),
        text: &[u8],
        read: fn(&mut Reader<'_>) -> Result<(), JsonError>,
    ) {
        for note in json::audit(text, read) {
            let kind = DepartureKind::from(note.kind);
            if self.told.insert((kind, note.pointer.clone())) {
                self.observed.tell(&Departure {
                    operation,
                    status,
                    kind,
                    pointer: note.pointer,
                    expected: note.expected,
                    found: note.found,
                });
            }
        }
    }
}

impl From<NoteKind> for DepartureKind {
    fn from(kind: NoteKind) -> Self {
        match kind {
            NoteKind::Null => Self::Null,
            NoteKind::Missing => Self::Missing,
            NoteKind::Undeclared => Self::UndeclaredProperty,
            NoteKind::Unlisted => Self::UnlistedValue,
            NoteKind::Shape => Self::Shape,
        }
    }
}
