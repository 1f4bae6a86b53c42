//! What all changes come to: the next version of the crate.

use super::{Finding, Group, Report};

/// How large a change is, by the rules of Cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing that users notice.
    Patch,
    /// More than before; code of users compiles and means the same.
    Minor,
    /// Code of users may not compile, or means something else.
    Major,
}

/// From which changes on a run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Silent ones alone.
    Silent,
    /// Those that make a major version.
    Breaking,
    /// All.
    Minor,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Group {
    /// What a change of the group comes to.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Silent | Self::Breaking => Verdict::Major,
            Self::Minor | Self::Known | Self::Wire => Verdict::Minor,
        }
    }
}

impl Threshold {
    fn is_met(self, group: Group) -> bool {
        match self {
            Self::Silent => group == Group::Silent,
            Self::Breaking => group.verdict() == Verdict::Major,
            Self::Minor => true,
        }
    }
}

impl Report {
    /// What all changes come to, accepted or not.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.findings.iter().map(|finding| finding.change.group().verdict());
        verdicts.max().unwrap_or(Verdict::Patch)
    }

    /// The changes that are too large and that nobody accepted.
    pub fn failures(&self, threshold: Threshold) -> impl Iterator<Item = &Finding> {
        let open = self.findings.iter().filter(|finding| finding.accepted.is_none());
        open.filter(move |finding| threshold.is_met(finding.change.group()))
    }
}

/// The version after a change: below 1.0, the second number is the one that breaks (Cargo's rule). `None` where the version
/// isn't one.
pub fn next_version(version: &str, verdict: Verdict) -> Option<String> {
    let (core, _) = version.split_once(['-', '+']).unwrap_or((version, ""));
    let numbers: Option<Vec<u64>> = core.split('.').map(|number| number.parse().ok()).collect();
    let [major, minor, patch] = <[u64; 3]>::try_from(numbers?).ok()?;
    let next = match (verdict, major) {
        (Verdict::Major, 0) => (0, minor.checked_add(1)?, 0),
        (Verdict::Major, _) => (major.checked_add(1)?, 0, 0),
        (Verdict::Minor, 0) | (Verdict::Patch, _) => (major, minor, patch.checked_add(1)?),
        (Verdict::Minor, _) => (major, minor.checked_add(1)?, 0),
    };
    Some(format!("{}.{}.{}", next.0, next.1, next.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_cargo() {
        let next = |version, verdict| next_version(version, verdict).unwrap();
        assert_eq!(next("0.3.4", Verdict::Major), "0.4.0");
        assert_eq!(next("0.3.4", Verdict::Minor), "0.3.5");
        assert_eq!(next("2.3.4", Verdict::Major), "3.0.0");
        assert_eq!(next("2.3.4-rc.1", Verdict::Minor), "2.4.0");
        assert_eq!(next("2.3.4", Verdict::Patch), "2.3.5");
        assert_eq!(next_version("1.2", Verdict::Patch), None);
    }
}
