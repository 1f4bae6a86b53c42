//! What a request keeps of its inputs so that they can be checked: as they were given, before they are encoded.

use super::tree::Tree;
use crate::runtime::rules::{Input, InputRule};

/// The constraints on the inputs of an operation.
pub(crate) type InputRules = &'static [InputRule];

/// No constraints.
pub(crate) const NO_RULES: InputRules = &[];

/// The inputs with constraints.
#[derive(Clone, Default)]
pub(crate) struct Inputs {
    rules: InputRules,
    /// Parameters by where they go and by name.
    pub(crate) parameters: Vec<(Input, &'static str, Tree)>,
    /// The declared media type of the body.
    pub(crate) media_type: Option<&'static str>,
    /// The members of a form.
    pub(crate) form: Option<Tree>,
}

impl Inputs {
    pub(super) fn of(rules: InputRules) -> Self {
        Self {
            rules,
            ..Self::default()
        }
    }

    pub(super) fn path(&mut self, name: &'static str, value: &Tree) {
        self.parameter(Input::Path, name, value);
    }

    pub(super) fn query(&mut self, name: &'static str, value: &Tree) {
        self.parameter(Input::Query, name, value);
    }

    pub(super) fn header(&mut self, name: &'static str, value: &Tree) {
        self.parameter(Input::Header, name, value);
    }

    pub(super) fn cookie(&mut self, name: &'static str, value: &Tree) {
        self.parameter(Input::Cookie, name, value);
    }

    fn parameter(&mut self, input: Input, name: &'static str, value: &Tree) {
        if self.rules.iter().any(|rule| rule.input == input && rule.name == name) {
            self.parameters.push((input, name, value.clone()));
        }
    }

    pub(super) fn body(&mut self, media_type: &'static str) {
        self.media_type = Some(media_type);
        self.form = None;
    }

    pub(super) fn form(&mut self, media_type: &'static str, value: &Tree) {
        self.body(media_type);
        self.form = Some(value.clone());
    }

    pub(super) fn members(&mut self, media_type: &'static str, members: Members) {
        self.body(media_type);
        self.form = Some(members.into_tree());
    }
}

/// The members of a form, as they were given; of files, their number.
pub(crate) struct Members(Vec<(String, Tree)>);

impl Members {
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn add(&mut self, name: &str, value: &Tree) {
        self.0.push((name.to_owned(), value.clone()));
    }

    pub(crate) fn add_file(&mut self, name: &str) {
        let files = self.0.iter_mut().find(|(known, _)| known == name);
        match files.map(|(_, value)| value) {
            Some(Tree::List(files)) => files.push(Tree::Null),
            Some(_) => {}
            None => self.0.push((name.to_owned(), Tree::List(vec![Tree::Null]))),
        }
    }

    pub(crate) fn into_tree(self) -> Tree {
        Tree::Members(self.0)
    }
}
