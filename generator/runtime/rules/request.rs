//! Checks the inputs of a request: its parameters and its body.

use super::ValidationErrors;
use super::check::Found;
use super::table::{Input, InputRule};
use crate::runtime::http::{Draft, Operation, Request, Tree, draft_of};
use crate::runtime::json;

impl<Op: Operation> Request<Op> {
    /// Checks the parameters and the body of this request against the constraints of the API description: on numbers, on
    /// the length, the pattern and the common formats of strings, and on the number of elements and properties.
    ///
    /// The path of a [`Violation`](crate::Violation) begins with where the input goes: `/query/limit`, `/path/id`,
    /// `/header/X-Trace`, `/cookie/session`, `/body/items/0`. Not checked are bytes, files, and what the methods
    /// `with_header`, `with_query` and `with_body_property` add.
    ///
    /// It is never called automatically, and the server may have further constraints.
    ///
    /// # Errors
    ///
    /// Returns [`ValidationErrors`] with every violated constraint.
    pub fn validate(&self) -> Result<(), ValidationErrors> {
        let mut found = Found::default();
        for rule in Op::RULES {
            of_input(&mut found, draft_of(self), rule);
        }
        found.into_result()
    }
}

fn of_input(found: &mut Found, draft: &Draft, rule: &InputRule) {
    let place = match rule.input {
        Input::Path => "path",
        Input::Query => "query",
        Input::Header => "header",
        Input::Cookie => "cookie",
        Input::Json | Input::Form | Input::Text => return of_body(found, draft, rule),
    };
    let given = draft.inputs.parameters.iter();
    let given = given.filter(|(input, name, _)| *input == rule.input && *name == rule.name);
    for (_, name, value) in given {
        found.within(place, |found| {
            found.within(name, |found| found.of_value(value, rule.rules));
        });
    }
}

fn of_body(found: &mut Found, draft: &Draft, rule: &InputRule) {
    if draft.inputs.media_type != Some(rule.name) {
        return;
    }
    let value = match rule.input {
        Input::Form => draft.inputs.form.clone(),
        _ => body(draft, rule.input),
    };
    if let Some(value) = value {
        found.within("body", |found| found.of_value(&value, rule.rules));
    }
}

/// What was written as JSON or as text.
fn body(draft: &Draft, input: Input) -> Option<Tree> {
    let bytes = draft.body.as_ref()?.bytes()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    match input {
        Input::Json => json::from_str(text).ok(),
        _ => Some(Tree::Text(text.to_owned())),
    }
}
