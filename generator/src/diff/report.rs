//! A report as people and machines read it.

use serde_json::{Value, json};

use super::{Finding, Group, Report, Spot, Verdict, next_version};
use crate::prose::{Shown, shown, whole_code};

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// Markdown, for a pull request.
    Markdown,
    /// One JSON object.
    Json,
    /// Annotations of GitHub Actions, on the lines of the new document.
    Github,
}

impl Report {
    /// The report, with the version that comes after `version`.
    pub fn shown(&self, format: Format, version: Option<&str>) -> Shown {
        match format {
            Format::Text => self.text(version),
            Format::Markdown => self.markdown(version),
            Format::Github => self.annotations(),
            Format::Json => shown![Shown::json(&self.json(version)), "\n"],
        }
    }

    fn of_group(&self, group: Group) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.change.group() == group)
    }

    fn text(&self, version: Option<&str>) -> Shown {
        let mut parts = vec![self.headline(version), "\n".into()];
        for group in Group::ALL {
            let findings: Vec<Shown> = self.of_group(group).map(text_of).collect();
            if !findings.is_empty() {
                parts.push(shown!["\n", group.title(), "\n", Shown::concat(findings)]);
            }
        }
        if !self.renamed.is_empty() {
            parts.push("\nThese lines in clientwright.toml keep the old names as deprecated aliases:\n\n".into());
            parts.extend(self.renamed_lines().into_iter().map(|line| shown!["    ", line, "\n"]));
        }
        let idle = self.idle.iter();
        parts.extend(idle.map(|one| {
            let (code, item) = (Shown::line(&one.code), Shown::line(&one.item));
            shown!["\nnote: `", code, "@", item, "` is accepted, but is no change now\n"]
        }));
        Shown::concat(parts)
    }

    /// What it comes to, in one line.
    fn headline(&self, version: Option<&str>) -> Shown {
        shown![self.counts(), ": ", self.verdict().word(), self.next(version)]
    }

    /// How many changes there are of each group.
    fn counts(&self) -> Shown {
        let counts = Group::ALL.map(|group| (group, self.of_group(group).count()));
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts
            .map(|(group, count)| format!("{count} {}", group.word()))
            .collect();
        match counts.is_empty() {
            true => "no change that users notice".into(),
            false => Shown::line(counts.join(", ")),
        }
    }

    fn next(&self, version: Option<&str>) -> Shown {
        let next = version.and_then(|version| Some((version, self.next_version(version)?)));
        match next {
            Some((version, next)) => shown![
                "; the next version after ",
                Shown::line(version),
                " is ",
                Shown::line(next)
            ],
            None => Shown::default(),
        }
    }

    /// The version after this one; `None` if nothing changed, or if it is no version.
    fn next_version(&self, version: &str) -> Option<String> {
        match self.findings.is_empty() {
            true => None,
            false => next_version(version, self.verdict()),
        }
    }

    /// The lines of `[renamed]`.
    fn renamed_lines(&self) -> Vec<Shown> {
        if self.renamed.is_empty() {
            return Vec::new();
        }
        let key = |old: &str| match old.contains('.') {
            true => format!("\"{old}\""),
            false => old.to_owned(),
        };
        let lines = self.renamed.iter();
        let lines = lines.map(|(old, new)| Shown::line(format!("{} = \"{new}\"", key(old))));
        std::iter::once("[renamed]".into()).chain(lines).collect()
    }

    fn markdown(&self, version: Option<&str>) -> Shown {
        let mut parts = vec![shown!["**", self.headline(version), "**\n"]];
        parts.extend(self.markdown_groups().into_iter().map(|group| shown!["\n", group]));
        if !self.renamed.is_empty() {
            parts.push(
                "\nThese lines in `clientwright.toml` keep the old names as deprecated aliases:\n\n```toml\n".into(),
            );
            parts.extend(self.renamed_lines().into_iter().map(|line| shown![line, "\n"]));
            parts.push("```\n".into());
        }
        Shown::concat(parts)
    }

    /// The groups in Markdown, each under its heading.
    fn markdown_groups(&self) -> Vec<Shown> {
        let group = |group: Group| {
            let findings: Vec<Shown> = self.of_group(group).map(markdown_of).collect();
            let has_findings = !findings.is_empty();
            has_findings.then(|| shown!["### ", group.title(), "\n\n", Shown::concat(findings)])
        };
        Group::ALL.into_iter().filter_map(group).collect()
    }

    /// What a changelog says of the change, in Markdown.
    pub fn entry(&self) -> Shown {
        let mut parts = Vec::new();
        for group in self.markdown_groups() {
            let space = if parts.is_empty() { "" } else { "\n" };
            parts.push(shown![space, group]);
        }
        match parts.is_empty() {
            true => "The API is as it was; the code or its documentation changed.\n".into(),
            false => Shown::concat(parts),
        }
    }

    /// The report as JSON, with the version that comes after `version`.
    pub fn json(&self, version: Option<&str>) -> Value {
        json!({
            "verdict": self.verdict().word(),
            "version": version,
            "next_version": version.and_then(|version| self.next_version(version)),
            "findings": self.findings.iter().map(json_of).collect::<Vec<_>>(),
            "renamed": self.renamed,
            "idle": self.idle.iter().map(|one| format!("{}@{}", one.code, one.item)).collect::<Vec<_>>(),
        })
    }
}

/// The summary of the changes that `generate` wrote; `None` if users notice none.
pub fn summary(report: &Report, version: &str) -> Option<Shown> {
    if report.findings.is_empty() {
        return None;
    }
    let breaks = match report.verdict() {
        Verdict::Major => "breaks users",
        _ if report.of_group(Group::Known).next().is_some() => "breaks no user but an exhaustive `match` on `known()`",
        Verdict::Minor | Verdict::Patch => "breaks no user",
    };
    let mut parts = vec![shown![
        "the API changed (",
        report.counts(),
        "), which ",
        breaks,
        report.next(Some(version))
    ]];
    let listed = report
        .findings
        .iter()
        .filter(|finding| finding.change.group().verdict() == Verdict::Major);
    let lines: Vec<Shown> = listed.map(line).collect();
    const MOST: usize = 5;
    let more = lines.len().saturating_sub(MOST);
    parts.extend(lines.into_iter().take(MOST));
    if more > 0 {
        parts.push(shown![
            "\n  and ",
            more,
            " more: see the changes of `api.txt`, or run `clientwright diff`"
        ]);
    }
    Some(Shown::concat(parts))
}

fn line(finding: &Finding) -> Shown {
    let (item, message) = (Shown::line(&finding.item), Shown::line(&finding.message));
    shown!["\n  ", finding.change.as_str(), " ", item, ": ", message]
}

fn text_of(finding: &Finding) -> Shown {
    let direction = match finding.direction {
        Some(direction) => shown![" (", direction.word(), ")"],
        None => Shown::default(),
    };
    let (item, message) = (Shown::line(&finding.item), Shown::line(&finding.message));
    let mut parts = vec![shown![
        "  ",
        finding.change.as_str(),
        " ",
        item,
        direction,
        ": ",
        message,
        "\n"
    ]];
    for (label, text, spot) in sides(finding) {
        let text = text.map(|text| shown![" ", Shown::line(text)]).unwrap_or_default();
        let spot = spot.map(|spot| shown![" ", shown_spot(spot)]).unwrap_or_default();
        if !text.is_empty() || !spot.is_empty() {
            parts.push(shown!["      ", label, text, spot, "\n"]);
        }
    }
    parts.push(match &finding.accepted {
        Some(reason) => shown!["      accepted: ", Shown::line(reason), "\n"],
        None if finding.change.group() == Group::Minor => Shown::default(),
        None => shown!["      help: ", finding.change.help(), "\n"],
    });
    Shown::concat(parts)
}

fn sides(finding: &Finding) -> [(&'static str, Option<&String>, Option<&Spot>); 2] {
    [
        ("old:", finding.old.as_ref(), finding.old_place.as_ref()),
        ("new:", finding.new.as_ref(), finding.new_place.as_ref()),
    ]
}

fn shown_spot(spot: &Spot) -> Shown {
    shown!["(", Shown::line(&spot.file), ":", spot.line, ")"]
}

fn markdown_of(finding: &Finding) -> Shown {
    let code = |text: &str| Shown::line(whole_code(text).as_str());
    let direction = match finding.direction {
        Some(direction) => shown![", ", direction.word()],
        None => Shown::default(),
    };
    let head = shown![
        "- ",
        code(&finding.item),
        ": ",
        markdown_text(&finding.message),
        " (",
        finding.change.as_str(),
        direction,
        ")"
    ];
    let mut parts = vec![head];
    for (label, text, spot) in sides(finding) {
        let text = text.map(|text| shown![" ", code(text)]).unwrap_or_default();
        let spot = spot
            .map(|spot| shown![" ", code(&format!("{}:{}", spot.file, spot.line))])
            .unwrap_or_default();
        if !text.is_empty() || !spot.is_empty() {
            parts.push(shown!["\n  - ", label, text, spot]);
        }
    }
    if let Some(reason) = &finding.accepted {
        parts.push(shown!["\n  - accepted: ", markdown_text(reason)]);
    }
    parts.push("\n".into());
    Shown::concat(parts)
}

/// A sentence of ours with names in backticks: those stay code, and all else means itself.
fn markdown_text(text: &str) -> Shown {
    let parts = text.split('`').enumerate().map(|(index, part)| match index % 2 {
        0 => Shown::line(crate::prose::literal(part).as_str()),
        _ => Shown::line(whole_code(part).as_str()),
    });
    Shown::concat(parts)
}

fn json_of(finding: &Finding) -> Value {
    let spot = |spot: &Option<Spot>| {
        spot.as_ref()
            .map(|spot| json!({ "file": spot.file, "line": spot.line }))
    };
    json!({
        "code": finding.change.as_str(),
        "group": finding.change.group().word(),
        "item": finding.item,
        "message": finding.message,
        "old": finding.old,
        "new": finding.new,
        "old_place": spot(&finding.old_place),
        "new_place": spot(&finding.new_place),
        "direction": finding.direction.map(super::Direction::word),
        "help": finding.change.help(),
        "accepted": finding.accepted,
    })
}
