//! A report as [commands](https://docs.github.com/actions/reference/workflow-commands-for-github-actions) by which GitHub
//! Actions annotates lines.

use super::{Finding, Report, Verdict};
use crate::prose::{Shown, shown};

impl Report {
    /// An annotation for each change; one that nobody accepted and that breaks users is an error.
    pub(super) fn annotations(&self) -> Shown {
        Shown::concat(self.findings.iter().map(annotation))
    }
}

fn annotation(finding: &Finding) -> Shown {
    let command = match (finding.change.group().verdict(), &finding.accepted) {
        (Verdict::Major, None) => "::error ",
        _ => "::notice ",
    };
    // What is gone has no line in the new document.
    let place = match &finding.new_place {
        Some(spot) => shown!["file=", Shown::property(&spot.file), ",line=", spot.line, ","],
        None => Shown::default(),
    };
    let accepted = match &finding.accepted {
        Some(reason) => shown!["; accepted: ", Shown::data(reason)],
        None => Shown::default(),
    };
    shown![
        command,
        place,
        "title=",
        finding.change.as_str(),
        "::",
        Shown::data(&finding.item),
        ": ",
        Shown::data(&finding.message),
        accepted,
        "\n"
    ]
}
