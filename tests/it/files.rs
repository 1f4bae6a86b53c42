//! Documents of several files: how far references go, and what one that leads nowhere costs.

use std::collections::BTreeSet;
use std::path::Path;

use clientwright::diagnostic::render::{Style, text};
use clientwright::{Config, Generated};
use clientwright_tests::generate_by;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Case, version: '1'}\n";

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// A document with an operation for each of these schemas.
fn entry(schemas: &[&str], rest: &str) -> String {
    let paths = schemas.iter().enumerate().map(|(index, schema)| {
        format!(
            "  /p{index}:\n    get:\n      responses:\n        '200': \
             {{description: A., content: {{application/json: {{schema: {schema}}}}}}}\n"
        )
    });
    format!("{HEAD}paths:\n{}{rest}", paths.collect::<String>())
}

fn generated(path: &Path) -> Generated {
    generate_by(Config::new(path).crate_name("case"), path, "api.yaml")
}

fn messages(generated: &Generated) -> String {
    text(&generated.diagnostics, &generated.source, Style::Plain).to_string()
}

/// The names of the public types.
fn types(generated: &Generated) -> BTreeSet<String> {
    let files = &generated.files.as_ref().unwrap().0;
    let lines = files.iter().filter(|(path, _)| path.starts_with("src/types/"));
    let lines = lines.flat_map(|(_, text)| text.lines());
    let name = |line: &str| {
        let rest = ["pub struct ", "pub enum ", "pub type "]
            .iter()
            .find_map(|word| line.strip_prefix(word))?;
        Some(rest.split(|letter: char| !letter.is_alphanumeric()).next()?.to_owned())
    };
    lines.filter_map(name).collect()
}

#[test]
fn references_are_followed_below_the_root_of_the_project() {
    for marker in [
        ("clientwright.toml", ""),
        (".git/HEAD", ""),
        ("Cargo.toml", "[workspace]\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let schema = "{$ref: '../../models/a%20pet.yaml'}";
        write(
            folder.path(),
            &[
                marker,
                ("api/v1/api.yaml", &entry(&[schema], "")),
                (
                    "models/a pet.yaml",
                    "{type: object, properties: {tag: {$ref: './tag.yaml#/Tag'}}}",
                ),
                (
                    "models/tag.yaml",
                    "Tag: {type: object, properties: {name: {type: string}}}",
                ),
            ],
        );
        let made = generated(&folder.path().join("api/v1/api.yaml"));
        assert_eq!(messages(&made), "", "{marker:?}");
        assert_eq!(types(&made), BTreeSet::from(["APet".to_owned(), "Tag".to_owned()]));
        assert_eq!(
            made.source.files.keys().map(String::as_str).collect::<Vec<_>>(),
            ["", "../../models/a pet.yaml", "../../models/tag.yaml"],
        );
    }
}

#[test]
fn references_out_of_the_root_are_reported_and_never_followed() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = ["{$ref: '../secret.yaml'}", "{$ref: 'link.yaml'}", "{type: string}"];
    write(
        folder.path(),
        &[("secret.yaml", "type: integer"), ("api/api.yaml", &entry(&schemas, ""))],
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.yaml"), folder.path().join("api/link.yaml")).unwrap();
    let path = folder.path().join("api/api.yaml");
    let made = generated(&path);
    assert_eq!(made.source.files.len(), 1);
    assert_eq!(made.facts.as_ref().unwrap().operations, 3);
    assert!(
        messages(&made).contains("warning[ref-outside]: `../secret.yaml`"),
        "{}",
        messages(&made)
    );
    assert!(messages(&made).contains("it affects `GET /p0`"), "{}", messages(&made));

    let above = generate_by(
        Config::new(&path).crate_name("case").root(folder.path()),
        &path,
        "api.yaml",
    );
    assert_eq!(messages(&above), "");
    assert_eq!(above.source.files.len(), 3);

    let beside = Config::new(&path).crate_name("case").root(folder.path().join("api"));
    assert_eq!(messages(&generate_by(beside, &path, "api.yaml")), messages(&made));
    let elsewhere = tempfile::tempdir().unwrap();
    let elsewhere = Config::new(&path).crate_name("case").root(elsewhere.path());
    assert!(generate_by(elsewhere, &path, "api.yaml").files.is_none());
}

#[test]
fn a_place_has_one_type_however_it_is_reached() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = [
        "{$ref: '#/components/schemas/Pet'}",
        "{$ref: 'index.yaml#/Pet'}",
        "{$ref: 'models/pet.yaml'}",
        "{$ref: './models/../models/pet.yaml#'}",
    ];
    write(
        folder.path(),
        &[
            (
                "api.yaml",
                &entry(&schemas, "components: {schemas: {$ref: index.yaml}}\n"),
            ),
            (
                "index.yaml",
                "Pet: {$ref: models/pet.yaml}\nOwner: {type: object, properties: {pet: {$ref: '#/Pet'}}}\n",
            ),
            (
                "models/pet.yaml",
                "{type: object, properties: {name: {type: string}, of: {$ref: ../api.yaml#/components/schemas/Owner}}}",
            ),
        ],
    );
    let made = generated(&folder.path().join("api.yaml"));
    assert_eq!(types(&made), BTreeSet::from(["Owner".to_owned(), "Pet".to_owned()]));
    assert_eq!(made.diagnostics.iter().count(), 1, "{}", messages(&made));
    assert!(messages(&made).contains("warning[mended]: `schemas` can't be a reference"));
}

#[test]
fn a_file_that_cannot_be_read_costs_what_refers_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = ["{$ref: 'broken.yaml#/A'}", "{$ref: 'missing.yaml'}", "{type: string}"];
    write(
        folder.path(),
        &[("broken.yaml", "A: {type: ["), ("api.yaml", &entry(&schemas, ""))],
    );
    let path = folder.path().join("api.yaml");
    let made = generated(&path);
    assert_eq!(made.facts.as_ref().unwrap().operations, 3);
    for part in [
        "warning[invalid-syntax]",
        "warning[unresolved-ref]",
        "`GET /p0`",
        "`GET /p1`",
    ] {
        assert!(messages(&made).contains(part), "{part}: {}", messages(&made));
    }
    let strict = generate_by(Config::new(&path).crate_name("case").strict(), &path, "api.yaml");
    assert!(strict.files.is_none());
    assert!(
        messages(&strict).contains("error[invalid-syntax]"),
        "{}",
        messages(&strict)
    );
    assert!(!messages(&strict).contains("warning["), "{}", messages(&strict));
}

#[test]
fn a_schema_is_reached_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = [
        "{$ref: 'https://example.com/schemas/money'}",
        "{$ref: '#/components/schemas/Order'}",
    ];
    let components = "components:
  schemas:
    Order:
      $id: https://example.com/schemas/order
      type: object
      properties: {total: {$ref: money}, item: {$ref: '#/components/schemas/Item'}, tip: {$ref: '#/$defs/Tip'}}
      $defs: {Tip: {type: object, properties: {cents: {type: integer}}}}
    Item: {type: object, properties: {sku: {type: string}}}
    Money: {$id: 'https://example.com/schemas/money', type: object, properties: {cents: {type: integer}}}
";
    write(folder.path(), &[("api.yaml", &entry(&schemas, components))]);
    let made = generated(&folder.path().join("api.yaml"));
    assert_eq!(messages(&made), "");
    let names = ["Item", "Money", "Order", "Tip"].map(str::to_owned);
    assert_eq!(types(&made), BTreeSet::from(names));
}

#[test]
fn an_anchor_is_the_one_of_its_own_resource() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = [
        "{$ref: '#/components/schemas/Tree'}",
        "{$ref: 'https://example.com/bush#leaf'}",
    ];
    let components = "components:
  schemas:
    Tree:
      $id: https://example.com/tree
      type: object
      properties: {leaf: {$ref: '#leaf'}, root: {$ref: '#root'}}
      $defs: {Leaf: {$anchor: leaf, type: object, properties: {tree: {type: string}}}}
    Bush:
      $id: https://example.com/bush
      $defs: {Leaf: {$anchor: leaf, type: object, properties: {bush: {type: string}}}}
    Root: {$anchor: root, type: object, properties: {deep: {type: boolean}}}
";
    write(folder.path(), &[("api.yaml", &entry(&schemas, components))]);
    let made = generated(&folder.path().join("api.yaml"));
    assert_eq!(messages(&made), "");
    let files = &made.files.as_ref().unwrap().0;
    let tree = &files["src/types/tree.rs"];
    let leaf = tree
        .split("pub leaf: Option<")
        .nth(1)
        .and_then(|rest| rest.split('>').next())
        .unwrap();
    let defined = format!("pub struct {leaf} {{");
    let leaf = files.values().find(|text| text.contains(&defined)).unwrap();
    assert!(leaf.contains("pub tree: "), "{leaf}");
}

#[test]
fn what_a_path_item_says_beside_its_reference_counts() {
    let folder = tempfile::tempdir().unwrap();
    let items = "item:
  parameters: [{name: deep, in: query, schema: {$ref: 'parts/depth.yaml'}}]
  get: {responses: {'204': {description: A.}}}
  put: {responses: {'204': {description: A.}}}
";
    let paths = "paths:
  /a/{id}:
    $ref: 'items.yaml#/item'
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    put: {deprecated: true, responses: {'204': {description: B.}}}
";
    write(
        folder.path(),
        &[
            ("api.yaml", &format!("{HEAD}{paths}")),
            ("items.yaml", items),
            ("parts/depth.yaml", "{type: string, enum: [shallow, deep]}"),
        ],
    );
    let made = generated(&folder.path().join("api.yaml"));
    assert_eq!(messages(&made), "");
    assert_eq!(made.facts.as_ref().unwrap().operations, 2);
    let api: Vec<&String> = made
        .files
        .as_ref()
        .unwrap()
        .0
        .iter()
        .filter(|(path, _)| path.starts_with("src/api/"))
        .map(|(_, text)| text)
        .collect();
    let text = api.into_iter().cloned().collect::<String>();
    assert!(
        text.matches("id: i64").count() == 2 && text.contains("#[deprecated"),
        "{text}"
    );
    assert_eq!(types(&made), BTreeSet::from(["Depth".to_owned()]));
}

#[test]
fn paths_may_stand_in_a_file_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let paths = "/a:
  get: {responses: {'200': {$ref: '../answers.yaml#/found'}, '404': {description: B.}}}
";
    let answers = "found: {description: A., content: {application/json: {schema: {$ref: 'v1/paths.yaml#/~1b/get/responses/200/content/application~1json/schema'}}}}
";
    let more = "/b:
  get: {operationId: second, responses: {'200': {description: A., content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}}
";
    write(
        folder.path(),
        &[
            ("api.yaml", &format!("{HEAD}paths: {{$ref: 'v1/paths.yaml'}}\n")),
            ("v1/paths.yaml", &format!("{paths}{more}")),
            ("answers.yaml", answers),
        ],
    );
    let made = generated(&folder.path().join("api.yaml"));
    assert_eq!(made.facts.as_ref().unwrap().operations, 2, "{}", messages(&made));
    assert_eq!(made.diagnostics.iter().count(), 1, "{}", messages(&made));
    assert!(
        messages(&made).contains("warning[mended]: `paths` can't be a reference"),
        "{}",
        messages(&made)
    );
}
