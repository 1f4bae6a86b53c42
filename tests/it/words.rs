//! Plain English: phrases that a reader stumbles over are found nowhere in what the project and its clients say.

use std::path::{Path, PathBuf};

use clientwright_tests::root;

/// A phrase, and what to write in its place.
const PHRASES: &[(&str, &str)] = &[
    ("must keep to", "constraints"),
    ("the server's default", "default … (applied by the server)"),
    ("answers are pages", "paginated"),
    ("unfit answer", "a response that doesn't match the schema"),
    ("goes unread", "is ignored"),
    ("left away", "omitted"),
    ("is taken for", "is treated as"),
    ("are taken for", "are treated as"),
    ("be taken for", "be treated as"),
    ("stands twice", "is duplicated"),
    ("stand twice", "are duplicated"),
    ("the later one counts", "the last one wins"),
    ("by the letter", "strictly"),
    ("the usual one is used", "using the default"),
    ("kept as it was", "kept unchanged"),
    ("does not list, kept", "doesn't list"),
    ("the others are absent", "optional fields are left unset"),
    ("circumstances of", "details of"),
    ("way to the network", "HTTP transport"),
    ("leads to no", "can't continue"),
    ("tried again", "retried"),
    ("another try", "a retry"),
    ("next try", "next attempt"),
    ("credentials at home", "never send credentials to another origin"),
    ("anew", "again, from scratch"),
    ("is no type", "isn't a type"),
    ("is no json", "isn't JSON"),
    ("is no openapi", "isn't OpenAPI"),
    ("is no name", "isn't a name"),
    ("is no code", "isn't a code"),
    ("is no lock", "isn't a lock"),
    ("is no path", "isn't a path"),
    ("is no method", "isn't a method"),
    ("is no mapping", "isn't a mapping"),
    ("is no struct", "isn't a struct"),
    ("is no object", "isn't an object"),
    ("is no success", "an error response"),
    ("is no url", "isn't a URL"),
    ("is no base64", "isn't base64"),
    ("is no media type", "isn't a media type"),
    ("is not asked for", "isn't requested"),
    ("is given as text", "is returned as text"),
    ("is given as bytes", "is returned as bytes"),
    ("the headers of its answers", "response headers"),
    ("the server's answer", "the server's response"),
    ("no answer within", "no response within"),
];

/// What the project says, and what it emits. Names and texts of documents are no part of it.
const PLACES: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "generator/src",
    "generator/runtime",
    "generated",
    "tests/everything/client",
    "tests/snapshots",
];

#[test]
fn phrases_that_are_not_plain_english_are_found_nowhere() {
    let mut files = Vec::new();
    for place in PLACES {
        gather(&root().join(place), &mut files);
    }
    assert!(files.len() > 300, "{} files to read", files.len());
    let found: Vec<String> = files.iter().flat_map(|file| in_file(file)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn phrases_are_found_as_whole_words_in_any_case() {
    let found = |line: &str| in_text("f", line).len();
    assert_eq!(found("/// Must keep to: at least 1."), 1);
    assert_eq!(found("it is taken for null, and the name is chosen anew"), 2);
    assert_eq!(found("let settle_anew = 1; // renewed, mistaken forms"), 0);
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).unwrap();
        for entry in entries {
            gather(&entry.unwrap().path(), files);
        }
    } else {
        files.push(path.to_owned());
    }
}

fn in_file(path: &Path) -> Vec<String> {
    let name = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    // What isn't text says nothing.
    std::fs::read_to_string(path).map_or_else(|_| Vec::new(), |text| in_text(&name, &text))
}

fn in_text(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let lower = line.to_lowercase();
        let phrases = PHRASES.iter().filter(|(phrase, _)| contains(&lower, phrase));
        found.extend(phrases.map(|(phrase, better)| format!("{name}:{}: `{phrase}`: write `{better}`", index + 1)));
    }
    found
}

/// Whether a line holds the phrase and not merely a part of longer words.
fn contains(line: &str, phrase: &str) -> bool {
    let is_in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(phrase).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + phrase.len()..].chars().next();
        !before.is_some_and(is_in_word) && !after.is_some_and(is_in_word)
    })
}
