//! English plurals, for the names of elements of arrays.

/// Words that are no plurals, or whose plural is the same.
const NO_PLURALS: &[&str] = &[
    "alias",
    "always",
    "analysis",
    "atlas",
    "aws",
    "axis",
    "basis",
    "bias",
    "bonus",
    "bus",
    "canvas",
    "chaos",
    "cors",
    "css",
    "dns",
    "gas",
    "gps",
    "has",
    "https",
    "ios",
    "is",
    "kubernetes",
    "lens",
    "macos",
    "news",
    "os",
    "pos",
    "rss",
    "series",
    "sms",
    "species",
    "status",
    "tls",
    "was",
];

/// Singulars that end so that their plurals look like others: `alias`, not `aliase`.
const TAKE_ES: &[&str] = &[
    "alias",
    "apparatus",
    "atlas",
    "bias",
    "bonus",
    "bus",
    "campus",
    "canvas",
    "census",
    "consensus",
    "corpus",
    "echo",
    "focus",
    "gas",
    "genius",
    "hero",
    "lens",
    "plus",
    "potato",
    "radius",
    "status",
    "surplus",
    "tomato",
    "veto",
    "virus",
];

/// Singulars in `-ie` and `-che`, which take an `s` alone.
const TAKE_S: &[&str] = &[
    "ache",
    "avalanche",
    "brownie",
    "cache",
    "calorie",
    "cookie",
    "creche",
    "die",
    "eyelash",
    "genie",
    "hoodie",
    "lie",
    "microfiche",
    "movie",
    "niche",
    "pie",
    "prairie",
    "rookie",
    "selfie",
    "smoothie",
    "tie",
    "zombie",
];

/// Plurals that follow no rule, and their singulars.
const IRREGULAR: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("appendices", "appendix"),
    ("axes", "axis"),
    ("crises", "crisis"),
    ("diagnoses", "diagnosis"),
    ("halves", "half"),
    ("hypotheses", "hypothesis"),
    ("indices", "index"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("matrices", "matrix"),
    ("parentheses", "parenthesis"),
    ("quizzes", "quiz"),
    ("shelves", "shelf"),
    ("synopses", "synopsis"),
    ("theses", "thesis"),
    ("thieves", "thief"),
    ("vertices", "vertex"),
    ("wolves", "wolf"),
];

/// Endings of plurals, and what they are of the singular.
const ENDINGS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("s", ""),
];

/// The singular of an English plural; `None` where the text is no plain plural.
pub fn singular(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let is_none = ["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending));
    if !text.is_ascii() || is_none || lower.len() < 3 || NO_PLURALS.iter().any(|word| has_word(text, word)) {
        return None;
    }
    let irregular = IRREGULAR.iter().filter(|(plural, _)| has_word(text, plural));
    let of_word = irregular.map(|(plural, singular)| replaced(text, plural, singular));
    let with = |words: &'static [&str], ending: &'static str| {
        let plurals = words.iter().map(move |word| format!("{word}{ending}"));
        plurals
            .filter(|plural| has_word(text, plural))
            .map(move |_| replaced(text, ending, ""))
    };
    let mut of_word = of_word.chain(with(TAKE_ES, "es")).chain(with(TAKE_S, "s"));
    let by_ending = || {
        let ending = ENDINGS.iter().find(|(ending, _)| lower.ends_with(ending));
        ending.and_then(|(ending, of_singular)| replaced(text, ending, of_singular))
    };
    of_word.next().flatten().or_else(by_ending)
}

/// Whether a text ends with a word: the whole text, or what a new word begins in it.
fn has_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else {
        return false;
    };
    let (Some(before), Some(end)) = (text.get(..start), text.get(start..)) else {
        return false;
    };
    let begins_anew = before
        .chars()
        .next_back()
        .is_none_or(|last| !last.is_ascii_alphabetic())
        || end.starts_with(|first: char| first.is_ascii_uppercase());
    begins_anew && end.eq_ignore_ascii_case(word)
}

/// The text with the singular's ending in place of the plural's.
fn replaced(text: &str, ending: &str, of_singular: &str) -> Option<String> {
    // What both begin with stays as it is cased.
    let common = ending
        .bytes()
        .zip(of_singular.bytes())
        .take_while(|(left, right)| left == right);
    let common = common.count();
    let keep = (text.len() + common).checked_sub(ending.len())?;
    Some(format!("{}{}", text.get(..keep)?, of_singular.get(common..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (plural, expected) in [
            ("categories", "category"),
            ("tags", "tag"),
            ("boxes", "box"),
            ("provider_errors", "provider_error"),
            ("movies", "movie"),
            ("caches", "cache"),
            ("searches", "search"),
            ("orderStatuses", "orderStatus"),
            ("aliases", "alias"),
            ("databases", "database"),
            ("houses", "house"),
            ("Indices", "Index"),
            ("axes", "axis"),
            ("taxes", "tax"),
            ("analyses", "analysis"),
            ("heroes", "hero"),
            ("quizzes", "quiz"),
            ("sizes", "size"),
        ] {
            assert_eq!(singular(plural).as_deref(), Some(expected), "{plural}");
        }
    }

    #[test]
    fn what_has_no_plain_singular() {
        for text in [
            "status",
            "address",
            "data",
            "series",
            "timeSeries",
            "news",
            "dns",
            "sms",
            "lens",
            "is",
            "kubernetes",
        ] {
            assert_eq!(singular(text), None, "{text}");
        }
    }
}
