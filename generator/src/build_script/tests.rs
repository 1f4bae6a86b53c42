use std::cell::RefCell;
use std::path::PathBuf;

use super::*;

const PETS: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: list_pets
      responses:
        '200': {description: All pets., content: {application/json: {schema: {$ref: 'parts/pet.yaml'}}}}
";

const PET: &str = "type: object\nproperties: {name: {type: string}}\n";

/// A package with a document of two files.
struct Package(tempfile::TempDir);

impl Package {
    fn new() -> Self {
        let package = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir_all(package.path("parts")).unwrap();
        std::fs::create_dir_all(package.path("out")).unwrap();
        package.write("pets.yaml", PETS);
        package.write("parts/pet.yaml", PET);
        package
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn config(&self) -> Config {
        Config::new(self.path("pets.yaml")).module("pets")
    }

    /// What comes of a configuration in a build script, and the lines that Cargo is told, without the folder.
    fn run(&self, config: &Config) -> (Result<Summary, Error>, Vec<String>) {
        let lines = RefCell::new(Vec::new());
        let folder = format!("{}/", self.0.path().display());
        let print = |line: &str| lines.borrow_mut().push(line.replace(&folder, ""));
        let result = config.generate_for(&Cargo::new(
            Some(self.path("out")),
            Some(self.path("Cargo.toml")),
            &print,
        ));
        (result, lines.into_inner())
    }

    /// The lock as the command writes it.
    fn lock(&self) {
        let config = self.config();
        let generated = crate::pipeline::generate(&config.spec, &config.options("pets.yaml".to_owned()));
        self.write("clientwright.lock", &generated.lock.unwrap().text());
    }
}

#[test]
fn a_module_is_the_only_thing_that_is_written() {
    let package = Package::new();
    package.lock();
    let (result, lines) = package.run(&package.config());
    assert_eq!(result.unwrap().written, ["pets.rs"]);
    let watched = ["pets.yaml", "clientwright.lock", "parts/pet.yaml"];
    assert_eq!(lines, watched.map(|file| format!("cargo::rerun-if-changed={file}")));
    assert!(
        std::fs::read_to_string(package.path("out/pets.rs"))
            .unwrap()
            .contains("pub struct Pet ")
    );
    let files = std::fs::read_dir(package.path("")).unwrap().count();
    assert_eq!((files, std::fs::read_dir(package.path("out")).unwrap().count()), (4, 1));
    assert_eq!(package.run(&package.config()).0.unwrap().unchanged, 1);
}

#[test]
fn a_lock_is_read_and_never_written() {
    let package = Package::new();
    let advice = |lines: &[String]| {
        lines
            .iter()
            .find(|line| line.starts_with("cargo::warning=`clientwright.lock`"))
            .cloned()
    };
    let (_, lines) = package.run(&package.config());
    let missing = advice(&lines).unwrap();
    assert!(
        missing.contains("doesn't exist") && missing.contains("run `clientwright lock pets.yaml --name pets`"),
        "{missing}"
    );
    assert!(!package.path("clientwright.lock").exists());
    assert!(
        !lines
            .iter()
            .any(|line| line == "cargo::rerun-if-changed=clientwright.lock"),
        "{lines:?}"
    );

    package.lock();
    let before = std::fs::read_to_string(package.path("clientwright.lock")).unwrap();
    package.write("clientwright.lock", &before.replace("# Commit", "# Do commit"));
    let (_, lines) = package.run(&package.config());
    assert_eq!(advice(&lines), None, "a comment of another version");
    let renamed = before.replace("list_pets\"", "all_pets\"");
    package.write("clientwright.lock", &renamed);
    package.write(
        "pets.yaml",
        &PETS.replace(
            "  /pets:",
            "  /more:\n    get: {operationId: more, responses: {'204': {description: None.}}}\n  /pets:",
        ),
    );
    let (_, lines) = package.run(&package.config());
    assert!(advice(&lines).unwrap().contains("out of date"), "{lines:?}");
    assert_eq!(
        std::fs::read_to_string(package.path("clientwright.lock")).unwrap(),
        renamed
    );
    assert!(
        std::fs::read_to_string(package.path("out/pets.rs"))
            .unwrap()
            .contains("fn all_pets")
    );
}

#[test]
fn warnings_are_lines_of_cargo_unless_allowed_or_denied() {
    let package = Package::new();
    package.lock();
    package.write(
        "parts/pet.yaml",
        "type: object\nproperties: {name: {type: string}}\nnot: {required: [\"x\\e[2J\"]}\n",
    );
    let warnings = |lines: &[String]| lines.iter().filter(|line| line.starts_with("cargo::warning=")).count();
    let (result, lines) = package.run(&package.config());
    assert!(result.is_ok());
    let warning = lines.iter().find(|line| line.starts_with("cargo::warning=")).unwrap();
    assert!(warning.starts_with("cargo::warning=parts/pet.yaml:3:"), "{warning}");
    assert!(
        warning.contains("[ignored-keyword]") && !warning.contains(['\n', '\u{1b}']),
        "{warning}"
    );

    let (result, lines) = package.run(&package.config().allow(["ignored-keyword"]).deny_warnings());
    assert!(result.is_ok());
    assert_eq!(warnings(&lines), 0, "{lines:?}");

    std::fs::remove_file(package.path("out/pets.rs")).unwrap();
    for config in [
        package.config().deny_warnings(),
        package.config().allow(["ignored-keyword", "mended"]).deny_warnings(),
    ] {
        let error = package.run(&config).0.unwrap_err();
        assert!(format!("{error:?}").starts_with("warnings are denied"), "{error:?}");
    }
    assert!(!package.path("out/pets.rs").exists());
}

#[test]
fn errors_are_text() {
    let package = Package::new();
    package.write("pets.yaml", "openapi: [3.1.0\n");
    let (result, lines) = package.run(&package.config());
    let error = result.unwrap_err();
    assert!(format!("{error:?}").starts_with("error[invalid-syntax]: "), "{error:?}");
    assert!(
        lines.contains(&"cargo::rerun-if-changed=pets.yaml".to_owned()),
        "{lines:?}"
    );

    let package = Package::new();
    let cases = [
        (package.config().module("a-b"), "`a-b` can't be the name of a module"),
        (
            Config::new(package.path("pets.yaml")).features(["tracing"]),
            "the module has no name",
        ),
        (
            package.config().features(["tracign"]),
            "`tracign` isn't a feature of the client",
        ),
        (package.config().allow(["menedd"]), "did you mean `mended`?"),
    ];
    for (config, expected) in cases {
        let error = package.run(&config).0.unwrap_err();
        assert!(format!("{error:?}").contains(expected), "{error:?}");
    }
    let quiet = Cargo::new(None, None, &|line| panic!("{line}"));
    let error = package.config().generate_for(&quiet).unwrap_err();
    assert!(error.to_string().contains("OUT_DIR"), "{error}");
}

#[test]
fn a_configuration_file_is_watched_and_its_paths_are_its_own() {
    let package = Package::new();
    package.write(
        "clientwright.toml",
        "spec = \"pets.yaml\"\n[module]\nname = \"animals\"\nfeatures = [\"blocking\"]\n",
    );
    let config = Config::from_file(package.path("clientwright.toml")).unwrap();
    let (result, lines) = package.run(&config);
    assert_eq!(result.unwrap().written, ["animals.rs"]);
    assert!(
        lines.contains(&"cargo::rerun-if-changed=clientwright.toml".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line.contains("run `clientwright lock --config clientwright.toml` and commit it")),
        "{lines:?}"
    );
    assert!(
        std::fs::read_to_string(package.path("out/animals.rs"))
            .unwrap()
            .contains("fn send_blocking")
    );
}

#[test]
fn what_the_package_lacks_is_one_warning() {
    let package = Package::new();
    package.lock();
    let dependencies = |edition: &str, names: &[&str]| {
        let lines: String = names.iter().map(|name| format!("{name} = \"1\"\n")).collect();
        package.write(
            "Cargo.toml",
            &format!("[package]\nedition = \"{edition}\"\n[dependencies]\n{lines}"),
        );
        let config = package.config().features(["tracing"]);
        let (_, lines) = package.run(&config);
        let watches = lines.contains(&"cargo::rerun-if-changed=Cargo.toml".to_owned());
        let warning = lines.into_iter().find(|line| line.starts_with("cargo::warning="));
        assert_eq!(watches, warning.is_some());
        warning.unwrap_or_default()
    };
    let all = [
        "bytes",
        "http_body",
        "httpdate",
        "reqwest",
        "serde",
        "serde_json",
        "tokio",
        "tracing",
    ];
    assert_eq!(dependencies("2024", &all), "");
    let some = dependencies("2024", &all[2..]);
    assert!(some.contains("Cargo.toml doesn't have: bytes, http-body; "), "{some}");
    assert!(
        some.contains("`clientwright deps pets.yaml --name pets --features tracing`"),
        "{some}"
    );
    assert!(dependencies("2021", &all).contains("needs edition 2024"));
}

#[test]
fn overlays_are_watched_and_messages_show_their_lines() {
    let package = Package::new();
    package.write(
        "fix.yaml",
        "overlay: 1.1.0\nactions:\n- target: $.paths['/pets'].get\n  update: {operationId: all_pets, tag: [pets]}\n",
    );
    let config = package
        .config()
        .overlay(package.path("fix.yaml"))
        .exclude(["x-internal"]);
    let (result, lines) = package.run(&config);
    result.unwrap();
    assert!(
        lines.contains(&"cargo::rerun-if-changed=fix.yaml".to_owned()),
        "{lines:?}"
    );
    let warning = |code: &str| {
        lines
            .iter()
            .find(|line| line.starts_with("cargo::warning=") && line.contains(code))
    };
    assert!(warning("[unknown-key]").unwrap().contains("fix.yaml:4:"), "{lines:?}");
    assert!(warning("[unmatched-pattern]").is_some(), "{lines:?}");
    let advice = warning("clientwright lock").unwrap();
    assert!(
        advice.contains("--overlay ") && advice.contains("--exclude x-internal"),
        "{advice}"
    );
    let remote = Config::new("https://example.com/pets.yaml").module("pets");
    let error = package.run(&remote).0.unwrap_err().to_string();
    assert!(error.contains("uses no network"), "{error}");
}
