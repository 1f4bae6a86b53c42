//! The members that a struct declares.

/// The members of an object that are declared, and which of them are required.
pub(crate) struct Members {
    pub(crate) names: &'static [&'static str],
    pub(crate) required: &'static [bool],
}

impl Members {
    /// The index of a name; members mostly come in the declared order.
    pub(super) fn position(&self, name: &str, expected: usize) -> usize {
        if self.names.get(expected).is_some_and(|candidate| *candidate == name) {
            return expected;
        }
        let mut names = self.names.iter();
        names
            .position(|candidate| *candidate == name)
            .unwrap_or(self.names.len())
    }
}
