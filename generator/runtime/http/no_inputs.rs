//! What a request keeps of its inputs so that they can be checked: nothing, since this client doesn't check them.

use super::tree::Tree;

/// The constraints on the inputs of an operation.
pub(crate) type InputRules = ();

/// No constraints.
pub(crate) const NO_RULES: InputRules = ();

/// Nothing.
#[derive(Clone, Default)]
pub(crate) struct Inputs;

impl Inputs {
    pub(super) fn of((): InputRules) -> Self {
        Self
    }

    pub(super) fn path(&mut self, _name: &'static str, _value: &Tree) {}

    pub(super) fn query(&mut self, _name: &'static str, _value: &Tree) {}

    pub(super) fn header(&mut self, _name: &'static str, _value: &Tree) {}

    pub(super) fn cookie(&mut self, _name: &'static str, _value: &Tree) {}

    pub(super) fn body(&mut self, _media_type: &'static str) {}

    pub(super) fn form(&mut self, _media_type: &'static str, _value: &Tree) {}

    pub(super) fn members(&mut self, _media_type: &'static str, _members: Members) {}
}

/// Nothing.
pub(crate) struct Members;

impl Members {
    pub(crate) fn none() -> Self {
        Self
    }

    pub(crate) fn add(&mut self, _name: &str, _value: &Tree) {}

    pub(crate) fn add_file(&mut self, _name: &str) {}
}
