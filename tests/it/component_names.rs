//! A component is found by whatever name it has, however a reference writes that name.

use std::collections::BTreeSet;

use clientwright::Generated;
use clientwright::diagnostic::render::{Style, text};
use clientwright::pointer::Pointer;
use clientwright_tests::hostile::observed::Observer;
use clientwright_tests::hostile::positions::{self, Kind, Position};
use clientwright_tests::hostile::{Subject, strings};
use clientwright_tests::{generate, root};
use serde_json::Value;

/// What is added to a name. JSON Pointer and URLs have escapes for some of these letters, and others are escapes themselves.
const ADDED: &[&str] = &[
    "/b", "~b", "~1b", " b", "%b", "%20b", "%2Fb", ".b", "ünï", "#/b", "?b", "\"b", "b.yaml", "/",
];

/// The ways to write a pointer in a reference.
const WRITINGS: &[fn(&Pointer) -> String] = &[Pointer::fragment, encoded];

/// All that isn't a letter, a digit or a step as its bytes.
fn encoded(pointer: &Pointer) -> String {
    let letters = pointer.as_str().bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02x}"),
    });
    format!("#{}", letters.collect::<String>())
}

#[test]
fn a_component_is_found_by_any_name() {
    let document = Subject::read(&root().join("tests/hostile/components.yaml"))
        .unwrap()
        .document;
    let names = positions::all(&document).into_iter().filter(is_name_of_component);
    let names: Vec<Position> = names.collect();
    assert!(names.len() > 20, "{names:#?}");
    let folder = tempfile::tempdir().unwrap();
    let run = |document: &Value| {
        let path = folder.path().join("document.json");
        std::fs::write(&path, document.to_string()).unwrap();
        generate(&path, "document.json")
    };
    let observer = Observer::default();
    for (index, name) in names.iter().enumerate() {
        let expected = run(&positions::put(&document, name, strings::HARMLESS));
        let kinds = [
            "example", "header", "webhook", "callback", "cat", "child", "broken", "keepers", "loop",
        ];
        for kind in kinds {
            let mark = format!("mark_{kind}");
            assert!(marks(&expected).contains(&mark), "{mark}: {:?}", marks(&expected));
        }
        // One way to write it for each, and for the next name the other one.
        let writings = WRITINGS.iter().cycle().skip(index);
        for (added, writing) in ADDED.iter().zip(writings) {
            let mut renamed = positions::put(&document, name, added);
            let last = name.pointer.last().unwrap_or_default();
            let place = name.pointer.parent().unwrap().child(format!("{last}{added}"));
            write(&mut renamed, &place.fragment(), &writing(&place));
            let found = run(&renamed);
            let messages = text(&found.diagnostics, &found.source, Style::Plain);
            let context = format!("{} with `{added}` as {}: {messages}", name.pointer, writing(&place));
            assert_eq!(marks(&found), marks(&expected), "{context}");
            let [found, expected] = [&found, &expected].map(|generated| observer.observe(generated).unwrap());
            assert_eq!(found.codes, expected.codes, "{context}");
            assert!(found.client == expected.client, "{context}");
        }
    }
}

fn is_name_of_component(position: &Position) -> bool {
    let tokens: Vec<String> = position.pointer.tokens().collect();
    position.kind == Kind::Name && tokens.len() == 3 && tokens.first().is_some_and(|first| first == "components")
}

/// The words of the document in what was emitted.
fn marks(generated: &Generated) -> BTreeSet<String> {
    let files = generated.files.iter().flat_map(|files| files.0.values());
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let words = files.flat_map(|text| text.split(move |letter| !is_part(letter)));
    let marks = words.filter(|word| word.starts_with("mark_") || word.starts_with("X-Mark-"));
    marks.map(str::to_owned).collect()
}

fn write(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => new.clone_into(text),
        Value::Array(elements) => elements.iter_mut().for_each(|element| write(element, old, new)),
        Value::Object(members) => members.values_mut().for_each(|member| write(member, old, new)),
        _ => {}
    }
}
