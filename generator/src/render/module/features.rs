//! The features that are on, and the dependencies that come of it: read from the manifest of the crate, which lists both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use toml::{Table, Value};

use crate::prose::{Shown, Toml, manifest};
use crate::render::Files;

/// The features that a module has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    on: BTreeSet<String>,
    dependencies: Dependencies,
}

/// What a crate that includes a module depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependencies {
    always: BTreeMap<String, Toml>,
    by_target: BTreeMap<String, BTreeMap<String, Toml>>,
}

/// A feature that a client doesn't have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureError {
    name: String,
    all: Vec<String>,
}

impl fmt::Display for FeatureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, all } = self;
        let name = Shown::line(name);
        write!(
            formatter,
            "`{name}` isn't a feature of the client; the features are {}",
            all.join(", ")
        )
    }
}

impl std::error::Error for FeatureError {}

impl Features {
    /// The features of this choice, and those that they turn on.
    ///
    /// # Errors
    ///
    /// When one of them isn't a feature of the crate.
    pub fn of(files: &Files, chosen: &[String], has_default: bool) -> Result<Self, FeatureError> {
        let text = files.0.get("Cargo.toml").map(String::as_str).unwrap_or_default();
        let manifest: Table = text.parse().unwrap_or_default();
        let known = table(&manifest, "features");
        if let Some(name) = chosen.iter().find(|name| !known.contains_key(name.as_str())) {
            return Err(FeatureError {
                name: name.clone(),
                all: known.keys().filter(|name| *name != "default").cloned().collect(),
            });
        }
        let first = chosen.iter().cloned().chain(has_default.then(|| "default".to_owned()));
        let enabled = closure(&known, first.collect());
        let lines = |dependencies: &Table| enabled.lines(dependencies);
        let targets = table(&manifest, "target");
        let by_target = targets.iter().filter_map(|(target, value)| {
            let dependencies = lines(&table(value.as_table()?, "dependencies"));
            (!dependencies.is_empty()).then(|| (target.clone(), dependencies))
        });
        let dependencies = Dependencies {
            always: lines(&table(&manifest, "dependencies")),
            by_target: by_target.collect(),
        };
        Ok(Self {
            on: enabled.features,
            dependencies,
        })
    }

    /// Whether a feature is on.
    pub(super) fn has(&self, name: &str) -> bool {
        self.on.contains(name)
    }

    /// The lines that the manifest of the crate that includes the module needs.
    pub fn needs(&self) -> String {
        let Dependencies { always, by_target } = &self.dependencies;
        let mut text = section("[dependencies]", always);
        for (target, dependencies) in by_target {
            let head = format!("\n[target.'{target}'.dependencies]");
            text.push_str(&section(&head, dependencies));
        }
        text
    }

    /// The dependencies.
    pub fn dependencies(&self) -> &Dependencies {
        &self.dependencies
    }
}

impl Dependencies {
    /// The names by which the code refers to crates, those that only some targets have left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.always.keys().map(String::as_str)
    }
}

fn section(head: &str, dependencies: &BTreeMap<String, Toml>) -> String {
    let lines: String = dependencies
        .values()
        .map(|line| format!("{}\n", line.as_str()))
        .collect();
    format!("{head}\n{lines}")
}

/// What features turn on.
#[derive(Default)]
struct Enabled {
    features: BTreeSet<String>,
    crates: BTreeSet<String>,
    features_of_crates: BTreeSet<(String, String)>,
}

/// Everything that these features turn on: <https://doc.rust-lang.org/cargo/reference/features.html>.
fn closure(known: &Table, mut open: Vec<String>) -> Enabled {
    let mut enabled = Enabled::default();
    while let Some(name) = open.pop() {
        if !enabled.features.insert(name.clone()) {
            continue;
        }
        let members = known.get(&name).and_then(Value::as_array).into_iter().flatten();
        for member in members.filter_map(Value::as_str) {
            match (member.strip_prefix("dep:"), member.split_once('/')) {
                (Some(dependency), _) => _ = enabled.crates.insert(dependency.to_owned()),
                (None, Some((dependency, feature))) => {
                    let name = dependency.trim_end_matches('?');
                    if name == dependency {
                        enabled.crates.insert(name.to_owned());
                    }
                    enabled.features_of_crates.insert((name.to_owned(), feature.to_owned()));
                }
                (None, None) => open.push(member.to_owned()),
            }
        }
    }
    enabled
}

impl Enabled {
    /// The lines of these dependencies, without those that are off.
    fn lines(&self, dependencies: &Table) -> BTreeMap<String, Toml> {
        let lines = dependencies
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), self.line(name, value)?)));
        lines.collect()
    }

    fn line(&self, name: &str, value: &Value) -> Option<Toml> {
        let single = Table::from_iter([("version".to_owned(), value.clone())]);
        let table = value.as_table().unwrap_or(&single);
        let is = |key: &str, value: bool| table.get(key).and_then(Value::as_bool) == Some(value);
        if is("optional", true) && !self.crates.contains(name) {
            return None;
        }
        let own = table.get("features").and_then(Value::as_array).into_iter().flatten();
        let mut features: BTreeSet<String> = own.filter_map(Value::as_str).map(str::to_owned).collect();
        let more = self.features_of_crates.iter().filter(|(of, _)| of == name);
        features.extend(more.map(|(_, feature)| feature.clone()));
        let version = Toml::string(table.get("version").and_then(Value::as_str).unwrap_or("*"));
        let has_default = !is("default-features", false);
        if has_default && features.is_empty() {
            return Some(manifest![Toml::key(name), " = ", version]);
        }
        let defaults = if has_default { "" } else { ", default-features = false" };
        let features = match features.is_empty() {
            true => Toml::default(),
            false => manifest![", features = ", Toml::strings(&features)],
        };
        Some(manifest![
            Toml::key(name),
            " = { version = ",
            version,
            defaults,
            features,
            " }"
        ])
    }
}

fn table(parent: &Table, key: &str) -> Table {
    parent.get(key).and_then(Value::as_table).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let manifest = r#"
            [features]
            default = ["tls", "codec"]
            tls = ["net/tls"]
            codec = ["dep:codec"]
            fast = ["tls", "codec?/fast", "clock/now"]
            [dependencies]
            net = { version = "0.3", default-features = false }
            codec = { version = "1", optional = true }
            clock = { version = "2", features = ["std"], optional = true }
            plain = "1"
            [target.'cfg(windows)'.dependencies]
            handles = "4"
        "#;
        Files([("Cargo.toml".to_owned(), manifest.to_owned())].into())
    }

    #[test]
    fn dependencies_follow_the_features() {
        let default = Features::of(&files(), &[], true).unwrap();
        assert!(default.has("tls") && default.has("codec") && !default.has("fast"));
        assert_eq!(
            default.needs(),
            "[dependencies]\ncodec = \"1\"\nnet = { version = \"0.3\", default-features = false, features = [\"tls\"] }\nplain = \"1\"\n\n[target.'cfg(windows)'.dependencies]\nhandles = \"4\"\n"
        );
        let fast = Features::of(&files(), &["fast".to_owned()], false).unwrap();
        let names: Vec<&str> = fast.dependencies().names().collect();
        assert_eq!(names, ["clock", "net", "plain"]);
        assert!(
            fast.needs()
                .contains("clock = { version = \"2\", features = [\"now\", \"std\"] }")
        );
    }

    #[test]
    fn an_unknown_feature_is_named() {
        let error = Features::of(&files(), &["blokcing".to_owned()], true).unwrap_err();
        let expected = "`blokcing` isn't a feature of the client; the features are codec, fast, tls";
        assert_eq!(error.to_string(), expected);
    }
}
