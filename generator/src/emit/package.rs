//! `Cargo.toml` and `README.md` of the emitted crate.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, SourceFile, runtime};
use crate::ir::{Api, Dependency, Publication, Registries, Signatures};
use crate::prose::{Toml, manifest};
use crate::rustdoc;
use crate::surface::{self, Surface};

/// `Cargo.toml`: only what this API uses.
pub(super) fn manifest(api: &Api) -> SourceFile<'_> {
    let package = &api.package;
    let text = manifest![
        "[package]\nname = ",
        Toml::string(&package.name),
        "\nversion = ",
        Toml::string(&package.version),
        "\nedition = \"2024\"\nrust-version = \"1.88\"\n",
        publish(&package.publication.registries),
        "description = ",
        Toml::string(&package.description),
        "\n",
        publication(&package.publication),
        FEATURES,
        "\n[dependencies]\n",
        dependencies(api),
        REST,
    ];
    SourceFile {
        path: "Cargo.toml".into(),
        content: Content::Toml(text),
    }
}

/// Where the crate may be published: without the key, everywhere.
fn publish(registries: &Registries) -> Toml {
    match registries {
        Registries::None => "publish = false\n".into(),
        Registries::Only(registry) => manifest!["publish = [", Toml::string(registry), "]\n"],
        Registries::Any => Toml::default(),
    }
}

/// What a registry shows, and that its documentation is built with all features.
fn publication(publication: &Publication) -> Toml {
    let texts = publication
        .texts
        .iter()
        .map(|(key, text)| manifest![*key, " = ", Toml::string(text), "\n"]);
    let lists = publication
        .lists
        .iter()
        .map(|(key, list)| manifest![*key, " = ", Toml::strings(list), "\n"]);
    let docs = match publication.registries {
        Registries::None => "",
        Registries::Only(_) | Registries::Any => "\n[package.metadata.docs.rs]\nall-features = true\n",
    };
    Toml::concat(texts.chain(lists).chain([docs.into()]))
}

const FEATURES: &str = r#"
[lib]
# Each operation has an example; `cargo test` of a workspace doesn't compile them all.
doctest = false

[features]
default = ["http2", "rustls", "serde"]
# HTTP/2, where the server offers it.
http2 = ["reqwest/http2"]
# Compressed responses, which are requested and decompressed.
brotli = ["reqwest/brotli"]
deflate = ["reqwest/deflate"]
gzip = ["reqwest/gzip"]
# TLS with rustls and the platform's certificate verifier.
rustls = ["reqwest/rustls"]
# TLS with the platform's native library.
native-tls = ["reqwest/native-tls"]
# `Serialize` and `Deserialize` for all types.
serde = ["dep:serde"]
# `Request::send_blocking`, for code without async.
blocking = ["tokio/rt"]
# A span per call, following the OpenTelemetry semantic conventions.
tracing = ["dep:tracing"]
# For tests: `transport::Mock`, and structs that can be written as literals.
mock = ["serde"]
"#;

const REST: &str = r#"
[target.'cfg(target_arch = "wasm32")'.dependencies]
gloo-timers = { version = "0.3", features = ["futures"] }
web-time = "1"

[lints.rust]
unsafe_code = "forbid"
missing_docs = "warn"

[lints.clippy]
# Names, values, nesting and sizes come from the API description; a status code precedes the range that contains it.
approx_constant = "allow"
disallowed_names = "allow"
enum_variant_names = "allow"
large_enum_variant = "allow"
match_overlapping_arm = "allow"
module_inception = "allow"
should_implement_trait = "allow"
type_complexity = "allow"

[package.metadata.cargo-semver-checks.lints]
# Structs are exhaustive with the feature `mock` alone, which tests turn on.
constructible_struct_adds_field = "allow"
struct_marked_non_exhaustive = "allow"
"#;

/// What the runtime needs, whatever the API; sorted.
const DEPENDENCIES: &[&str] = &[
    r#"bytes = "1""#,
    r#"http-body = "1""#,
    r#"httpdate = "1""#,
    r#"reqwest = { version = "0.13", default-features = false }"#,
    r#"serde = { version = "1", default-features = false, optional = true }"#,
    r#"serde_json = "1""#,
    r#"tokio = { version = "1", default-features = false, features = ["rt", "sync", "time"] }"#,
    r#"tracing = { version = "0.1", default-features = false, features = ["std"], optional = true }"#,
];

/// What streams need beside that: the trait `Stream`.
const FUTURES_CORE: &str = r#"futures-core = { version = "0.3", default-features = false }"#;

/// A line for each crate that is depended on.
fn dependencies(api: &Api) -> Toml {
    let mut wanted: BTreeMap<&str, Dependency> = BTreeMap::new();
    for dependency in api.scalars.iter().filter_map(|scalar| scalar.dependency.as_ref()) {
        let known = wanted.entry(&dependency.name).or_insert_with(|| dependency.clone());
        known.add(dependency);
    }
    let mut lines: BTreeSet<Toml> = DEPENDENCIES.iter().copied().map(Toml::from).collect();
    lines.extend(wanted.values().map(dependency));
    lines.extend(of_parts(api).into_iter().map(Toml::from));
    Toml::concat(lines.into_iter().flat_map(|line| [line, "\n".into()]))
}

/// What the parts of the runtime need that this API has.
fn of_parts(api: &Api) -> Vec<&'static str> {
    let streams = runtime::has_streams(api).then_some(FUTURES_CORE);
    let signatures = match api.webhooks.signatures {
        Signatures::Unknown => &[],
        Signatures::Standard => SIGNATURES,
    };
    let patterns = api.has_patterns().then_some(REGRESS);
    let xml = api.has_xml().then_some(QUICK_XML);
    let parts = streams.into_iter().chain(patterns).chain(xml);
    parts.chain(signatures.iter().copied()).collect()
}

/// What patterns need: the regular expressions of ECMA-262.
const REGRESS: &str = r#"regress = "0.12""#;

/// What XML bodies need: the events of an XML text.
const QUICK_XML: &str = r#"quick-xml = { version = "0.42", default-features = false }"#;

/// What signatures need; base64 as the scalars have it, so that it is one line.
const SIGNATURES: &[&str] = &[
    r#"base64 = { version = "0.22", default-features = false, features = ["std"] }"#,
    r#"hmac = { version = "0.13", default-features = false }"#,
    r#"sha2 = { version = "0.11", default-features = false }"#,
];

fn dependency(dependency: &Dependency) -> Toml {
    let Dependency {
        name,
        version,
        path,
        default_features,
        features,
    } = dependency;
    let name = Toml::key(name);
    let (version, path) = (version.as_deref().map(Toml::string), path.as_deref().map(Toml::string));
    let source = match (version, path) {
        (Some(version), None) if *default_features && features.is_empty() => return manifest![name, " = ", version],
        (Some(version), None) => manifest!["version = ", version],
        (Some(version), Some(path)) => manifest!["version = ", version, ", path = ", path],
        (None, Some(path)) => manifest!["path = ", path],
        (None, None) => manifest!["version = \"*\""],
    };
    let defaults = if *default_features {
        ""
    } else {
        ", default-features = false"
    };
    let features = match features.is_empty() {
        true => Toml::default(),
        false => manifest![", features = ", Toml::strings(features)],
    };
    manifest![name, " = { ", source, defaults, features, " }"]
}

/// `rustfmt.toml`: the generator formats the crate itself, so that a file is the same on every machine.
pub(super) fn formatting<'a>() -> SourceFile<'a> {
    SourceFile {
        path: "rustfmt.toml".into(),
        content: Content::Toml("disable_all_formatting = true\n".into()),
    }
}

/// `api.txt`: the public surface, so that a review of changes shows it.
pub(super) fn surface(api: &Api) -> SourceFile<'_> {
    SourceFile {
        path: surface::FILE_NAME.into(),
        content: Content::Listing(Surface::of(api).listing()),
    }
}

/// `README.md`
pub(super) fn readme(api: &Api) -> SourceFile<'_> {
    SourceFile {
        path: "README.md".into(),
        content: Content::Markdown(rustdoc::readme(api)),
    }
}
