//! The servers of the document, of paths and of operations: OpenAPI 3.1.1, "Server Object".

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{self, Docs, Group, Name, Server, ServerScope, ServerTemplate, ServerValues};
use crate::names::{self, Case, Names, Reserved, Scope, Wish};
use crate::prose::{self, Line, line};
use crate::spec::{self, Document, Server as Raw, ServerVariable as RawVariable};
use crate::template;

/// How many words of a description are a name.
const NAME_WORDS: usize = 4;

/// The first server: the client's base URL.
pub(crate) fn base_url(document: &Document) -> Option<String> {
    document.servers.first().map(defaulted)
}

/// The paths of the document's servers, where they have one.
pub(crate) fn base_paths(document: &Document) -> Vec<String> {
    let urls = document.servers.iter().map(defaulted);
    let paths = urls.filter_map(|url| {
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let path = rest.get(rest.find('/')?..)?.trim_end_matches('/');
        (!path.is_empty()).then(|| path.to_owned())
    });
    paths.collect()
}

/// The server of an operation that has one of its own, by its URL; the document's first server is not one of its own.
pub(crate) fn of_operation(document: &Document, operation: &spec::Operation) -> Option<String> {
    let first = document.servers.first();
    let own = operation.servers.first()?;
    first.is_none_or(|first| !is_same(first, own)).then(|| own.url.clone())
}

/// All servers that a caller may choose from, and the operations' servers by their names; none where there is no choice.
pub(crate) fn all(document: &Document, groups: &mut [Group], names: &mut Names) -> Vec<Server> {
    let found = found(document);
    let has_choice = found.len() > 1 || found.iter().any(|(server, _)| has_variables(server));
    if !has_choice && found.iter().all(|(_, scope)| *scope == ServerScope::Choice) {
        return Vec::new();
    }
    let texts = name_texts(&found);
    let keys: Vec<String> = found.iter().map(|(server, scope)| key(server, *scope)).collect();
    let wishes: Vec<Wish> = keys
        .iter()
        .zip(&texts)
        .map(|(key, text)| Wish::keyed(key, text))
        .collect();
    let constants = names.distinct(Scope::of(SERVERS, "constants"), Case::Snake, &wishes, Reserved::NONE);
    let own = found.iter().zip(&constants);
    let own = own.filter(|((_, scope), _)| *scope == ServerScope::Own).rev();
    let own: BTreeMap<&str, &String> = own.map(|((server, _), name)| (server.url.as_str(), name)).collect();
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let name = operation.server.as_ref().and_then(|url| own.get(url.as_str()));
        operation.server = name.map(|name| name.to_uppercase());
    }
    let mut type_wishes = wishes;
    for (((server, _), text), key) in found.iter().zip(&texts).zip(&keys) {
        let variables = server.variables.iter();
        type_wishes.extend(variables.map(|(name, _)| Wish::keyed(format!("{key} {name}"), format!("{text} {name}"))));
    }
    let types = names.distinct(Scope::of(SERVERS, "types"), Case::Pascal, &type_wishes, names::TYPES);
    let mut types = types.into_iter();
    let structs: Vec<String> = types.by_ref().take(found.len()).collect();
    found
        .into_iter()
        .zip(constants)
        .zip(structs)
        .map(|(((server, scope), constant), name)| Server {
            constant: constant.to_uppercase(),
            docs: docs(server),
            url: defaulted(server),
            template: template(server, name, &mut types, names),
            scope,
        })
        .collect()
}

/// The table of the names of servers, in the lock.
const SERVERS: &str = "servers";

/// What a server is known by in the lock.
fn key(server: &Raw, scope: ServerScope) -> String {
    // The names of its variables follow: each of many may have the whole address before it.
    let url = names::shortened(server.url.trim_end_matches('/'));
    match scope {
        ServerScope::Choice => url.into_owned(),
        ServerScope::Own => format!("{url} own"),
    }
}

/// The document's servers, then those of operations, each once: the first of an operation is where it is sent, the others
/// are there to be chosen.
fn found(document: &Document) -> Vec<(&Raw, ServerScope)> {
    let mut found: Vec<(&Raw, ServerScope)> = Vec::new();
    let mut known = BTreeSet::new();
    let mut add = |server, scope| {
        if known.insert((address(server), scope == ServerScope::Own)) {
            found.push((server, scope));
        }
    };
    for server in &document.servers {
        add(server, ServerScope::Choice);
    }
    let operations = document.paths.values().flat_map(|item| &item.operations);
    for (_, operation) in operations {
        let is_own = of_operation(document, operation).is_some();
        let mut listed = operation.servers.iter();
        listed
            .by_ref()
            .take(1)
            .filter(|_| is_own)
            .for_each(|server| add(server, ServerScope::Own));
        listed.for_each(|server| add(server, ServerScope::Choice));
    }
    found
}

fn is_same(one: &Raw, other: &Raw) -> bool {
    address(one) == address(other)
}

fn address(server: &Raw) -> &str {
    server.url.trim_end_matches('/')
}

fn has_variables(server: &Raw) -> bool {
    !server.variables.is_empty()
}

/// The URL with its variables at their defaults.
fn defaulted(server: &Raw) -> String {
    let default = |name: &str| Some(server.variables.get(name)?.default.clone());
    template::filled(&server.url, default).trim_end_matches('/').to_owned()
}

/// The texts that the servers are named from: each says more of itself as long as another is called the same.
fn name_texts(found: &[(&Raw, ServerScope)]) -> Vec<String> {
    let mut texts: Vec<String> = found.iter().map(|(server, _)| by_description(server)).collect();
    let further: [fn(&Raw, ServerScope) -> String; 3] = [
        |server, _| by_address(server),
        |server, _| words(&server.url),
        |server, scope| format!("{} {scope:?}", words(&server.url)),
    ];
    for text_of in further {
        let names: Vec<String> = texts.iter().map(|text| names::snake(text)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &names {
            *counts.entry(name).or_default() += 1;
        }
        for (((server, scope), text), name) in found.iter().zip(&mut texts).zip(&names) {
            if counts.get(name.as_str()).is_some_and(|count| *count > 1) {
                *text = text_of(server, *scope);
            }
        }
    }
    texts
}

/// A short description is a name.
fn by_description(server: &Raw) -> String {
    let description = server.description.as_deref().unwrap_or_default().trim();
    let has_letters = description.chars().any(char::is_alphanumeric);
    match has_letters && description.split_whitespace().count() <= NAME_WORDS {
        true => description.trim_end_matches('.').to_owned(),
        false => by_address(server),
    }
}

/// The URL without its scheme.
fn by_address(server: &Raw) -> String {
    words(server.url.rsplit("://").next().unwrap_or_default())
}

fn words(url: &str) -> String {
    let words = url.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    match words.is_empty() {
        true => "root".to_owned(),
        false => names::shortened(&words.join(" ")).into_owned(),
    }
}

fn docs(server: &Raw) -> Docs {
    let mut docs = Docs::default();
    docs.described(server.description.as_deref());
    docs.paragraph([prose::code(&server.url)]);
    docs
}

fn template(
    server: &Raw,
    name: String,
    types: &mut impl Iterator<Item = String>,
    names: &mut Names,
) -> Option<ServerTemplate> {
    if !has_variables(server) {
        return None;
    }
    let declared = server.variables.iter();
    let wishes: Vec<Wish> = declared.clone().map(|(key, _)| Wish::new(key)).collect();
    let scope = Scope::of("server_variables", &server.url);
    let setters = names.distinct(scope, Case::Snake, &wishes, names::SERVER_METHODS);
    let variables = declared
        .zip(setters)
        .zip(types)
        .map(|(((wire, variable), rust), enum_name)| {
            let mut docs = Docs::default();
            docs.described(variable.description.as_deref());
            docs.paragraph([default_docs(variable)]);
            ir::ServerVariable {
                name: Name {
                    rust,
                    wire: wire.clone(),
                },
                docs,
                values: values(variable, enum_name, server, wire, &mut *names),
            }
        });
    Some(ServerTemplate {
        name,
        url: server.url.trim_end_matches('/').to_owned(),
        variables: variables.collect(),
    })
}

fn default_docs(variable: &RawVariable) -> Line {
    line!["Default: ", prose::code(&variable.default), "."]
}

fn values(variable: &RawVariable, name: String, server: &Raw, wire: &str, names: &mut Names) -> ServerValues {
    if variable.values.is_empty() {
        return ServerValues::Any(variable.default.clone());
    }
    let key = format!("{} {wire}", names::shortened(&server.url));
    let wishes: Vec<Wish> = variable.values.iter().map(|value| Wish::new(value)).collect();
    let variants = names.distinct(Scope::of("server_values", &key), Case::Pascal, &wishes, Reserved::NONE);
    let members: Vec<Name> = variable
        .values
        .iter()
        .zip(variants)
        .map(|(wire, rust)| Name {
            rust,
            wire: wire.clone(),
        })
        .collect();
    let default = members.iter().find(|member| member.wire == variable.default);
    match default.map(|member| member.rust.clone()) {
        Some(default) => ServerValues::Listed { name, members, default },
        None => ServerValues::Any(variable.default.clone()),
    }
}
