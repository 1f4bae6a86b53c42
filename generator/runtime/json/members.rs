//! The members that a struct declares.

/// The members of an object that are declared, and which of them are required.
pub(crate) struct Members {
    pub(crate) names: &'static [&'static str],
    pub(crate) required: &'static [bool],
}

impl Members {
    /// The index of a name; members mostly come in the declared order, but for those that are left out.
    pub(super) fn position(&self, name: &str, expected: usize) -> usize {
        let (before, after) = self.names.split_at(expected.min(self.names.len()));
        let found = |names: &[&str]| names.iter().position(|candidate| *candidate == name);
        if let Some(at) = found(after) {
            return before.len() + at;
        }
        found(before).unwrap_or(self.names.len())
    }
}
