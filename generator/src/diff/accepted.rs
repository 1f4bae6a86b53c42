//! Changes that reviewers expect, each with a reason, in a file of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Change, Finding};

/// What reviewers expect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The changes, in the order in which they were accepted.
    #[serde(default, rename = "accepted")]
    pub list: Vec<Acceptance>,
}

/// A change that is expected.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The code of the change.
    pub code: String,
    /// The item.
    pub item: String,
    /// Why it is expected.
    pub reason: String,
}

/// What isn't an acceptance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedError(String);

impl fmt::Display for AcceptedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for AcceptedError {}

impl Acceptance {
    /// `CODE@item`, with a reason.
    ///
    /// # Errors
    ///
    /// When there is no such code, no item, or no reason.
    pub fn parse(text: &str, reason: &str) -> Result<Self, AcceptedError> {
        let (code, item) = text
            .split_once('@')
            .ok_or_else(|| AcceptedError(format!("`{text}` isn't `CODE@item`")))?;
        let acceptance = Self {
            code: code.to_owned(),
            item: item.to_owned(),
            reason: reason.trim().to_owned(),
        };
        acceptance.check().map(|()| acceptance)
    }

    fn check(&self) -> Result<(), AcceptedError> {
        if !Change::ALL.iter().any(|change| change.as_str() == self.code) {
            let codes: Vec<&str> = Change::ALL.iter().map(|change| change.as_str()).collect();
            let message = format!(
                "`{}` isn't a code of a change; the codes are {}",
                self.code,
                codes.join(", ")
            );
            return Err(AcceptedError(message));
        }
        match self.item.is_empty() || self.reason.trim().is_empty() {
            true => Err(AcceptedError(format!(
                "`{}@{}` needs an item and a reason",
                self.code, self.item
            ))),
            false => Ok(()),
        }
    }

    fn change(&self) -> (&str, &str) {
        (&self.code, &self.item)
    }
}

impl Accepted {
    /// Reads the file's text.
    ///
    /// # Errors
    ///
    /// When it is no TOML, or an entry lacks a code, an item or a reason.
    pub fn parse(text: &str) -> Result<Self, AcceptedError> {
        let accepted: Self = toml::from_str(text).map_err(|error| AcceptedError(error.message().to_owned()))?;
        accepted.list.iter().try_for_each(Acceptance::check)?;
        Ok(accepted)
    }

    /// Adds one; one of the same change of the same item gives way.
    pub fn add(&mut self, acceptance: Acceptance) {
        let is_other = |other: &Acceptance| other.change() != acceptance.change();
        self.list.retain(is_other);
        self.list.push(acceptance);
    }

    /// The file's text.
    pub fn text(&self) -> String {
        const HEAD: &str =
            "# Changes of the generated client that were reviewed and are expected; `clientwright diff` reads it.\n\n";
        format!("{HEAD}{}", toml::to_string(self).unwrap_or_default())
    }

    /// Marks the findings that are expected, and gives the acceptances that are of none.
    pub(super) fn apply(&self, findings: &mut [Finding]) -> Vec<Acceptance> {
        let mut reasons: BTreeMap<(&str, &str), &str> = BTreeMap::new();
        for acceptance in &self.list {
            reasons.entry(acceptance.change()).or_insert(&acceptance.reason);
        }
        let mut met = BTreeSet::new();
        for finding in findings.iter_mut() {
            let change = (finding.change.as_str(), finding.item.as_str());
            if let Some((change, reason)) = reasons.get_key_value(&change) {
                met.insert(*change);
                finding.accepted = Some((*reason).to_owned());
            }
        }
        let is_idle = |acceptance: &&Acceptance| !met.contains(&acceptance.change());
        self.list.iter().filter(is_idle).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut accepted = Accepted::default();
        accepted.add(Acceptance::parse("item-removed@types::Pet", "it was never used").unwrap());
        accepted.add(Acceptance::parse("item-removed@types::Pet", "nobody \"used\" it").unwrap());
        assert_eq!(accepted.list.len(), 1);
        assert_eq!(Accepted::parse(&accepted.text()).unwrap(), accepted);
    }

    #[test]
    fn what_is_no_acceptance_is_refused() {
        for (text, reason) in [
            ("item-removed", "r"),
            ("other@a", "r"),
            ("item-removed@", "r"),
            ("item-removed@a", " "),
        ] {
            assert!(Acceptance::parse(text, reason).is_err(), "{text}");
        }
        assert!(Accepted::parse("[[accepted]]\ncode = 'item-removed'\nitem = 'a'\nreason = ''").is_err());
    }
}
