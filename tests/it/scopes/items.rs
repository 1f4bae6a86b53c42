//! The names of emitted code, scope by scope: those that stand twice in one.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use clientwright::render::Files;
use syn::{Attribute, Fields, GenericArgument, ImplItem, Item, ItemImpl, PathArguments, Type, UseTree};

/// A scope, such as the types of a module or the methods of a type.
type ScopeName = String;

/// Reads the files of clients. Most of the runtime is the same in each, so it is read once.
#[derive(Default)]
pub(super) struct Reader {
    known: BTreeMap<String, Rc<Vec<Item>>>,
}

impl Reader {
    /// The names that stand twice in one scope of the crate, a line each.
    pub(super) fn duplicates(&mut self, files: &Files) -> Vec<String> {
        let mut found = Found::default();
        for (path, text) in files.0.iter().filter(|(path, _)| path.ends_with(".rs")) {
            let items = self.known.entry(text.clone()).or_insert_with(|| parsed(path, text));
            found.of_file(path, items);
        }
        found.clashes()
    }
}

fn parsed(path: &str, text: &str) -> Rc<Vec<Item>> {
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    Rc::new(parsed.items)
}

#[derive(Default)]
struct Found {
    names: BTreeMap<(ScopeName, String), usize>,
    /// The methods of every `impl<T> Name<T>`, by the name: they stand beside those of `impl Name<Marker>`.
    of_all: BTreeMap<String, BTreeSet<String>>,
    /// The methods of `impl Name<Marker>`, by the name.
    of_one: BTreeMap<String, BTreeSet<String>>,
}

impl Found {
    fn of_file(&mut self, path: &str, items: &[Item]) {
        let module = path.trim_start_matches("src/").trim_end_matches(".rs");
        let module = module.trim_end_matches("/mod");
        let imported: BTreeSet<String> = items
            .iter()
            .filter_map(|item| match item {
                Item::Use(import) => Some(leaves(&import.tree)),
                _ => None,
            })
            .flatten()
            .collect();
        for item in items.iter().filter(|item| !is_conditional(attributes(item))) {
            self.of_item(module, &imported, item);
        }
    }

    fn of_item(&mut self, module: &str, imported: &BTreeSet<String>, item: &Item) {
        match item {
            Item::Struct(item) => {
                self.name(&format!("types of {module}"), &item.ident);
                self.fields(&format!("fields of {module}::{}", item.ident), &item.fields);
            }
            Item::Enum(item) => {
                self.name(&format!("types of {module}"), &item.ident);
                for variant in &item.variants {
                    self.name(&format!("variants of {module}::{}", item.ident), &variant.ident);
                }
            }
            Item::Type(item) => self.name(&format!("types of {module}"), &item.ident),
            Item::Trait(item) => self.name(&format!("types of {module}"), &item.ident),
            Item::Mod(item) => self.name(&format!("types of {module}"), &item.ident),
            Item::Fn(item) => self.name(&format!("values of {module}"), &item.sig.ident),
            Item::Const(item) if item.ident != "_" => self.name(&format!("values of {module}"), &item.ident),
            Item::Use(import) => {
                for leaf in leaves(&import.tree) {
                    let is_type = leaf.starts_with(|letter: char| letter.is_uppercase());
                    let scope = if is_type { "types" } else { "imports" };
                    self.name(&format!("{scope} of {module}"), &leaf);
                }
            }
            Item::Impl(block) if block.trait_.is_none() => self.of_impl(module, imported, block),
            Item::Macro(call) => self.of_macro(module, &call.mac),
            _ => {}
        }
    }

    /// The macros for enums that keep unknown values define a second enum: `open_enum! { Name, NameKnown { … } }`.
    fn of_macro(&mut self, module: &str, call: &syn::Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string());
        if matches!(name.as_deref(), Some("open_enum" | "open_integer_enum")) {
            let tokens = call.tokens.to_string();
            let known = tokens.split([',', '{']).nth(1).unwrap_or_default().trim().to_owned();
            self.name(&format!("types of {module}"), &known);
        }
    }

    fn of_impl(&mut self, module: &str, imported: &BTreeSet<String>, block: &ItemImpl) {
        let Type::Path(path) = block.self_ty.as_ref() else {
            return;
        };
        let Some(last) = path.path.segments.last() else { return };
        let name = last.ident.to_string();
        let owner = if imported.contains(&name) || module.starts_with("runtime/") {
            name.clone()
        } else {
            format!("{module}::{name}")
        };
        let parameters: BTreeSet<String> = block
            .generics
            .type_params()
            .map(|parameter| parameter.ident.to_string())
            .collect();
        let argument = argument(&last.arguments);
        let is_of_all = argument.as_ref().is_some_and(|name| parameters.contains(name));
        let scope = match (&argument, is_of_all) {
            (Some(argument), false) => format!("methods of {owner}<{module}::{argument}>"),
            _ => format!("methods of {owner}"),
        };
        for item in &block.items {
            let (attributes, ident) = match item {
                ImplItem::Fn(method) => (&method.attrs, &method.sig.ident),
                ImplItem::Const(constant) => (&constant.attrs, &constant.ident),
                _ => continue,
            };
            if is_conditional(attributes) {
                continue;
            }
            self.name(&scope, ident);
            let of = match (&argument, is_of_all) {
                (Some(_), true) => &mut self.of_all,
                (Some(_), false) => &mut self.of_one,
                (None, _) => continue,
            };
            of.entry(owner.clone()).or_default().insert(ident.to_string());
        }
    }

    fn fields(&mut self, scope: &str, fields: &Fields) {
        for field in fields.iter().filter_map(|field| field.ident.as_ref()) {
            self.name(scope, field);
        }
    }

    fn name(&mut self, scope: &str, name: &impl ToString) {
        let name = name.to_string().trim_start_matches("r#").to_owned();
        *self.names.entry((scope.to_owned(), name)).or_default() += 1;
    }

    fn clashes(self) -> Vec<String> {
        let twice = self.names.iter().filter(|(_, count)| **count > 1);
        let twice = twice.map(|((scope, name), count)| format!("`{name}` stands {count} times among the {scope}"));
        let of_one = self.of_one.iter().flat_map(|(owner, methods)| {
            let of_all = self.of_all.get(owner).cloned().unwrap_or_default();
            let both: Vec<String> = methods.intersection(&of_all).cloned().collect();
            both.into_iter()
                .map(move |name| format!("`{name}` of one {owner} is a method of all of them"))
        });
        twice.chain(of_one).collect()
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Use(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        _ => &[],
    }
}

/// Of what is there under a condition only another one may have the name.
fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

fn leaves(tree: &UseTree) -> Vec<String> {
    match tree {
        UseTree::Path(path) => {
            let own = path.ident.to_string();
            let of_own = |leaf: String| if leaf == "self" { own.clone() } else { leaf };
            leaves(&path.tree).into_iter().map(of_own).collect()
        }
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        UseTree::Name(name) => vec![name.ident.to_string()],
        UseTree::Rename(rename) if rename.rename != "_" => vec![rename.rename.to_string()],
        _ => Vec::new(),
    }
}

/// The type that a generic one is of: the last segment of its first argument.
fn argument(arguments: &PathArguments) -> Option<String> {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(Type::Path(path)) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    })
}

#[test]
fn names_that_stand_twice_are_found() {
    let files = Files(
        [
            ("src/client.rs", "use crate::Client; impl Client { fn a() {} }"),
            ("src/api/x.rs", "use crate::{Client, Request}; impl Client { fn a() {} } impl Request<M> { fn send() {} } struct M { a: u8, r#a: u8 }"),
            ("src/runtime/request.rs", "impl<Op> Request<Op> { fn send() {} } struct P; enum P { V, V }"),
            ("src/types/mod.rs", "#[cfg(unix)] mod m; #[cfg(windows)] mod m; pub use a::P; type P = u8; fn P() {}"),
            ("src/types/e.rs", "open_enum! { E, EKnown { \"a\" => A, } } struct EKnown;"),
        ]
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect(),
    );
    assert_eq!(
        Reader::default().duplicates(&files),
        [
            "`a` stands 2 times among the fields of api/x::M",
            "`a` stands 2 times among the methods of Client",
            "`P` stands 2 times among the types of runtime/request",
            "`P` stands 2 times among the types of types",
            "`EKnown` stands 2 times among the types of types/e",
            "`V` stands 2 times among the variants of runtime/request::P",
            "`send` of one Request is a method of all of them",
        ]
    );
}
