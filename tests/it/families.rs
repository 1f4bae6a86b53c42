//! Families of schemas that lead to each other in ever more ways: what is made of them grows with the document, and so does
//! the work.

use std::sync::mpsc;
use std::time::Duration;

use clientwright::Config;
use clientwright_tests::generate_by;
use serde_json::{Map, Value, json};

/// Only what grows exponentially, or never ends, takes this long.
const PATIENCE: Duration = Duration::from_secs(120);

/// What came of a document.
struct Made {
    types: usize,
    codes: Vec<String>,
}

/// Generates a client for these component schemas, with and without checks; fails where that doesn't end.
fn made(name: &str, schemas: Map<String, Value>) -> Made {
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Families", "version": "1"},
        "paths": {"/ping": {"get": {"responses": {"204": {"description": "Here."}}}}},
        "components": {"schemas": schemas},
    });
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("family.json");
        std::fs::write(&path, document.to_string()).unwrap();
        let all = [false, true].map(|validate| {
            let mut config = Config::new(&path).crate_name("family");
            config.validate = validate;
            let generated = generate_by(config, &path, "family.json");
            let files = generated.files.map(|files| files.0).unwrap_or_default();
            let lines = files.iter().filter(|(path, _)| path.starts_with("src/types/"));
            let lines = lines.flat_map(|(_, text)| text.lines());
            let is_type = |line: &&str| {
                ["pub struct ", "pub enum ", "pub type "]
                    .iter()
                    .any(|word| line.starts_with(word))
            };
            Made {
                types: lines.filter(is_type).count(),
                codes: generated
                    .diagnostics
                    .iter()
                    .map(|found| found.code.to_string())
                    .collect(),
            }
        });
        drop(sender.send(all));
    });
    let [made, checked] = receiver
        .recv_timeout(PATIENCE)
        .unwrap_or_else(|error| panic!("{name} does not end: {error}"));
    assert_eq!(made.types, checked.types, "{name}: checks make no types");
    made
}

/// What puts a schema into another one.
type Wrap = fn(Value) -> Value;

fn reference(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn schemas(all: impl IntoIterator<Item = (String, Value)>) -> Map<String, Value> {
    all.into_iter().collect()
}

/// `count` schemas that are each one of all of them, of one keyword or of all in turn.
fn unions(count: usize, keywords: &[&str], rest: impl Fn(usize) -> Vec<Value>) -> Map<String, Value> {
    schemas((0..count).map(|index| {
        let others = (0..count).map(|other| reference(format!("S{other}")));
        let members: Vec<Value> = others.chain(rest(index)).collect();
        let keyword = keywords[index % keywords.len()];
        let schema = match keyword {
            "allOf" => {
                json!({"allOf": [{"oneOf": members}, {"type": "object", "properties": {"own": {"type": "string"}}}]})
            }
            _ => json!({keyword: members}),
        };
        (format!("S{index}"), schema)
    }))
}

#[test]
fn unions_of_each_other_are_as_many_types_as_schemas() {
    let object = |index: usize| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, (format!("p{index}")): {"type": "string"}}});
    let nullable = |index: usize| json!({"type": "integer", "nullable": index == 0});
    for count in [2, 3, 4, 8, 12] {
        for keywords in [
            &["oneOf"][..],
            &["anyOf"],
            &["oneOf", "anyOf"],
            &["oneOf", "anyOf", "allOf"],
        ] {
            let name = format!("{count} of {keywords:?}");
            for (rest, most) in [(0, 2), (1, 4), (2, 4)] {
                let family = unions(count, keywords, |index| match rest {
                    0 => Vec::new(),
                    1 => vec![object(index)],
                    _ => vec![nullable(index)],
                });
                let made = made(&name, family);
                // With `allOf` every member has the properties that stand beside the union, so that there is one for each.
                let most = if keywords.contains(&"allOf") {
                    most + 2 * count
                } else {
                    most
                };
                assert!(made.types >= count, "{name}: {}", made.types);
                assert!(made.types <= most * count, "{name}: {}", made.types);
            }
            let mut tagged = unions(count, keywords, |_| Vec::new());
            for (index, (_, schema)) in tagged.iter_mut().enumerate() {
                schema["discriminator"] = json!({"propertyName": "kind"});
                schema["nullable"] = json!(index % 2 == 0);
            }
            assert!(made(&name, tagged).types <= (2 + 2 * count) * count, "{name}, tagged");
        }
    }
}

#[test]
fn null_is_a_value_where_something_in_the_circle_says_so() {
    let family = |nullable: bool| {
        let mut family = unions(3, &["oneOf", "anyOf"], |_| vec![json!({"type": "string"})]);
        family["S1"]["nullable"] = json!(nullable);
        let properties = json!({"value": reference("S0")});
        family.insert(
            "Holder".to_owned(),
            json!({"type": "object", "required": ["value"], "properties": properties}),
        );
        family
    };
    let text = |nullable: bool| {
        let document = json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": family(nullable)}});
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("family.json");
        std::fs::write(&path, document.to_string()).unwrap();
        let config = Config::new(&path).crate_name("family");
        generate_by(config, &path, "family.json").files.unwrap().0["src/types/holder.rs"].clone()
    };
    assert_ne!(text(true), text(false));
}

#[test]
fn many_ways_through_all_of_lead_to_one_struct() {
    const DEPTH: usize = 40;
    let last = || json!({"type": "object", "properties": {"id": {"type": "string", "minLength": 1}}});
    let twice = schemas((0..DEPTH).map(|level| {
        let next = reference(format!("S{}", level + 1));
        (
            format!("S{level}"),
            json!({"allOf": [next.clone(), next], "default": {"id": "x"}}),
        )
    }));
    let diamonds = schemas((0..DEPTH).flat_map(|level| {
        let both = json!([
            reference(format!("S{}", level + 1)),
            reference(format!("T{}", level + 1))
        ]);
        let properties = json!({(format!("p{level}")): {"type": "string"}});
        [
            (
                format!("S{level}"),
                json!({"allOf": both.clone(), "default": {"id": "x"}}),
            ),
            (format!("T{level}"), json!({"allOf": both, "properties": properties})),
        ]
    }));
    for (name, mut family) in [("twice", twice), ("diamonds", diamonds)] {
        let schemas = family.len() + 2;
        family.insert(format!("S{DEPTH}"), last());
        family.insert(format!("T{DEPTH}"), last());
        let made = made(name, family);
        assert_eq!(made.types, schemas, "{name}");
        assert!(made.codes.is_empty(), "{name}: {:?}", made.codes);
    }
}

#[test]
fn circles_end_whatever_they_go_through() {
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    let circle = |through: Wrap| {
        let first = object(json!({"next": reference("A")}));
        let second = object(json!({"next": through(reference("A")), "other": {"type": "string"}}));
        schemas([("A".to_owned(), json!({"allOf": [first, second]}))])
    };
    let circles: [(&str, Wrap); 7] = [
        ("reference", |next| next),
        (
            "property",
            |next| json!({"type": "object", "properties": {"next": next}}),
        ),
        (
            "allOf",
            |next| json!({"allOf": [next, {"type": "object", "properties": {"next": {"type": "object", "properties": {"x": {"type": "string"}}}}}]}),
        ),
        ("items", |next| json!({"type": "array", "items": next})),
        (
            "additionalProperties",
            |next| json!({"type": "object", "additionalProperties": next}),
        ),
        (
            "oneOf",
            |next| json!({"oneOf": [{"allOf": [next, {"type": "object", "properties": {"next": next}}]}, {"type": "string"}]}),
        ),
        (
            "allOf of oneOf of allOf",
            |next| json!({"allOf": [{"oneOf": [{"allOf": [{"type": "object", "properties": {"next": next.clone()}}]}, next]}]}),
        ),
    ];
    for (name, through) in circles {
        let made = made(name, circle(through));
        assert!((1..=12).contains(&made.types), "{name}: {}", made.types);
    }
    // In place no reference is a circle of its own.
    let inner =
        json!({"allOf": [{"allOf": [reference("A")]}, {"type": "object", "properties": {"x": {"type": "string"}}}]});
    let made = made("allOf in allOf", schemas([("A".to_owned(), json!({"allOf": [inner]}))]));
    assert!(made.types <= 3, "{}", made.types);
}

/// Members that say different things of the same properties, which are such members again.
fn clashing(members: usize, levels: usize) -> Map<String, Value> {
    let name = |member: usize, level: usize| format!("M{member}L{level}");
    let names = ["a", "b", "c"];
    let all = (0..levels).flat_map(|level| {
        (0..members).map(move |member| {
            // Each member has the others in another order.
            let parts = (0..members).map(|part| {
                let properties = names.iter().enumerate().map(|(index, property)| {
                    let next = reference(name((member + part + index) % members, level + 1));
                    ((*property).to_owned(), next)
                });
                json!({"type": "object", "properties": properties.collect::<Map<_, _>>()})
            });
            (name(member, level), json!({"allOf": parts.collect::<Vec<_>>()}))
        })
    });
    let last = (0..members).map(|member| {
        let properties = json!({(format!("own{member}")): {"type": "string"}});
        (
            name(member, levels),
            json!({"type": "object", "properties": properties}),
        )
    });
    schemas(all.chain(last))
}

#[test]
fn members_that_clash_at_every_level_are_merged_once_for_their_places() {
    for members in [2, 3] {
        for levels in [5, 10, 15] {
            let family = clashing(members, levels);
            let properties = 3 * members * members * levels;
            let made = made(&format!("{members} members, {levels} levels"), family);
            assert!(made.types <= members * (levels + 1) + 2 * properties, "{}", made.types);
            assert!(!made.codes.contains(&"kept-as-json".to_owned()), "{:?}", made.codes);
        }
    }
}

#[test]
fn a_long_chain_of_merges_needs_no_stack() {
    const LENGTH: usize = 1_000;
    let chain = |side: char| {
        (0..LENGTH).map(move |index| {
            let next = if index + 1 == LENGTH {
                json!({"type": "string"})
            } else {
                reference(format!("{side}{}", index + 1))
            };
            let properties = json!({"next": next, (format!("own_{side}")): {"type": "string"}});
            (
                format!("{side}{index}"),
                json!({"type": "object", "properties": properties}),
            )
        })
    };
    let properties = |side: char| json!({"type": "object", "properties": {"next": reference(format!("{side}0"))}});
    let both = ("Both".to_owned(), json!({"allOf": [properties('A'), properties('B')]}));
    let made = made("chain of merges", schemas(chain('A').chain(chain('B')).chain([both])));
    assert_eq!(made.types, 3 * LENGTH + 1);
}

/// The schemas of an automaton whose states come together in 2^n sets: what may follow is told by letters long gone.
fn automaton(states: usize) -> Map<String, Value> {
    let state = |index: usize| {
        let next = |index: usize| reference(format!("Q{}", index % states));
        let step = json!({"type": "object", "properties": {"a": next(index + 1), "b": next(index + 1)}});
        // The first state stays as well, after one of the letters.
        let stays = json!({"type": "object", "properties": {"a": next(0)}});
        let own = json!({"type": "object", "properties": {(format!("own{index}")): {"type": "string"}}});
        json!({"allOf": if index == 0 { vec![step, stays, own] } else { vec![step, own] }})
    };
    schemas((0..states).map(|index| (format!("Q{index}"), state(index))))
}

#[test]
fn sets_without_end_are_cut_off_and_reported() {
    let made = made("automaton", automaton(40));
    assert!(made.codes.contains(&"kept-as-json".to_owned()));
    assert!(made.types < 2_000, "{}", made.types);
}

#[test]
fn what_nests_to_the_limit_is_a_type_each_level() {
    const LEVELS: usize = 90;
    let wraps: [(&str, Wrap, usize); 4] = [
        (
            "objects",
            |inner| json!({"type": "object", "properties": {"p": inner}}),
            LEVELS,
        ),
        ("arrays", |inner| json!({"type": "array", "items": inner}), 1),
        (
            "maps",
            |inner| json!({"type": "object", "additionalProperties": inner}),
            1,
        ),
        ("compositions", |inner| json!({"allOf": [{"oneOf": [inner]}]}), 1),
    ];
    for (name, wrap, types) in wraps {
        let deep = (0..LEVELS).fold(json!({"type": "string"}), |inner, _| wrap(inner));
        assert_eq!(made(name, schemas([("Deep".to_owned(), deep)])).types, types, "{name}");
    }
}

/// What the emitted `src/lib.rs` says for an operation whose response nests so deep.
fn library(levels: usize) -> String {
    let property = |inner: Value| json!({"type": "object", "properties": {"p": inner}});
    let deep = (0..levels).fold(json!({"type": "string"}), |inner, _| property(inner));
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Deep", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Deep": deep}},
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let config = Config::new(&path).crate_name("deep");
    generate_by(config, &path, "deep.json").files.unwrap().0["src/lib.rs"].clone()
}

#[test]
fn only_what_nests_deeper_than_the_compiler_looks_says_how_deep_it_may() {
    let library_of = |levels: usize| library(levels).contains("\n#![recursion_limit = \"512\"]\n");
    assert!(library_of(100));
    assert!(!library(40).contains("recursion_limit"));
}

#[test]
fn what_is_a_part_of_itself_ends() {
    let itself = json!({"$ref": "#/components/schemas/B/properties"});
    let within = json!({"x": {"type": "object", "properties": itself}});
    let made_of = made(
        "properties",
        schemas([("B".to_owned(), json!({"type": "object", "properties": within}))]),
    );
    assert!(made_of.codes.contains(&"cyclic-ref".to_owned()), "{:?}", made_of.codes);

    let binding = json!({"t": {"$dynamicAnchor": "T", "type": "string"}});
    let next = json!({"$ref": "#/components/schemas/Node", "$defs": binding});
    let node = json!({"type": "object", "properties": {"next": next, "value": {"$dynamicRef": "#T"}}});
    let made_of = made("template", schemas([("Node".to_owned(), node)]));
    assert!((1..=3).contains(&made_of.types), "{}", made_of.types);
}
