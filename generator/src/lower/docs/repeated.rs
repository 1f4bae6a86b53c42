//! Text that only repeats a name: "Limit." of `limit`, which generators of documents write for everything.

use crate::names::bare;

/// Whether the text says nothing but the name, with or without an article.
pub(super) fn is_name(text: &str, name: &str) -> bool {
    let name = bare(name);
    let named = text.trim_start().split_once(char::is_whitespace);
    let named = named.filter(|(first, _)| ARTICLES.contains(&first.to_lowercase().as_str()));
    !name.is_empty() && (bare(text) == name || named.is_some_and(|(_, rest)| bare(rest) == name))
}

const ARTICLES: &[&str] = &["a", "an", "the"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_other_words_is_the_name() {
        assert!(is_name("Dag Id", "dag_id"));
        assert!(is_name("The origin username.", "origin_username"));
        assert!(is_name("BulkBody[PoolBody]", "BulkBody_PoolBody_"));
    }

    #[test]
    fn what_says_more_is_none() {
        assert!(!is_name("The dag's id", "dag_id"));
        assert!(!is_name("Theme", "me"));
        assert!(!is_name("", "+1"));
        assert!(!is_name("+", "-"));
    }
}
