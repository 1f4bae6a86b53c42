//! Text that only repeats a name: "Limit." of `limit`, which generators of documents write for everything.

/// Whether the text says nothing but the name, with or without an article.
pub(super) fn is_name(text: &str, name: &str) -> bool {
    let name = letters(name);
    let bare = text.trim_start().split_once(char::is_whitespace);
    let bare = bare.filter(|(first, _)| ARTICLES.contains(&first.to_lowercase().as_str()));
    !name.is_empty() && (letters(text) == name || bare.is_some_and(|(_, rest)| letters(rest) == name))
}

const ARTICLES: &[&str] = &["a", "an", "the"];

/// Letters and digits in lower case: spaces, separators and symbols say no more than those of the name.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

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
