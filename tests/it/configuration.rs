//! The JSON Schema of the configuration, and the page that describes it, say what the structs read.

use std::collections::BTreeMap;
use std::fs;

use clientwright::Config;
use clientwright::config::schema;
use clientwright_tests::root;
use jsonschema::Validator;
use serde_json::{Value, json};

/// The tables of the page, by their headings, and the definitions of the schema.
const TABLES: [(&str, &str); 6] = [
    ("", "Config"),
    ("`[select]`", "SelectConfig"),
    ("`[crate]`", "PackageConfig"),
    ("`[module]`", "ModuleConfig"),
    ("`[[learned]]`", "LearnedConfig"),
    ("`[[pagination]]`", "PaginationConfig"),
];

fn validator() -> Validator {
    jsonschema::draft7::new(&schema()).unwrap()
}

fn json_of(toml: &str) -> Value {
    let table: toml::Table = toml.parse().unwrap();
    serde_json::to_value(table).unwrap()
}

#[test]
fn the_committed_schema_is_that_of_the_structs() {
    let file = root().join("docs/src/clientwright.schema.json");
    let expected = format!("{:#}\n", schema());
    assert!(
        fs::read_to_string(file).unwrap() == expected,
        "run `clientwright schema > docs/src/clientwright.schema.json`"
    );
}

#[test]
fn configurations_of_this_repository_fit_the_schema() {
    let validator = validator();
    let mut count = 0;
    for folder in [
        "",
        "tests/everything",
        "tests/learned",
        "examples/build-script/weather",
        "examples/tour/chat",
        "examples/tour/payments",
        "examples/tour/petstore",
    ] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_manifest = |name: &str| ["Cargo.toml", "clippy.toml", "deny.toml", "rustfmt.toml"].contains(&name);
            let name = path.file_name().unwrap().to_string_lossy();
            if !name.ends_with(".toml") || is_manifest(&name) {
                continue;
            }
            let value = json_of(&fs::read_to_string(&path).unwrap());
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0], "{}", path.display());
            count += 1;
        }
    }
    assert_eq!(count, 8, "configurations");
}

#[test]
fn the_schema_refuses_what_the_command_refuses() {
    let validator = validator();
    for (toml, is_valid) in [
        ("spec = 'a'\noutput = 'b'", true),
        (
            "spec = 'a'\noutput = 'b'\n[formats]\nipv4 = 'String'\nd = { type = 'a::B', version = '1' }",
            true,
        ),
        ("spec = 'a'\noutput = 'b'\nkeep_undeclared = ['A']", true),
        (
            "[[client]]\nspec = 'a'\noutput = 'b'\n[client.crate]\nname = 'a'\n[[client]]\nspec = 'c'\noutput = 'd'",
            true,
        ),
        (
            "spec = 'a'\n[renamed]\nA = 'B'\n[[learned]]\noptional = 'A.b'\ncount = 1",
            true,
        ),
        ("spec = 1", false),
        ("no_such_key = 1", false),
        ("dates = 'chronos'", false),
        ("[crate]\nnam = 'a'", false),
        ("[formats]\nipv4 = 'Strin'", false),
        ("[[pagination]]\noperations = 'a'", false),
        ("[[client]]\nsepc = 'a'", false),
    ] {
        assert_eq!(validator.is_valid(&json_of(toml)), is_valid, "the schema: {toml}");
        let one: Result<Config, _> = toml::from_str(toml);
        let several = || {
            let clients: Result<BTreeMap<String, Vec<Config>>, _> = toml::from_str(toml);
            clients.is_ok()
        };
        assert_eq!(one.is_ok() || several(), is_valid, "the command: {toml}");
    }
}

/// A row of a table of the page: the key, the default where there is such a column, and the meaning.
struct Row {
    key: String,
    default: String,
    meaning: String,
}

/// The rows of the page, by the heading before them; those before the first heading have none.
fn rows(page: &str) -> BTreeMap<String, Vec<Row>> {
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut heading = String::new();
    let is_top = |heading: &str| TABLES.iter().any(|(known, _)| *known == heading);
    for line in page.lines() {
        if let Some(next) = line.strip_prefix("## ") {
            next.clone_into(&mut heading);
        }
        let cells: Vec<&str> = line.trim().trim_matches('|').split(" |").map(str::trim).collect();
        let [key, between @ .., meaning] = cells.as_slice() else {
            continue;
        };
        let key = unlinked(key);
        if !line.starts_with('|') || !key.starts_with('`') || !is_top(&heading) {
            continue;
        }
        rows.entry(heading.clone()).or_default().push(Row {
            key: key.trim_matches(['`', '[', ']']).to_owned(),
            default: between.first().copied().unwrap_or_default().to_owned(),
            meaning: unlinked(meaning),
        });
    }
    rows
}

/// Markdown with the text of links in their place.
fn unlinked(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once("](") {
        let start = before.rfind(" [").map_or(0, |at| at + 1);
        text.push_str(&before[..start]);
        text.push_str(before[start..].strip_prefix('[').unwrap_or(&before[start..]));
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    text + rest
}

/// A sentence as a cell has it.
fn as_cell(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// The description of a property: its meaning, and the default where that is a sentence of its own.
fn described(property: &Value) -> (String, Option<String>) {
    let description = property["description"].as_str().unwrap();
    match description.split_once(" By default, ") {
        Some((meaning, default)) => (as_cell(meaning), Some(as_cell(default))),
        None => (as_cell(description), None),
    }
}

#[test]
fn the_page_describes_every_key_in_the_words_of_the_schema() {
    let rows = rows(&fs::read_to_string(root().join("docs/src/configuration.md")).unwrap());
    let schema = schema();
    for (heading, definition) in TABLES {
        let properties = schema["definitions"][definition]["properties"].as_object().unwrap();
        let listed = &rows[heading];
        let keys: Vec<&String> = listed.iter().map(|row| &row.key).collect();
        assert_eq!(keys, properties.keys().collect::<Vec<_>>(), "{heading}");
        for Row { key, default, meaning } in listed {
            let (expected, stated) = described(&properties[key]);
            assert_eq!(*meaning, expected, "{heading} {key}");
            match (properties[key].get("default"), stated) {
                (_, Some(stated)) => assert_eq!(*default, stated, "{heading} {key}"),
                (Some(value), None) if !default.is_empty() => {
                    assert_eq!(*default, format!("`{value}`"), "{heading} {key}")
                }
                (value, None) => assert_eq!(default, "", "{heading} {key}: {value:?}"),
            }
        }
    }
    assert_eq!(schema["definitions"]["Several"]["required"], json!(["client"]));
}
