//! `clientwright explain`.

use std::process::ExitCode;

use super::usage;
use clientwright::diagnostic::{Code, Severity};
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
        None => {
            let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
            let codes = Shown::line(codes.join(", "));
            usage(&shown![
                "`",
                Shown::line(text),
                "` isn't a diagnostic code; the codes are ",
                codes
            ])
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
            out!("");
            out!("### ", code.as_str());
            out!("");
            out!(code.explanation().trim_start());
            out!("");
            out!("**What to do:** ", code.help());
        }
    }
    ExitCode::SUCCESS
}
