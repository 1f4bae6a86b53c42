//! What `api.txt` states, with what every item of a kind has beside.

use clientwright::surface::{Item, Key, Kind, Surface};

use super::Items;

/// All items that the surface states.
pub(super) fn items(surface: &Surface) -> Items {
    let mut items = Items::new();
    for (key, item) in &surface.items {
        add(surface, key, item, &mut items);
        let known = known_view(surface, &key.path);
        for member in key.kind.brings().members {
            let line = format!("{}::{}", key.path, member.replace("{known}", &known));
            for (key, item) in &Surface::parse(&line).unwrap().items {
                add(surface, key, item, &mut items);
            }
        }
        if key.kind == Kind::KnownView {
            let of = item.ty.as_deref().unwrap_or_default();
            let variants = surface
                .items
                .keys()
                .filter(|other| other.parent() == of && other.kind == Kind::Variant);
            for variant in variants {
                items.insert(format!("variant {}::{}", key.path, variant.name()), String::new());
            }
        }
    }
    items
}

/// The exhaustive view of an enum.
fn known_view(surface: &Surface, path: &str) -> String {
    let mut views = surface.items.iter().filter(|(key, _)| key.kind == Kind::KnownView);
    let view = views.find(|(_, item)| item.ty.as_deref() == Some(path));
    view.map(|(key, _)| key.path.clone()).unwrap_or_default()
}

fn add(surface: &Surface, key: &Key, item: &Item, items: &mut Items) {
    let path = &key.path;
    let ty = || last_names(item.ty.as_deref().unwrap_or_default());
    let arguments = |receiver: &str| {
        let own = item.arguments.iter();
        let own = own.map(|argument| format!("{}: {}", argument.name, last_names(&argument.ty)));
        let all: Vec<String> = Some(receiver.to_owned())
            .into_iter()
            .filter(|one| !one.is_empty())
            .chain(own)
            .collect();
        all.join(", ")
    };
    let (class, signature) = match key.kind {
        Kind::Field => ("field", ty()),
        Kind::Variant | Kind::CatchAll => ("variant", ty()),
        Kind::Constant => ("const", ty()),
        Kind::Alias => ("type", format!("= {}", ty())),
        Kind::Function => ("fn", format!("({}) -> {}", arguments(""), ty())),
        Kind::Method => ("fn", format!("({}) -> {}", arguments("self"), ty())),
        Kind::Setter => ("fn", format!("({}) -> Self", arguments("self"))),
        _ => ("type", traits(surface, key, item)),
    };
    items.insert(format!("{class} {path}"), signature);
    if key.kind == Kind::Operation {
        // rustdoc leaves out the trait with the type of items, which is private.
        for argument in item.arguments.iter().filter(|argument| argument.name != "Item") {
            // rustdoc writes what an alias stands for.
            let ty = last_names(unaliased(surface, key, &argument.ty));
            items.insert(format!("type {path}::{}", argument.name), ty);
        }
    }
}

/// The type of an operation, through an alias that stands with it.
fn unaliased<'s>(surface: &'s Surface, marker: &Key, ty: &'s str) -> &'s str {
    let alias = Key {
        path: format!("{}::{ty}", marker.parent()),
        kind: Kind::Alias,
    };
    let alias = surface.items.get(&alias);
    alias.and_then(|alias| alias.ty.as_deref()).unwrap_or(ty)
}

fn traits(surface: &Surface, key: &Key, item: &Item) -> String {
    let known = known_view(surface, &key.path);
    let brought = key.kind.brings().traits.iter();
    let brought = brought.map(|name| last_names(&name.replace("{known}", &known)));
    let own = item.traits.iter().map(|name| last_names(name));
    let mut all: Vec<String> = brought.chain(own).collect();
    all.sort();
    all.join(" + ")
}

/// The text with the last name of each path, and without lifetimes.
fn last_names(text: &str) -> String {
    let pattern = regex::Regex::new(r"(\w+::)+").unwrap();
    let text = pattern.replace_all(text, "");
    regex::Regex::new(r"<'\w+>")
        .unwrap()
        .replace_all(&text, "")
        .into_owned()
}
