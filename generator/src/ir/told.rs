//! What documents say of values without changing their Rust types.

/// A format, a default and constraints, by their keywords: JSON Schema 2020-12 (validation), sections 6, 7 and 9. Clients are
/// compared by them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told(Box<[(&'static str, String)]>);

impl Told {
    /// What is said by a keyword, as people read it.
    pub fn said(&self, keyword: &str) -> Option<&str> {
        let mut all = self.0.iter();
        all.find(|(known, _)| *known == keyword).map(|(_, text)| text.as_str())
    }
}

impl FromIterator<(&'static str, String)> for Told {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}
