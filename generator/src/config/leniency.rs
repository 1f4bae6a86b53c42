//! What servers send otherwise than their document says: `optional`, `lenient`, `keep_undeclared`.

use serde::Deserialize;

use super::Config;
use crate::ir::ExpectedDeparture;
use crate::learn::Lesson;
use crate::lower::{KeepUndeclared, Leniency};

/// Which types keep undeclared properties: `true` for all types of responses, or a list of names.
///
/// ```toml
/// keep_undeclared = ["Task", "Project*"]
/// ```
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum KeepUndeclaredConfig {
    /// `true`: all; `false`: none.
    All(bool),
    /// Those of these names, in which `*` stands for any text.
    These(Vec<String>),
}

impl Default for KeepUndeclaredConfig {
    fn default() -> Self {
        Self::All(false)
    }
}

impl Config {
    /// Where servers depart from the document.
    pub(crate) fn leniency(&self) -> Leniency {
        let mut leniency = Leniency {
            optional: self.optional.clone(),
            lenient: self.lenient.clone(),
            keep_undeclared: match &self.keep_undeclared {
                KeepUndeclaredConfig::All(true) => KeepUndeclared::All,
                KeepUndeclaredConfig::All(false) => KeepUndeclared::default(),
                KeepUndeclaredConfig::These(types) => KeepUndeclared::These(types.clone()),
            },
            expected: Vec::new(),
        };
        self.lessons().for_each(|lesson| leniency.add(lesson));
        leniency
    }
}

impl Leniency {
    fn add(&mut self, lesson: &Lesson) {
        match (lesson, &mut self.keep_undeclared) {
            (Lesson::Optional(place), _) => self.optional.push(place.clone()),
            (Lesson::Lenient(place), _) => self.lenient.push(place.clone()),
            (Lesson::KeepUndeclared(name), KeepUndeclared::These(types)) => types.push(name.clone()),
            (Lesson::KeepUndeclared(_), KeepUndeclared::All) => {}
            (
                Lesson::Expected {
                    operation,
                    status,
                    kind,
                    pointer,
                },
                _,
            ) => self.expected.push(ExpectedDeparture {
                operation: operation.clone(),
                status: *status,
                kind: kind.clone(),
                pointer: pointer.clone(),
            }),
        }
    }
}
