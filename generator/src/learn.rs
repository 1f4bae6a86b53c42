//! From departures, which a client has noted or which are in an archive of its traffic, to the configuration that expects
//! them.

mod archive;
mod exchanges;
mod notes;
mod places;
mod routes;
mod scalars;
mod streams;
mod unions;
mod values;

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use crate::ir::Api;
use crate::prose::{Toml, manifest};
use places::Known;

pub use archive::Archive;

/// A departure, as a client writes it on a line.
#[derive(Clone, Debug, Deserialize)]
pub struct Departure {
    /// The `operationId`.
    pub operation: String,
    /// The status code.
    pub status: u16,
    /// The kind in one word.
    pub kind: String,
    /// Where in the body.
    pub pointer: String,
    /// What the document says.
    pub expected: String,
    /// What the response had.
    pub found: String,
}

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

/// What the configuration is to say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lesson {
    /// A property or the body of a response may be absent or null.
    Optional(String),
    /// A property or the body of a response may be anything.
    Lenient(String),
    /// A type keeps undeclared properties.
    KeepUndeclared(String),
    /// A departure is expected as it is, since its value is read all the same.
    Expected {
        /// The `operationId`.
        operation: String,
        /// The status code.
        status: u16,
        /// The kind in one word.
        kind: String,
        /// Where in the body, `*` for each index.
        pointer: String,
    },
}

/// A lesson, how often it was seen, and the first departure that teaches it.
#[derive(Clone, Debug)]
pub struct Learned {
    /// What the configuration is to say.
    pub lesson: Lesson,
    /// How many departures teach it.
    pub count: u64,
    /// The first of them.
    pub reason: String,
}

/// What is learned, and what no line of the configuration mends.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    /// The lessons, in order.
    pub learned: Vec<Learned>,
    /// The departures that stay, each once, and how often they were seen.
    pub unmended: Vec<(String, u64)>,
    /// How many requests of an archive are of no operation.
    pub unmatched: usize,
}

/// What was observed of a server.
#[derive(Clone, Debug)]
pub enum Observed {
    /// What a client has noted.
    Departures(Vec<Departure>),
    /// An archive of requests and responses, as browsers write it (HAR 1.2).
    Archive {
        /// The requests and responses.
        archive: Archive,
        /// The base URL of the operations; `None` where that is any with the path of one of the document's servers.
        base: Option<String>,
    },
}

impl Observed {
    /// Reads an archive, or departures, one a line; the number of a line that isn't one is the error.
    ///
    /// # Errors
    ///
    /// When the text isn't an archive and a line is no departure.
    pub fn read(text: &str) -> Result<Self, usize> {
        match Archive::read(text) {
            Some(archive) => Ok(Self::Archive { archive, base: None }),
            None => departures(text).map(Self::Departures),
        }
    }
}

/// The departures of a text, one a line; the number of a line that isn't one is the error.
///
/// # Errors
///
/// When a line is no departure.
fn departures(text: &str) -> Result<Vec<Departure>, usize> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| serde_json::from_str(line).map_err(|_| number))
        .collect()
}

/// What the departures of a client of this API teach.
fn lessons(api: &Api, departures: &[Departure]) -> Lessons {
    let mut learned: BTreeMap<Lesson, (u64, String)> = BTreeMap::new();
    let mut unmended: BTreeMap<String, u64> = BTreeMap::new();
    for departure in departures {
        let lessons = of(api, departure);
        if lessons.is_empty() {
            *unmended.entry(departure.to_string()).or_default() += 1;
        }
        for lesson in lessons {
            learned.entry(lesson).or_insert_with(|| (0, departure.to_string())).0 += 1;
        }
    }
    // What may be anything may be absent too.
    let is_lenient = |place: &String| learned.contains_key(&Lesson::Lenient(place.clone()));
    let is_told = |lesson: &Lesson| matches!(lesson, Lesson::Optional(place) if is_lenient(place));
    let rows = learned.iter().filter(|(lesson, _)| !is_told(lesson));
    Lessons {
        learned: rows
            .map(|(lesson, (count, reason))| Learned {
                lesson: lesson.clone(),
                count: *count,
                reason: reason.clone(),
            })
            .collect(),
        unmended: unmended.into_iter().collect(),
        unmatched: 0,
    }
}

/// What the configuration of this API learns from what was observed of its server.
pub fn observed(api: &Api, observed: &Observed) -> Lessons {
    match observed {
        Observed::Departures(departures) => lessons(api, departures),
        Observed::Archive { archive, base } => {
            let (departures, unmatched) = exchanges::departures(api, archive, base.as_deref());
            Lessons {
                unmatched,
                ..lessons(api, &departures)
            }
        }
    }
}

fn of(api: &Api, departure: &Departure) -> Vec<Lesson> {
    let places = || {
        let found = places::at(api, departure, &departure.pointer).into_iter();
        found.map(|found| found.place).filter(|place| !place.name.is_empty())
    };
    match departure.kind.as_str() {
        "null" | "missing" => places().map(absent).collect(),
        "body" if departure.found == NO_BODY => places().map(absent).collect(),
        "shape" => places().map(|place| Lesson::Lenient(place.name)).collect(),
        "undeclared-property" => {
            let parent = departure.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
            let found = places::at(api, departure, parent).into_iter();
            found
                .flat_map(|found| found.types)
                .map(Lesson::KeepUndeclared)
                .collect()
        }
        "status" | "media-type" | "unlisted-value" => vec![Lesson::Expected {
            operation: departure.operation.clone(),
            status: departure.status,
            kind: departure.kind.clone(),
            pointer: places::general(api, departure),
        }],
        _ => Vec::new(),
    }
}

/// What a client finds where a response has no body.
const NO_BODY: &str = "no body";

/// A place may be absent or null, or has something in it that may be, which only leniency allows.
fn absent(place: Known) -> Lesson {
    match place.is_around {
        true => Lesson::Lenient(place.name),
        false => Lesson::Optional(place.name),
    }
}

impl Learned {
    /// The row of the configuration.
    pub fn row(&self) -> String {
        let facts = match &self.lesson {
            Lesson::Optional(place) => manifest!["optional = ", Toml::exact(place)],
            Lesson::Lenient(place) => manifest!["lenient = ", Toml::exact(place)],
            Lesson::KeepUndeclared(name) => manifest!["keep_undeclared = ", Toml::exact(name)],
            Lesson::Expected {
                operation,
                status,
                kind,
                pointer,
            } => {
                let status = status.to_string();
                let pointer = match pointer.is_empty() {
                    true => Toml::default(),
                    false => manifest!["\npointer = ", Toml::exact(pointer)],
                };
                manifest![
                    "expected = ",
                    Toml::exact(kind),
                    "\noperation = ",
                    Toml::exact(operation),
                    "\nstatus = ",
                    Toml::number(&status),
                    pointer
                ]
            }
        };
        let count = self.count.to_string();
        let row = manifest![
            "[[learned]]\n",
            facts,
            "\ncount = ",
            Toml::number(&count),
            "\nreason = ",
            Toml::string(&self.reason),
            "\n"
        ];
        row.as_str().to_owned()
    }
}
