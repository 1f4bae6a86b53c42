//! `clientwright explain`.

use std::process::ExitCode;

use super::failure::USAGE;
use clientwright::diagnostic::{Code, Severity};
use clientwright::diff::{Change, Group};
use clientwright::prose::Shown;

/// The chapters of the page, in its order.
const CHAPTERS: [(Severity, &str, &str); 3] = [
    (
        Severity::Error,
        "Errors",
        "The document is rejected, and nothing is written.",
    ),
    (
        Severity::Corner,
        "Broken parts",
        "A broken part costs that part: the client is generated without it, and the warning names the operations that it \
         affects. With `--strict`, these are errors.",
    ),
    (
        Severity::Warning,
        "Warnings",
        "The client is correct, but something was repaired, ignored, or kept as JSON. Add the code to `allow` in the \
         configuration if you expect it.",
    ),
];

/// Explains one code.
pub(super) fn one(text: &str) -> ExitCode {
    match Code::ALL.iter().find(|code| code.as_str() == text) {
        Some(code) => {
            out!(
                Shown::line(code.severity()),
                "[",
                code.as_str(),
                "]:",
                code.explanation()
            );
            out!("help: ", code.help());
            ExitCode::SUCCESS
        }
        None => change(text),
    }
}

/// Explains the code of a change.
fn change(text: &str) -> ExitCode {
    match Change::ALL.iter().find(|change| change.as_str() == text) {
        Some(change) => {
            out!(change.group().word(), "[", change.as_str(), "]:", change.explanation());
            out!("help: ", change.help());
            ExitCode::SUCCESS
        }
        None => {
            let codes = Code::ALL.iter().map(|code| code.as_str());
            let codes: Vec<&str> = codes.chain(Change::ALL.iter().map(|change| change.as_str())).collect();
            let codes = Shown::line(codes.join(", "));
            let text = Shown::line(text);
            err!("error: `", text, "` isn't a diagnostic code; the codes are ", codes);
            ExitCode::from(USAGE)
        }
    }
}

/// Explains all codes: the page of the guide.
pub(super) fn all() -> ExitCode {
    out!("# Errors and warnings, by code");
    out!("");
    out!(
        "A message says what is wrong, where (file, line, column and JSON Pointer), why, and how to mend it. `clientwright \
         explain CODE` prints what is here."
    );
    for (severity, title, meaning) in CHAPTERS {
        out!("");
        out!("## ", title);
        out!("");
        out!(meaning);
        for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
            entry(code.as_str(), code.explanation(), code.help());
        }
    }
    changes();
    ExitCode::SUCCESS
}

/// The part of the page about one code.
fn entry(code: &'static str, explanation: &'static str, help: &'static str) {
    out!("");
    out!("### ", code);
    out!("");
    out!(explanation.trim_start());
    out!("");
    out!("**What to do:** ", help);
}

/// Explains the changes that `clientwright diff` finds.
fn changes() {
    out!("");
    out!("# Changes, by code");
    out!("");
    out!("What `clientwright diff` finds between two clients, by what it means for the code of users.");
    for group in Group::ALL {
        out!("");
        out!("## ", group.title());
        for change in Change::ALL.iter().filter(|change| change.group() == group) {
            entry(change.as_str(), change.explanation(), change.help());
        }
    }
}
