//! The documentation of the crate, and its README.

use super::example;
use crate::ir::{
    Api, ClientFacts, Coverage, Docs, Group, Handle, Operation, OperationDocs, Package, Registries, SchemeKind, Webhook,
};
use crate::prose::{self, Cell, Line, Page, line};

/// How many operations are listed one by one; of a larger API, the handles are.
const MOST: usize = 150;

/// The documentation of the crate; `parts` are lines on what not every crate has.
pub(crate) fn library(api: &Api, parts: impl IntoIterator<Item = Line>) -> Docs {
    let mut docs = api.docs.clone();
    docs.paragraph(covered(api));
    docs.paragraph(["# Quick start"]);
    docs.paragraph([
        "```no_run",
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {",
    ]);
    docs.extend(example::quick_start(api));
    docs.extend(["# Ok(())", "# }", "```"]);
    docs.paragraph([
        "Each operation is a method that takes the required inputs and returns a [`Request`]. Set optional inputs on it, then",
        "`.await` it for the value, or call [`send_with_meta`](Request::send_with_meta) for the status code and headers as well.",
    ]);
    docs.paragraph(["# Authentication"]);
    docs.paragraph(credentials(&api.client, prose::item));
    docs.paragraph(["# Errors"]);
    docs.paragraph([
        "A call fails with a [`CallError`], which distinguishes error responses, connection failures, timeouts and responses",
        "that don't match the schema. An error response is a [`CallError::Api`], with the documented errors of the operation",
        "as an enum. `?` converts it into [`Error`], the type for signatures. Both have the server's `message()`, `status()`",
        "and `is_timeout()`.",
    ]);
    docs.paragraph(["# Overview"]);
    docs.paragraph([
        "* [`Client`] has a method for each tag; [`mod@api`] has the operations, [`types`] the types of their bodies.",
        "* [`ClientBuilder`] configures credentials, servers, timeouts, retries, hooks and the [`transport`].",
    ]);
    docs.extend(parts);
    docs.paragraph(["# Features"]);
    docs.paragraph(FEATURES.iter().map(|(name, text)| line!["* `", *name, "`: ", *text]));
    let listed = listed_operations(api);
    docs.paragraph(listed.as_ref().map(|_| "# Operations"));
    docs.paragraph(listed.unwrap_or_default());
    docs
}

/// `README.md`: how to depend on the crate, a quick start and the operations.
pub(crate) fn readme(api: &Api) -> Page {
    let mut page = Page::titled(&api.package.name);
    page.docs(&api.docs);
    let covered = covered(api);
    if covered.is_some() {
        page.docs(&Docs::of(covered));
    }
    page.section("Install");
    let lines = vec![
        "[dependencies]".into(),
        dependency(&api.package),
        "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }".into(),
    ];
    page.code("toml", lines);
    page.docs(&Docs::of([public_crates(api, code)]));
    page.section("Quick start");
    page.code("rust", example::quick_start(api));
    page.section("Authentication");
    page.docs(&Docs::of(credentials(&api.client, code)));
    page.section("Errors");
    page.docs(&Docs::of([
        "A call fails with `CallError<E>`, where `E` is the error enum of the operation; `?` converts it into `Error`, the type for",
        "signatures. Both have the server's `message()`, `status()`, `is_connect()`, `is_timeout()` and `retry_after()`.",
    ]));
    page.section("Features");
    page.docs(&Docs::of(
        FEATURES.iter().map(|(name, text)| line!["* `", *name, "`: ", *text]),
    ));
    if let Some(table) = operations(api, handle_cell) {
        page.section("Operations");
        page.docs(&Docs::of(table));
    }
    let webhooks = api.webhooks.webhooks.iter().map(|webhook| ("webhooks", webhook));
    let callbacks = api.webhooks.callbacks.iter().map(|callback| ("callbacks", callback));
    let received: Vec<[Cell; 3]> = webhooks.chain(callbacks).map(received).collect();
    if !received.is_empty() {
        page.section("Webhooks and callbacks");
        page.docs(&Docs::of(prose::table(["name", "parsed by", "description"], received)));
    }
    page
}

/// The crates that callers need no line in their `Cargo.toml` for; `named` writes an item of the crate.
pub(crate) fn public_crates(api: &Api, named: fn(&str) -> Line) -> Line {
    let crates: Vec<Line> = api.public_crates().iter().map(|name| named(name)).collect();
    let are = if crates.len() == 1 { " is" } else { " are" };
    line![
        super::enumerated(crates, " and "),
        are,
        " re-exported, since signatures name types of theirs."
    ]
}

/// How much of the API the crate has, where that isn't all.
fn covered(api: &Api) -> Option<Line> {
    let Coverage {
        operations, webhooks, ..
    } = api.coverage?;
    let of_webhooks = match webhooks.all {
        0 => Line::default(),
        all => line![" and ", webhooks.taken, " of its ", all, " webhooks"],
    };
    Some(line![
        "This crate has ",
        operations.taken,
        " of the ",
        operations.all,
        " operations of the API",
        of_webhooks,
        "."
    ])
}

/// How a user depends on the crate: by where it is published, or by its folder.
fn dependency(package: &Package) -> Line {
    let (name, version) = (prose::package(&package.name), prose::package(&package.version));
    match &package.publication.registries {
        Registries::None => line![&name, " = { path = \"path/to/", &name, "\" }"],
        Registries::Any => line![name, " = \"", version, "\""],
        Registries::Only(registry) => {
            let registry = prose::package(registry);
            line![
                name,
                " = { version = \"",
                version,
                "\", registry = \"",
                registry,
                "\" }"
            ]
        }
    }
}

const FEATURES: &[(&str, &str)] = &[
    ("http2", "HTTP/2, where the server offers it (default)."),
    (
        "rustls",
        "TLS with rustls and the platform's certificate verifier (default).",
    ),
    ("native-tls", "TLS with the platform's native library."),
    (
        "brotli`, `deflate`, `gzip",
        "compressed responses, which are asked for and decompressed.",
    ),
    ("serde", "`Serialize` and `Deserialize` for all types (default)."),
    ("blocking", "`send_blocking()` on requests, for code without async."),
    (
        "tracing",
        "a span for every call, following the OpenTelemetry semantic conventions.",
    ),
    (
        "mock",
        "for tests: `transport::Mock`, and structs that can be written as literals.",
    ),
];

/// What callers do for credentials; `named` writes an item of the crate.
fn credentials(client: &ClientFacts, named: fn(&str) -> Line) -> Vec<Line> {
    if client.schemes.is_empty() {
        let ways = [named("ClientBuilder::header"), named("Request::with_header")];
        let [all, one] = ways;
        return vec![
            "The API description declares no security scheme. If the API expects credentials, send their header with all".into(),
            line!["requests (", all, ") or with one (", one, ")."],
        ];
    }
    let mut lines = vec![
        "Set the credentials of the schemes that you use. They are sent only to operations that require them:".into(),
        Line::default(),
    ];
    for scheme in &client.schemes {
        let method = |name: &str| named(&format!("ClientBuilder::{name}"));
        let what = match &scheme.kind {
            SchemeKind::Basic => "a user name and a password (HTTP basic).".into(),
            SchemeKind::Bearer => "a bearer token.".into(),
            SchemeKind::Header(name) => line!["an API key, for the header ", prose::code(name), "."],
            SchemeKind::Query(name) => line!["an API key, for the query parameter ", prose::code(name), "."],
            SchemeKind::Cookie(name) => line!["an API key, for the cookie ", prose::code(name), "."],
        };
        // A colon behind the link would make it the definition of one, where a single word stands before the end of the line.
        lines.push(line!["* ", method(&scheme.name.rust), " takes ", what]);
        lines.extend(scheme.client_credentials.as_ref().map(|flow| {
            let text = " fetches access tokens and renews them (OAuth 2 client credentials).";
            line!["* ", method(&flow.method), text]
        }));
        lines.extend(scheme.device.as_ref().map(|flow| {
            let text = " lets a user log in on another device (OAuth 2 device authorization).";
            line!["* ", named(&format!("Client::{}", flow.method)), text]
        }));
    }
    lines
}

/// An item of the crate, where a link leads nowhere.
fn code(name: &str) -> Line {
    line!["`", prose::path(name), "`"]
}

/// A list of the operations, or a table of the handles of many; `None` where there are none. Rustdoc breaks no cell of a table
/// that has long names in it.
fn listed_operations(api: &Api) -> Option<Vec<Line>> {
    if api.operations().count() > MOST {
        return operations(api, linked_handle);
    }
    let lines = api.groups.iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.flat_map(move |operation| {
            let about = about(operation);
            operation
                .methods()
                .map(move |name| line!["* ", linked_method(group, name), ": ", &about])
        })
    });
    Some(lines.collect()).filter(|lines: &Vec<Line>| !lines.is_empty())
}

/// The table of the operations, or of the handles of many; `None` where there are none.
fn operations(api: &Api, handle: fn(&Handle) -> Cell) -> Option<Vec<Line>> {
    let count = api.operations().count();
    if count == 0 {
        return None;
    }
    if count > MOST {
        let rows = api
            .groups
            .iter()
            .filter(|group| !group.operations.is_empty())
            .filter_map(|group| group.handle.as_ref().map(|own| (group, own)));
        let rows = rows.map(|(group, own)| {
            let count = line![group.operations.len()];
            [handle(own), Cell::from(&count), first_sentence([&own.docs])]
        });
        return Some(prose::table(["handle", "operations", "description"], rows.collect()));
    }
    let mut rows = Vec::new();
    for group in &api.groups {
        for operation in &group.operations {
            let about = Cell::from(&about(operation));
            let methods = operation.methods();
            rows.extend(methods.map(|name| [Cell::from(&called(group, name)), about.clone()]));
        }
    }
    Some(prose::table(["method", "operation"], rows))
}

/// What an operation does, and its route.
fn about(operation: &Operation) -> Line {
    let deprecated = match operation.deprecated {
        Some(_) => "Deprecated. ",
        None => "",
    };
    let OperationDocs {
        summary, description, ..
    } = &operation.docs;
    let route = prose::name(&format!("{} {}", operation.method, operation.path));
    let sentence = [summary, description].into_iter().find_map(Docs::first_sentence);
    let sentence = sentence.map(|sentence| line![sentence.ended(), " "]);
    line![deprecated, sentence.unwrap_or_default(), route]
}

/// The first sentence that there is.
fn first_sentence<'d>(docs: impl IntoIterator<Item = &'d Docs>) -> Cell {
    let sentence = docs.into_iter().find_map(Docs::first_sentence);
    sentence.as_ref().map(Cell::from).unwrap_or_default()
}

/// A call as callers write it: `pets().list()`.
fn called(group: &Group, method: &str) -> Line {
    let method = prose::path(method);
    match &group.handle {
        Some(handle) => line!["`", prose::path(&handle.accessor), "().", method, "()`"],
        None => line!["`", method, "()`"],
    }
}

fn linked_method(group: &Group, method: &str) -> Line {
    let target = match &group.handle {
        Some(handle) => format!("api::{}::{}::{method}", group.module, handle.name.rust),
        None => format!("Client::{method}"),
    };
    line!["[", called(group, method), "](", prose::path(&target), ")"]
}

fn handle_cell(handle: &Handle) -> Cell {
    Cell::from(&line!["`", prose::path(&handle.accessor), "()`"])
}

fn linked_handle(handle: &Handle) -> Cell {
    let accessor = prose::path(&handle.accessor);
    Cell::from(&line!["[`", &accessor, "()`](Client::", &accessor, ")"])
}

fn received((module, webhook): (&'static str, &Webhook)) -> [Cell; 3] {
    let parse = format!("{module}::{}::parse", webhook.name.rust);
    [
        Cell::code(&webhook.name.wire),
        Cell::code(&parse),
        first_sentence([&webhook.docs]),
    ]
}
