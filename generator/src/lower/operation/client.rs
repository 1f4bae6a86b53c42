//! What the client itself knows: OpenAPI 3.1.1, "Server Object" and "Security Scheme Object".

use std::collections::BTreeSet;

use super::flows::on_client;
use super::flows::scheme_place;
use super::{flows, lookup, servers};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ClientFacts, Docs, Group, Name, SchemeKind, SecurityScheme};
use crate::names::{self, Case, Names, Scope, Wish};
use crate::pointer::Pointer;
use crate::prose::{self, line};
use crate::spec::{Credential, Document, KeyPlace, SecurityScheme as Raw};

/// Base URL and credentials.
pub(crate) fn facts(
    document: &Document,
    groups: &mut [Group],
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) -> ClientFacts {
    let servers = servers::all(document, groups, names);
    let asked: BTreeSet<&str> = groups
        .iter()
        .flat_map(|group| &group.operations)
        .flat_map(|operation| operation.security.iter().flatten())
        .map(String::as_str)
        .collect();
    let (base_url, relative_base_url) = match servers::base_url(document) {
        Some(url) if is_absolute(&url) => (Some(url), None),
        relative => (None, relative.filter(|url| !url.is_empty())),
    };
    ClientFacts {
        base_url,
        relative_base_url,
        servers,
        schemes: schemes(document, groups, &asked, names, diagnostics),
        expected: Vec::new(),
    }
}

/// A scheme with its key and the way that it is sent.
type Found<'d> = (&'d str, &'d Raw, SchemeKind);

fn schemes(
    document: &Document,
    groups: &[Group],
    asked: &BTreeSet<&str>,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) -> Vec<SecurityScheme> {
    let declared = document.components.security_schemes.iter();
    let mut found: Vec<Found<'_>> = Vec::new();
    for (key, scheme) in declared.filter(|(key, _)| asked.contains(key.as_str())) {
        let Some(located) = lookup::follow(document, &lookup::SECURITY_SCHEMES, scheme, place(key)) else {
            continue;
        };
        match kind(located.item) {
            Some(kind) => found.push((key, located.item, kind)),
            None if is_reported(located.item) => {}
            None => {
                let message = format!("the security scheme `{key}` is not supported");
                diagnostics.push(
                    Diagnostic::new(Code::UnsupportedSecurity, document.place(&located.place), message)
                        .why("operations that require it can't be called unless they accept another scheme"),
                );
            }
        }
    }
    report_clashes(document, groups, &found, diagnostics);
    let mut wishes: Vec<Wish> = found
        .iter()
        .map(|(key, _, _)| Wish::keyed(*key, method_text(key)))
        .collect();
    wishes.extend(found.iter().flat_map(|(key, scheme, _)| flows::wishes(key, scheme)));
    let scope = Scope::whole("credentials");
    let mut methods = names.distinct(scope, Case::Snake, &wishes, names::BUILDER_METHODS);
    let mut of_flows = methods.split_off(found.len()).into_iter();
    found
        .into_iter()
        .zip(methods)
        .map(|((key, scheme, kind), rust)| {
            let on_client = on_client(groups, format!("with_{rust}"));
            SecurityScheme {
                docs: scheme_docs(key, scheme, &kind),
                kind,
                client_credentials: flows::client_credentials(key, scheme, &mut of_flows),
                device: flows::device(key, scheme, &on_client, groups, &mut of_flows),
                on_client,
                name: Name {
                    rust,
                    wire: key.to_owned(),
                },
            }
        })
        .collect()
}

/// A request has one header `Authorization`, so it can't carry two credentials that both go there.
fn report_clashes(document: &Document, groups: &[Group], found: &[Found<'_>], diagnostics: &mut Diagnostics) {
    let is_there = |key: &&String| {
        let kind = found.iter().find(|(known, _, _)| known == key).map(|(_, _, kind)| kind);
        kind.is_some_and(|kind| match kind {
            SchemeKind::Basic | SchemeKind::Bearer => true,
            SchemeKind::Header(name) => name.eq_ignore_ascii_case("authorization"),
            SchemeKind::Query(_) | SchemeKind::Cookie(_) => false,
        })
    };
    let operations = groups.iter().flat_map(|group| &group.operations);
    let combinations = operations.flat_map(|operation| &operation.security);
    let clashes: BTreeSet<Vec<&String>> = combinations
        .map(|schemes| schemes.iter().filter(is_there).collect::<Vec<_>>())
        .filter(|schemes| schemes.len() > 1)
        .collect();
    for schemes in clashes {
        let keys: Vec<String> = schemes.iter().map(|key| format!("`{key}`")).collect();
        let message = format!(
            "{} are required together, but all use the header `Authorization`; only the last one is sent",
            keys.join(" and ")
        );
        let place = schemes.last().map(|key| place(key)).unwrap_or_default();
        diagnostics.push(Diagnostic::new(
            Code::UnsupportedSecurity,
            document.place(&place),
            message,
        ));
    }
}

fn place(key: &str) -> Pointer {
    Pointer::root().child("components").child("securitySchemes").child(key)
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Whether the dialect stage has said that the scheme is not supported.
fn is_reported(scheme: &Raw) -> bool {
    matches!(&scheme.credential, Credential::Http { scheme } if scheme == "unsupported")
}

/// `basic` → `basic_auth`; a key that says by itself that it is a credential stays as it is.
fn method_text(key: &str) -> String {
    let name = names::snake(key);
    let says_so = ["auth", "key", "token", "credentials", "oauth2", "jwt", "secret"]
        .iter()
        .any(|word| name.ends_with(word));
    if says_so { key.to_owned() } else { format!("{key} auth") }
}

fn kind(scheme: &Raw) -> Option<SchemeKind> {
    match &scheme.credential {
        Credential::ApiKey { place, name } => Some(match place {
            KeyPlace::Header => SchemeKind::Header(name.clone()),
            KeyPlace::Query => SchemeKind::Query(name.clone()),
            KeyPlace::Cookie => SchemeKind::Cookie(name.clone()),
        }),
        Credential::Http { scheme } if scheme.eq_ignore_ascii_case("basic") => Some(SchemeKind::Basic),
        Credential::Http { scheme } if scheme.eq_ignore_ascii_case("bearer") => Some(SchemeKind::Bearer),
        Credential::Http { .. } => None,
        Credential::OAuth2 { .. } | Credential::OpenIdConnect => Some(SchemeKind::Bearer),
    }
}

fn scheme_docs(key: &str, scheme: &Raw, kind: &SchemeKind) -> Docs {
    let what = match kind {
        SchemeKind::Basic => "HTTP basic (RFC 7617)".into(),
        SchemeKind::Bearer => "a bearer token (RFC 6750), or a [`TokenProvider`](crate::TokenProvider)".into(),
        SchemeKind::Header(name) => line!["the header ", prose::code(name)],
        SchemeKind::Query(name) => line!["the query parameter ", prose::code(name)],
        SchemeKind::Cookie(name) => line!["the cookie ", prose::code(name)],
    };
    let mut docs = Docs::of([line![
        "Sets the credentials of the security scheme ",
        prose::code(key),
        ": ",
        what,
        ".",
    ]]);
    docs.described(scheme.description.as_deref());
    docs.paragraph(["Sent only to operations that require this scheme."]);
    docs.paragraph([scheme_place(key)]);
    docs
}
