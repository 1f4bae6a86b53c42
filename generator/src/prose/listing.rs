//! Lists of items: one line each.

use super::visible::escaped;

/// Lines below a few comments; each stays a line, whatever is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing(String);

impl Listing {
    /// Comments of ours, and the lines.
    pub fn new(comments: &[&'static str], lines: impl IntoIterator<Item = String>) -> Self {
        let comments = comments.iter().map(|comment| format!("# {comment}\n"));
        let lines = lines.into_iter().map(|line| escaped(&line) + "\n");
        let blank = std::iter::once("\n".to_owned());
        Self(comments.chain(blank).chain(lines).collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one() {
        let listing = Listing::new(&["ours"], ["a\nb\u{202e}".to_owned(), "c".to_owned()]);
        assert_eq!(listing.as_str(), "# ours\n\na\\nb\\u{202e}\nc\n");
    }
}
