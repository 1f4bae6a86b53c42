//! The words of a text: what its separators and its capitals part.

/// Words with capitals in them, which are one word in every case. Digits may follow.
const ONE_WORD: &[&str] = &[
    "GitHub",
    "GitLab",
    "GraphQL",
    "IPv",
    "MySQL",
    "OAuth",
    "PostgreSQL",
    "iOS",
    "macOS",
    "oAuth",
];

/// The words of a text, each a part of it.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let runs = text.split(|letter: char| !letter.is_alphanumeric());
    for run in runs.filter(|run| !run.is_empty()) {
        if has_one_case(run) {
            words.push(run);
            continue;
        }
        let mut ends = boundaries(run).into_iter().peekable();
        let mut from = 0;
        while let Some(nearest) = ends.next() {
            let is_whole = |end: &usize| run.get(from..*end).is_some_and(is_one_word);
            // What is one word has one capital within it, or several side by side: it ends at one of two boundaries.
            let end = match is_whole(&nearest) {
                true => nearest,
                false => ends.next_if(is_whole).unwrap_or(nearest),
            };
            words.extend(run.get(from..end));
            from = end;
        }
    }
    words
}

/// Whether no capital parts a text, as in most texts.
fn has_one_case(run: &str) -> bool {
    let is_small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    run.bytes().skip(1).all(is_small) && run.is_ascii()
}

/// Whether a part is one word although capitals stand in it: a name, or the plural of an abbreviation.
fn is_one_word(part: &str) -> bool {
    let name = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
    is_proper(name) || is_abbreviations(part)
}

/// Whether a word keeps its capitals.
pub(super) fn is_proper(word: &str) -> bool {
    let name = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    ONE_WORD.contains(&name)
}

/// `IDs`, `URLs`
fn is_abbreviations(part: &str) -> bool {
    let singular = part.strip_suffix('s').unwrap_or_default();
    singular.len() > 1 && singular.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Where the words of a text without separators end: before a capital, but not within an abbreviation (`HTTPServer`).
fn boundaries(run: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let letters: Vec<(usize, char)> = run.char_indices().collect();
    // The case of the last letter that has one, in this word.
    let mut last: Option<char> = None;
    for pair in letters.windows(2) {
        let [(at, letter), (next_at, next)] = pair else {
            continue;
        };
        let cased = if letter.is_lowercase() || letter.is_uppercase() {
            Some(*letter)
        } else {
            last
        };
        if cased.is_some_and(char::is_lowercase) && next.is_uppercase() {
            ends.push(*next_at);
            last = None;
        } else if last.is_some_and(char::is_uppercase) && letter.is_uppercase() && next.is_lowercase() {
            ends.push(*at);
            last = None;
        } else {
            last = cased;
        }
    }
    ends.push(run.len());
    ends
}

/// Words that the next one belongs to: a name doesn't begin with them, and what follows them isn't taken away.
const LINKS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "its", "my", "non", "of", "on", "or",
    "other", "per", "sub", "the", "to", "via", "with", "within", "without",
];

/// Whether a word links others: it says nothing where it ends a name.
pub(crate) fn is_link(word: &str) -> bool {
    LINKS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_capitals_part_words() {
        for (text, expected) in [
            ("issues/list-for_repo", "issues list for repo"),
            ("listForRepo", "list For Repo"),
            ("HTTPServerError", "HTTP Server Error"),
            ("sha256Sum v1beta1", "sha256 Sum v1beta1"),
            ("listOAuth2Tokens", "list OAuth2 Tokens"),
            ("oAuthToken", "oAuth Token"),
            ("userIDsByURLs", "user IDs By URLs"),
            ("IPv4Address", "IPv4 Address"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn the_usual_words_are_those_of_heck() {
        for text in ["fooBarBAZ", "XMLHttpRequest", "a1B2c", "ABC", "aBC", "x86_64", "ÄÖüÄ"] {
            let ours: Vec<String> = words(text).iter().map(|word| word.to_lowercase()).collect();
            assert_eq!(ours.join("_"), heck::ToSnakeCase::to_snake_case(text), "{text}");
        }
    }
}
