//! English plurals, for the names of elements of arrays.

/// Words that are no plurals, or whose plural is the same.
const NO_PLURALS: &[&str] = &[
    "alias",
    "always",
    "analysis",
    "analytics",
    "atlas",
    "ats",
    "aws",
    "axis",
    "basis",
    "bias",
    "bonus",
    "bus",
    "canvas",
    "chaos",
    "christmas",
    "clothes",
    "cms",
    "cors",
    "css",
    "dms",
    "dns",
    "economics",
    "ecs",
    "eks",
    "ethics",
    "gas",
    "goods",
    "gps",
    "has",
    "headquarters",
    "https",
    "ios",
    "is",
    "jenkins",
    "kubernetes",
    "lens",
    "lms",
    "logistics",
    "macos",
    "mathematics",
    "means",
    "news",
    "nfs",
    "os",
    "physics",
    "politics",
    "pos",
    "postgres",
    "rds",
    "rss",
    "scissors",
    "series",
    "sms",
    "sns",
    "species",
    "sqs",
    "status",
    "thanks",
    "tls",
    "was",
    "yes",
];

/// Singulars that end so that their plurals look like others: `alias`, not `aliase`.
const TAKE_ES: &[&str] = &[
    "abacus",
    "alias",
    "apparatus",
    "atlas",
    "bias",
    "bonus",
    "buffalo",
    "bus",
    "cactus",
    "campus",
    "canvas",
    "cargo",
    "census",
    "chorus",
    "circus",
    "consensus",
    "corpus",
    "domino",
    "echo",
    "embargo",
    "focus",
    "gas",
    "genius",
    "hero",
    "iris",
    "lens",
    "mango",
    "mosquito",
    "nexus",
    "plus",
    "potato",
    "radius",
    "status",
    "surplus",
    "tomato",
    "torpedo",
    "veto",
    "virus",
    "volcano",
];

/// Singulars in `-ie` and `-che`, which take an `s` alone.
const TAKE_S: &[&str] = &[
    "ache",
    "avalanche",
    "birdie",
    "brownie",
    "cache",
    "calorie",
    "cliche",
    "collie",
    "cookie",
    "creche",
    "die",
    "eyelash",
    "foodie",
    "genie",
    "headache",
    "hoodie",
    "indie",
    "lie",
    "microfiche",
    "moustache",
    "movie",
    "newbie",
    "niche",
    "pie",
    "pixie",
    "prairie",
    "psyche",
    "quiche",
    "rookie",
    "selfie",
    "smoothie",
    "sortie",
    "talkie",
    "tie",
    "veggie",
    "zombie",
];

/// Plurals that follow no rule, and their singulars.
const IRREGULAR: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("apis", "api"),
    ("appendices", "appendix"),
    ("axes", "axis"),
    ("bureaus", "bureau"),
    ("calves", "calf"),
    ("children", "child"),
    ("cpus", "cpu"),
    ("crises", "crisis"),
    ("criteria", "criterion"),
    ("diagnoses", "diagnosis"),
    ("emojis", "emoji"),
    ("emphases", "emphasis"),
    ("gpus", "gpu"),
    ("halves", "half"),
    ("hypotheses", "hypothesis"),
    ("indices", "index"),
    ("knives", "knife"),
    ("kpis", "kpi"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("matrices", "matrix"),
    ("men", "man"),
    ("menus", "menu"),
    ("oases", "oasis"),
    ("parentheses", "parenthesis"),
    ("people", "person"),
    ("phenomena", "phenomenon"),
    ("plateaus", "plateau"),
    ("quizzes", "quiz"),
    ("scarves", "scarf"),
    ("schemata", "schema"),
    ("shelves", "shelf"),
    ("skus", "sku"),
    ("synopses", "synopsis"),
    ("taxis", "taxi"),
    ("theses", "thesis"),
    ("thieves", "thief"),
    ("uris", "uri"),
    ("vertices", "vertex"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("women", "woman"),
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
    if !text.is_ascii() {
        return None;
    }
    let irregular = IRREGULAR.iter().find(|(plural, _)| has_word(text, plural));
    if let Some((plural, singular)) = irregular {
        return replaced(text, plural, singular);
    }
    if is_none || lower.len() < 3 || NO_PLURALS.iter().any(|word| has_word(text, word)) {
        return None;
    }
    let with = |words: &'static [&str], ending: &'static str| {
        let plurals = words.iter().map(move |word| format!("{word}{ending}"));
        plurals
            .filter(|plural| has_word(text, plural))
            .map(move |_| replaced(text, ending, ""))
    };
    let mut of_word = with(TAKE_ES, "es").chain(with(TAKE_S, "s"));
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
            ("apis", "api"),
            ("productSKUs", "productSKU"),
            ("people", "person"),
            ("volcanoes", "volcano"),
            ("headaches", "headache"),
            ("criteria", "criterion"),
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
            "analytics",
            "means",
            "yes",
            "data",
            "info",
        ] {
            assert_eq!(singular(text), None, "{text}");
        }
    }
}
