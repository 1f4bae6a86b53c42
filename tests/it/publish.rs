//! The manifest of the emitted crate says what the configuration's `[crate]` says.

use clientwright::Config;
use clientwright_tests::{generate_by, root};

fn manifest(package: &str) -> toml::Table {
    let text = format!("spec = \"stackone.yaml\"\noutput = \"client\"\n[crate]\n{package}");
    let config: Config = toml::from_str(&text).unwrap();
    let files = generate_by(config, &root().join("spec/stackone.yaml"), "stackone.yaml")
        .files
        .unwrap();
    files.0.get("Cargo.toml").unwrap().parse().unwrap()
}

#[test]
fn every_key_reaches_the_manifest() {
    let package = r#"
        name = "acme"
        version = "2.1.0"
        description = "Acme's API, \"typed\"."
        license = "MIT"
        authors = ["Ada <ada@acme.example>"]
        repository = "https://acme.example/client"
        homepage = "https://acme.example"
        documentation = "https://docs.acme.example"
        keywords = ["acme", "client"]
        categories = ["api-bindings"]
        publish = true
    "#;
    let manifest = manifest(package);
    let emitted = manifest["package"].as_table().unwrap();
    for (key, value) in package.parse::<toml::Table>().unwrap() {
        match key.as_str() {
            "publish" => assert!(!emitted.contains_key("publish"), "without the key, everywhere"),
            key => assert_eq!(emitted[key], value, "{key}"),
        }
    }
    assert_eq!(emitted["metadata"]["docs"]["rs"]["all-features"].as_bool(), Some(true));
}

#[test]
fn a_crate_is_published_only_where_the_configuration_says() {
    let publish = |package| manifest(package)["package"].get("publish").cloned();
    assert_eq!(publish(""), Some(false.into()));
    assert_eq!(publish("registry = \"acme\""), Some(vec!["acme"].into()));
    assert_eq!(publish("registry = \"acme\"\npublish = false"), Some(false.into()));
    assert_eq!(publish("publish = true"), None);
}
