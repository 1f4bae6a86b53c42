//! `Cargo.toml` and `README.md` of the emitted crate.

use std::collections::BTreeSet;

use super::{Content, SourceFile, example, runtime};
use crate::ir::{Api, Dependency, Docs, Group, Operation, Signatures, Webhook};
use crate::prose::Line;

/// `Cargo.toml`: only what this API uses.
pub(super) fn manifest(api: &Api) -> SourceFile {
    let package = &api.package;
    let dependencies = dependencies(api);
    let text = format!(
        r#"[package]
name = {name}
version = {version}
edition = "2024"
rust-version = "1.88"
publish = false
description = {description}

[features]
default = ["rustls", "serde"]
# TLS by rustls, with the platform's verifier.
rustls = ["reqwest/rustls"]
# TLS by the platform's own library.
native-tls = ["reqwest/native-tls"]
# `Serialize` and `Deserialize` for all types.
serde = ["dep:serde"]
# `Request::send_blocking`, for code that is not async.
blocking = ["tokio/rt"]
# A span a call, by the semantic conventions of OpenTelemetry.
tracing = ["dep:tracing"]

[dependencies]
{dependencies}
[target.'cfg(target_arch = "wasm32")'.dependencies]
gloo-timers = {{ version = "0.3", features = ["futures"] }}
web-time = "1"

[lints.rust]
unsafe_code = "forbid"
missing_docs = "warn"

[lints.clippy]
# The document decides what things are called, which values they have, and how deep and large they are; a status stands
# before the range that holds it.
approx_constant = "allow"
disallowed_names = "allow"
enum_variant_names = "allow"
large_enum_variant = "allow"
match_overlapping_arm = "allow"
module_inception = "allow"
should_implement_trait = "allow"
type_complexity = "allow"
"#,
        name = toml_string(&package.name),
        version = toml_string(&package.version),
        description = toml_string(&package.description),
    );
    SourceFile {
        path: "Cargo.toml".to_owned(),
        content: Content::Text(text),
    }
}

/// What the runtime needs, whatever the API; sorted.
const DEPENDENCIES: &[&str] = &[
    r#"bytes = "1""#,
    r#"http-body = "1""#,
    r#"httpdate = "1""#,
    r#"jiter = { version = "0.19", default-features = false }"#,
    r#"reqwest = { version = "0.13", default-features = false }"#,
    r#"serde = { version = "1", default-features = false, optional = true }"#,
    r#"serde_json = "1""#,
    r#"tokio = { version = "1", default-features = false, features = ["sync", "time"] }"#,
    r#"tracing = { version = "0.1", default-features = false, features = ["std"], optional = true }"#,
];

/// What streams need beside that: the trait `Stream`.
const FUTURES_CORE: &str = r#"futures-core = { version = "0.3", default-features = false }"#;

/// A line for each crate that is depended on.
fn dependencies(api: &Api) -> String {
    let wanted: BTreeSet<&Dependency> = api
        .scalars
        .iter()
        .filter_map(|scalar| scalar.dependency.as_ref())
        .collect();
    let mut lines: BTreeSet<String> = DEPENDENCIES.iter().map(|line| (*line).to_owned()).collect();
    lines.extend(wanted.into_iter().map(dependency));
    lines.extend(of_parts(api).into_iter().map(str::to_owned));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// What the parts of the runtime need that this API has.
fn of_parts(api: &Api) -> Vec<&'static str> {
    let streams = runtime::has_streams(api).then_some(FUTURES_CORE);
    let signatures = match api.webhooks.signatures {
        Signatures::Unknown => &[],
        Signatures::Standard => SIGNATURES,
    };
    streams.into_iter().chain(signatures.iter().copied()).collect()
}

/// What signatures need; base64 as the scalars have it, so that it is one line.
const SIGNATURES: &[&str] = &[
    r#"base64 = { version = "0.22", default-features = false, features = ["std"] }"#,
    r#"hmac = { version = "0.13", default-features = false }"#,
    r#"sha2 = { version = "0.11", default-features = false }"#,
];

fn dependency(dependency: &Dependency) -> String {
    let Dependency {
        name,
        version,
        default_features,
        features,
    } = dependency;
    let version = toml_string(version);
    let features: Vec<String> = features.iter().map(|feature| toml_string(feature)).collect();
    let features = features.join(", ");
    match (default_features, features.is_empty()) {
        (true, true) => format!("{name} = {version}"),
        (true, false) => format!("{name} = {{ version = {version}, features = [{features}] }}"),
        (false, true) => format!("{name} = {{ version = {version}, default-features = false }}"),
        (false, false) => {
            format!("{name} = {{ version = {version}, default-features = false, features = [{features}] }}")
        }
    }
}

/// A basic TOML string.
fn toml_string(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|letter| match letter {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            control if control.is_control() => " ".to_owned(),
            other => other.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// `rustfmt.toml`: the generator formats the crate itself, so that a file is the same on every machine.
pub(super) fn formatting() -> SourceFile {
    let text = "disable_all_formatting = true\n".to_owned();
    SourceFile {
        path: "rustfmt.toml".to_owned(),
        content: Content::Text(text),
    }
}

/// `README.md`: a quick start and the table of operations.
pub(super) fn readme(api: &Api) -> SourceFile {
    let mut text = format!(
        "# {}\n\n{}\n\n## Quick start\n\n```rust\n",
        api.package.name,
        Line::joined(api.docs.lines(), "\n").as_str()
    );
    for line in example::quick_start(api) {
        text.push_str(line.as_str());
        text.push('\n');
    }
    text.push_str("```\n\n## Operations\n\n| method | request | |\n|---|---|---|\n");
    for group in &api.groups {
        for operation in &group.operations {
            text.push_str(&row(group, operation, &operation.name.rust, &operation.docs));
            for other in &operation.other_bodies {
                text.push_str(&row(group, operation, &other.method, &other.docs));
            }
        }
    }
    let webhooks = api.webhooks.webhooks.iter().map(|webhook| ("webhooks", webhook));
    let callbacks = api.webhooks.callbacks.iter().map(|callback| ("callbacks", callback));
    let rows: String = webhooks.chain(callbacks).map(received).collect();
    if !rows.is_empty() {
        text.push_str("\n## Webhooks and callbacks\n\n| name | read by | |\n|---|---|---|\n");
        text.push_str(&rows);
    }
    SourceFile {
        path: "README.md".to_owned(),
        content: Content::Text(text),
    }
}

fn received((module, webhook): (&str, &Webhook)) -> String {
    let summary = webhook.docs.summary().map_or("", Line::as_str).replace('|', "\\|");
    let name = webhook.name.wire.replace(['`', '|'], "'");
    format!("| `{name}` | `{module}::{}::parse` | {summary} |\n", webhook.name.rust)
}

fn row(group: &Group, operation: &Operation, method: &str, docs: &Docs) -> String {
    let accessor = group
        .handle
        .as_ref()
        .map_or(String::new(), |handle| format!("{}().", handle.accessor));
    let summary = docs.summary().map_or("", Line::as_str);
    let deprecated = if operation.deprecated.is_some() {
        " (deprecated)"
    } else {
        ""
    };
    let summary = summary.replace('|', "\\|");
    format!(
        "| `{accessor}{method}` | `{} {}` | {summary}{deprecated} |\n",
        operation.method, operation.path
    )
}
