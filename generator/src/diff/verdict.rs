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

/// The version after a change: below 1.0, the second number is the one that breaks (Cargo's rule). A pre-release promises
/// nothing yet, so the next one follows it whatever changed. `None` where the version isn't one.
pub fn next_version(version: &str, verdict: Verdict) -> Option<String> {
    let version = semver::Version::parse(version).ok()?;
    match version.pre.is_empty() {
        true => next_release(&version, verdict),
        false => next_pre_release(&version),
    }
}

fn next_release(version: &semver::Version, verdict: Verdict) -> Option<String> {
    let (major, minor, patch) = match (verdict, version.major) {
        (Verdict::Major, 0) => (0, version.minor.checked_add(1)?, 0),
        (Verdict::Major, major) => (major.checked_add(1)?, 0, 0),
        (Verdict::Minor, 0) | (Verdict::Patch, _) => (version.major, version.minor, version.patch.checked_add(1)?),
        (Verdict::Minor, major) => (major, version.minor.checked_add(1)?, 0),
    };
    Some(format!("{major}.{minor}.{patch}"))
}

/// `rc.1` is followed by `rc.2`, and `beta` by `beta.1`. `None` after the largest number.
fn next_pre_release(version: &semver::Version) -> Option<String> {
    let (before, last) = version.pre.rsplit_once('.').unwrap_or(("", &version.pre));
    let next = match (before, last.parse::<u64>()) {
        ("", Ok(number)) => number.checked_add(1)?.to_string(),
        (before, Ok(number)) => format!("{before}.{}", number.checked_add(1)?),
        (_, Err(_)) => format!("{}.1", version.pre),
    };
    Some(format!("{}.{}.{}-{next}", version.major, version.minor, version.patch))
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
        assert_eq!(next("2.3.4+build.7", Verdict::Minor), "2.4.0");
        assert_eq!(next("2.3.4", Verdict::Patch), "2.3.5");
        assert_eq!(next_version("1.2", Verdict::Patch), None);
    }

    #[test]
    fn a_pre_release_is_followed_by_the_next_one() {
        let verdicts = [Verdict::Major, Verdict::Minor, Verdict::Patch];
        for (version, following) in [
            ("2.0.0-rc.1", Some("2.0.0-rc.2")),
            ("2.0.0-beta", Some("2.0.0-beta.1")),
            ("2.0.0-alpha-x.9+build", Some("2.0.0-alpha-x.10")),
            ("2.0.0-1", Some("2.0.0-2")),
            ("2.0-rc.1", None),
            ("2.0.0-rc.18446744073709551615", None),
        ] {
            for verdict in verdicts {
                assert_eq!(next_version(version, verdict).as_deref(), following, "{version}");
            }
        }
    }
}
