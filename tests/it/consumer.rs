//! A program that names every public item of a client, as the code of users may: a function an item, each on one line.

use std::collections::BTreeMap;

use clientwright::surface::{Item, Key, Kind, NO_ERRORS, Surface};

/// A function that uses an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The item.
    pub key: Key,
    /// Its parameters and its body, on one line.
    code: String,
}

impl Use {
    /// Whether it is of an item, of something in that, or names it.
    pub fn names(&self, path: &str) -> bool {
        let is_in_path = |letter: char| letter.is_alphanumeric() || letter == '_';
        self.key.path == path
            || self.code.match_indices(path).any(|(at, _)| {
                let before = self.code.get(..at).and_then(|text| text.chars().next_back());
                let behind = self.code.get(at + path.len()..).and_then(|text| text.chars().next());
                !before.is_some_and(|letter| is_in_path(letter) || letter == ':') && !behind.is_some_and(is_in_path)
            })
    }
}

/// What uses all items of a client.
pub fn uses(surface: &Surface) -> Vec<Use> {
    let views = surface.items.iter().filter(|(key, _)| key.kind == Kind::KnownView);
    let client = Client {
        surface,
        views: views
            .filter_map(|(key, item)| Some((item.ty.as_deref()?, key.path.as_str())))
            .collect(),
    };
    let all = surface.items.iter().map(|(key, item)| Use {
        key: key.clone(),
        code: code(&client, key, item),
    });
    all.collect()
}

/// A client, and the exhaustive views of its enums.
struct Client<'s> {
    surface: &'s Surface,
    views: BTreeMap<&'s str, &'s str>,
}

impl Client<'_> {
    fn has(&self, path: &str, kind: Kind) -> bool {
        let path = path.to_owned();
        self.surface.items.contains_key(&Key { path, kind })
    }
}

/// The program; what is in `left_out` is an empty line. The first use stands on line [`FIRST`].
pub fn program(uses: &[Use], left_out: &dyn Fn(usize) -> bool) -> String {
    let lines = uses.iter().enumerate().map(|(index, one)| match left_out(index) {
        true => "\n".to_owned(),
        false => format!("fn use_{index}{}\n", one.code),
    });
    format!("{HEAD}{}", lines.collect::<String>())
}

/// The line of the first use, from one.
pub const FIRST: usize = 6;

const HEAD: &str = "#![allow(warnings, clippy::all)]
use client::*;
use std::collections::BTreeMap;
fn given<T>() -> T { unimplemented!() }
trait Same<T> {} impl<T> Same<T> for T {} fn same<A: Same<B>, B>() {}
";

fn code(client: &Client<'_>, key: &Key, item: &Item) -> String {
    let (path, parent, name) = (&key.path, key.parent(), key.name());
    let ty = item.ty.as_deref().unwrap_or("()");
    match key.kind {
        Kind::Field => format!("(x: {parent}) -> {ty} {{ x.{name} }}"),
        Kind::Setter => setter(client, key, item),
        Kind::Function => function(key, item),
        Kind::Method => {
            let ty = if ty == "Self" { parent } else { ty };
            format!("(x: &{parent}) {{ let y: {ty} = x.{name}({}); }}", arguments(item))
        }
        Kind::Variant | Kind::CatchAll => variant(client, key, item),
        Kind::Constant => format!("() -> {} {{ {path} }}", ty.replace('&', "&'static ")),
        Kind::Alias if ty == NO_ERRORS => format!("(x: &{path}) {{}}"),
        Kind::Alias => format!("(x: {path}) -> {ty} {{ x }}"),
        Kind::Newtype => format!("(x: {path}) -> {ty} {{ x.0 }}"),
        Kind::ConstantType => format!("() {{ let x: {path} = {path}; {} }}", traits(client, key, item)),
        Kind::Operation => operation(client, key, item),
        Kind::KnownView => format!("(x: {path}) {{ let y = {ty}::from(x); {} }}", traits(client, key, item)),
        Kind::Handle => format!("(x: {path}<'_>) {{}}"),
        Kind::Headers | Kind::Webhook => format!("(x: &{path}) {{}}"),
        Kind::Server => format!("() -> {path} {{ {path}::new() }}"),
        _ => format!("(x: &{path}) {{ {} }}", traits(client, key, item)),
    }
}

/// What the type of an item implements.
fn traits(client: &Client<'_>, key: &Key, item: &Item) -> String {
    let brought = key.kind.brings().traits.iter().map(|name| (*name).to_owned());
    let bounds = brought.chain(item.traits.iter().cloned());
    let view = client.views.get(key.path.as_str()).copied().unwrap_or("()");
    let bounds = bounds.map(|name| bound(&name.replace("{known}", view)));
    let bounds: Vec<String> = bounds.collect();
    format!("fn has<T: {}>() {{}} has::<{}>();", bounds.join(" + "), key.path)
}

fn bound(name: &str) -> String {
    match name {
        "Debug" | "Display" => format!("std::fmt::{name}"),
        "Hash" => "std::hash::Hash".to_owned(),
        "FromStr" => "std::str::FromStr".to_owned(),
        "Serialize" => "serde::Serialize".to_owned(),
        "Deserialize" => "serde::de::DeserializeOwned".to_owned(),
        borrowed if borrowed.contains("<&") => format!("for<'a> {}", borrowed.replace('&', "&'a ")),
        other => other.to_owned(),
    }
}

/// The types of an operation, by their whole paths.
fn operation(client: &Client<'_>, key: &Key, item: &Item) -> String {
    let types = item.arguments.iter().filter(|argument| argument.name != "Item");
    let types = types.map(|argument| {
        let beside = format!("{}::{}", key.parent(), argument.ty);
        let kinds = [Kind::Responses, Kind::Errors, Kind::Alias];
        let is_beside = kinds.iter().any(|kind| client.has(&beside, *kind));
        let ty = if is_beside { &beside } else { &argument.ty };
        format!("same::<<{} as Operation>::{}, {ty}>();", key.path, argument.name)
    });
    format!("() {{ {} }}", types.collect::<Vec<_>>().join(" "))
}

fn setter(client: &Client<'_>, key: &Key, item: &Item) -> String {
    let parent = key.parent();
    let is_of_request = client.has(parent, Kind::Operation);
    let owner = match is_of_request {
        true => format!("Request<{parent}>"),
        false => parent.to_owned(),
    };
    format!("(x: {owner}) -> {owner} {{ x.{}({}) }}", key.name(), arguments(item))
}

fn function(key: &Key, item: &Item) -> String {
    let call = format!("{}({})", key.path, arguments(item));
    match item.ty.as_deref().unwrap_or("()") {
        "Self" => format!("() -> {} {{ {call} }}", key.parent()),
        ty => match ty
            .strip_prefix("Result<")
            .and_then(|rest| rest.strip_suffix(", WebhookError>"))
        {
            Some(payload) => format!("() {{ if let Ok(x) = {call} {{ let y: {payload} = x; }} }}"),
            None => format!("() {{ let x: {ty} = {call}; }}"),
        },
    }
}

fn variant(client: &Client<'_>, key: &Key, item: &Item) -> String {
    let (path, parent) = (&key.path, key.parent());
    let matched = |pattern: &str| format!("match x {{ {pattern} => {{}} _ => {{}} }}");
    let Some(ty) = &item.ty else {
        let view = client.views.get(parent);
        let view = view.map(|view| format!(" match given() {{ {view}::{} => {{}} _ => {{}} }}", key.name()));
        return format!("() {{ let x = {path}; {}{} }}", matched(path), view.unwrap_or_default());
    };
    if key.kind == Kind::CatchAll || ty == "UnknownValue" {
        return format!("(x: {parent}) {{ {} }}", matched(&format!("{path}(_)")));
    }
    format!(
        "() {{ let x = {path}(given::<{ty}>()); {} }}",
        matched(&format!("{path}(_)"))
    )
}

/// What a caller passes, whatever the values are.
fn arguments(item: &Item) -> String {
    let all = item.arguments.iter().map(|argument| passed(&argument.ty));
    all.collect::<Vec<_>>().join(", ")
}

fn passed(ty: &str) -> String {
    let between = |start: &str, end: &str| ty.strip_prefix(start)?.strip_suffix(end);
    if ty == "impl IntoIterator<Item: AsRef<str>>" {
        return "given::<Vec<String>>()".to_owned();
    }
    let items = between("impl IntoIterator<Item = ", ">")
        .or_else(|| between("impl IntoIterator<Item: Into<", ">>"))
        .or_else(|| between("impl IntoIterator<Item: Borrow<", ">>"));
    if let Some(items) = items {
        return format!("given::<Vec<{items}>>()");
    }
    match (between("impl Into<", ">"), ty) {
        (Some(inner), _) => format!("given::<{inner}>()"),
        (None, "&HeaderMap") => "given()".to_owned(),
        (None, ty) => format!("given::<{ty}>()"),
    }
}
