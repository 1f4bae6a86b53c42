//! Patterns that `validate()` checks: regular expressions of ECMA-262, as JSON Schema 2020-12 (core), section 6.4 has them.

use regress::Regex;

use super::schemas::Schemas;
use super::spot::Spot;
use super::view::View;
use crate::diagnostic::{Code, Diagnostic};

/// How long an expression is at most.
const LONGEST: usize = 4096;

/// The pattern of a schema, if it can be checked.
pub(crate) fn checked<'a>(view: &View<'a>) -> Option<&'a str> {
    view.pattern.filter(|pattern| problem(pattern).is_none())
}

/// Reports a pattern that isn't checked although the configuration asks for it.
pub(crate) fn check<'a>(schemas: &mut Schemas<'a>, view: &View<'a>, spot: &Spot) {
    let problem = view.pattern.filter(|_| schemas.options.validate).and_then(problem);
    if let Some(problem) = problem {
        let place = schemas.document.place(&spot.place.child("pattern"));
        let message = "`pattern` is ignored: strings that don't match it are accepted";
        schemas.report(Diagnostic::new(Code::IgnoredKeyword, place, message).why(problem));
    }
}

fn problem(pattern: &str) -> Option<&'static str> {
    if pattern.len() > LONGEST {
        return Some("it is longer than 4 KiB");
    }
    // As the client compiles it.
    let compiled = Regex::with_flags(pattern, "u").or_else(|_| Regex::new(pattern));
    compiled.err().map(|_| "it isn't a regular expression of ECMA-262")
}
