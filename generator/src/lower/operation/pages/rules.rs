//! What a configuration says of pages.

use super::{Callee, Raw, checked, first};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Group, NextPage, Paging};
use crate::pattern::matches;
use crate::pointer::Place;

/// Operations that are paged, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRule {
    /// An `operationId`, or a pattern in which `*` stands for any text.
    pub operations: String,
    /// How.
    pub paging: Paging,
    /// What numbers begin with; otherwise what the document says, or else 0 for offsets and 1 for pages.
    pub first: Option<u64>,
}

/// The first rule that is for an operation: its pattern fits, and the operation has its parameter.
pub(super) fn first_for<'r>(rules: &'r [PageRule], operation: &Callee<'_>) -> Option<&'r PageRule> {
    rules.iter().find(|rule| rule.is_for(operation))
}

/// What that rule says.
pub(super) fn of(rules: &[PageRule], raw: &Raw<'_>, operation: &Callee<'_>) -> Option<Paging> {
    let rule = first_for(rules, operation)?;
    let mut paging = rule.paging.clone();
    match &mut paging.next {
        NextPage::Offset { parameter, first } | NextPage::Page { parameter, first } => {
            *first = rule
                .first
                .unwrap_or_else(|| first::of(raw, rule.paging.input, parameter, *first));
        }
        NextPage::Cursor { .. } | NextPage::Url { .. } | NextPage::Link => {}
    }
    Some(paging)
}

/// A message for each rule that matches no operation.
pub(super) fn report_unused(rules: &[PageRule], groups: &[Group]) -> Vec<Diagnostic> {
    let operations = groups.iter().flat_map(|group| &group.operations);
    let operations: Vec<Callee<'_>> = operations.map(Callee::from).collect();
    let unused = rules
        .iter()
        .filter(|rule| !operations.iter().any(|operation| rule.is_for(operation)));
    let messages = unused.map(|rule| {
        let message = format!("the pagination for `{}` matches no operation", rule.operations);
        let help = "use the `operationId` of an operation that has the parameter; `*` matches any text";
        Diagnostic::new(Code::Unpaged, Place::in_configuration(&rule.operations), message).help(help)
    });
    messages.collect()
}

impl PageRule {
    fn is_for(&self, operation: &Callee<'_>) -> bool {
        matches(&self.operations, operation.wire) && checked(self.paging.clone(), operation).is_ok()
    }
}
