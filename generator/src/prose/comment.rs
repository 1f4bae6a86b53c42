//! Comments: the header of every file.

use super::visible::escaped;

/// A comment of one line, as each kind of file writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment(String);

impl Comment {
    /// The parts, one behind the other: text of ours, and text of others.
    pub fn around(before: &'static str, text: &str, after: &'static str) -> Self {
        Self(format!("{before}{}{after}", escaped(text)))
    }

    /// In Rust.
    pub fn rust(&self) -> String {
        format!("// {}", self.0)
    }

    /// In TOML.
    pub fn toml(&self) -> String {
        format!("# {}", self.0)
    }

    /// In Markdown and HTML, where it ends at the first `-->`, and for some readers at a `>` or `--` before it.
    pub fn markdown(&self) -> String {
        format!("<!-- {} -->", self.0.replace('>', "&gt;").replace("--", "- -"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_where_we_end_it() {
        let comment = Comment::around("from ", "a\nb\r--> */ \u{2028}<!--", "; done");
        assert_eq!(comment.rust(), r"// from a\nb\r--> */ \u{2028}<!--; done");
        assert_eq!(comment.toml(), r"# from a\nb\r--> */ \u{2028}<!--; done");
        assert_eq!(
            comment.markdown(),
            r"<!-- from a\nb\r- -&gt; */ \u{2028}<!- -; done -->"
        );
    }
}
