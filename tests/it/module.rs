//! A client as a module: the same items as the crate, and nothing that only a crate has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright::render::Files;
use clientwright::render::module::{Features, module};
use clientwright_tests::{configuration, generate_by, root};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{ImplItem, Item, Visibility};

/// A document that uses what the standard offers, and plain ones.
const DOCUMENTS: &[&str] = &[
    "tests/everything/spec/openapi.yaml",
    "examples/build-script/pets/openapi.yaml",
    "examples/build-script/weather/openapi.yaml",
];

/// The client for a document with these features.
fn client(path: &Path, features: &[&str]) -> (Files, String) {
    let config = configuration(path, "case").unwrap();
    let generated = generate_by(config, path, "openapi.yaml");
    let files = generated.files.unwrap_or_else(|| panic!("{}", path.display()));
    let features: Vec<String> = features.iter().map(|name| (*name).to_owned()).collect();
    let features = Features::of(&files, &features, !features.is_empty()).unwrap();
    let text = module(&files, &features);
    (files, text)
}

#[test]
fn nothing_in_a_module_belongs_to_a_crate() {
    let everything = root().join("tests/everything/spec/openapi.yaml");
    for features in [&[][..], &["blocking", "tracing"]] {
        let (_, text) = client(&everything, features);
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{error}"));
        assert!(file.attrs.is_empty(), "`include!` allows no attributes of a file");
        assert!(
            !names_crate(file.to_token_stream()),
            "a path from the root of the crate with {features:?}"
        );
        for of_a_crate in ["feature =", "#[path", "$crate"] {
            assert!(!text.contains(of_a_crate), "`{of_a_crate}` with {features:?}");
        }
        assert_eq!(text.contains("fn send_blocking"), !features.is_empty());
        for line in text.lines().filter(|line| line.trim_start().starts_with("//")) {
            assert!(!line.contains("crate::") && !line.contains("```no_run"), "{line}");
        }
    }
}

/// Whether `crate` is somewhere. A macro, whose place is not known, leaves what is visible in the whole crate so.
fn names_crate(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => group.stream().to_string() != "crate" && names_crate(group.stream()),
        TokenTree::Ident(word) => word == "crate",
        _ => false,
    })
}

#[test]
fn a_module_has_the_public_items_of_the_crate() {
    for path in DOCUMENTS.iter().map(|path| root().join(path)) {
        let (files, text) = client(&path, &["blocking", "tracing"]);
        let of_crate = surface_of_crate(&files);
        let mut of_module = BTreeMap::new();
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        gather(&file.items, "", &mut of_module);
        of_module.retain(|module, _| !module.starts_with("::runtime"));
        assert!(
            of_crate.values().map(BTreeSet::len).sum::<usize>() > 8,
            "{}",
            path.display()
        );
        let lines = |surface: &Surface| -> BTreeSet<String> {
            let items = surface
                .iter()
                .flat_map(|(module, items)| items.iter().map(move |item| format!("{module} {item}")));
            items.collect()
        };
        let (of_module, of_crate) = (lines(&of_module), lines(&of_crate));
        let differences: Vec<_> = of_module.symmetric_difference(&of_crate).collect();
        assert!(differences.is_empty(), "{}: {differences:#?}", path.display());
    }
}

/// The public items of each module, as text. The runtime, which no one names, is hand-written and has them under conditions.
type Surface = BTreeMap<String, BTreeSet<String>>;

fn surface_of_crate(files: &Files) -> Surface {
    let mut surface = Surface::new();
    let is_own = |path: &str| path.ends_with(".rs") && !path.starts_with("src/runtime/");
    for (path, text) in files.0.iter().filter(|(path, _)| is_own(path)) {
        let module = path.trim_start_matches("src/").trim_end_matches(".rs");
        let module = module.trim_end_matches("/mod").replace('/', "::");
        let module = if module == "lib" {
            String::new()
        } else {
            format!("::{module}")
        };
        // In a module, that is decided.
        let text = text.replace(r#"cfg_attr(not(feature = "mock"), non_exhaustive)"#, "non_exhaustive");
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        gather(&file.items, &module, &mut surface);
    }
    surface
}

fn gather(items: &[Item], module: &str, surface: &mut Surface) {
    for item in items {
        let found = surface.entry(module.to_owned()).or_default();
        match item {
            Item::Mod(inside) => {
                if is_public(&inside.vis) {
                    found.insert(format!("mod {}", inside.ident));
                }
                if let Some((_, items)) = &inside.content {
                    gather(items, &format!("{module}::{}", inside.ident), surface);
                }
            }
            Item::Impl(block) => {
                let of = plain(block.self_ty.to_token_stream());
                let of = match &block.trait_ {
                    Some((path, _)) => format!("{} for {of}", plain(path.to_token_stream())),
                    None => of,
                };
                found.insert(format!("impl {of}"));
                for item in &block.items {
                    if let ImplItem::Fn(method) = item
                        && is_public(&method.vis)
                    {
                        found.insert(format!("{of} {}", plain(method.sig.to_token_stream())));
                    }
                }
            }
            Item::Fn(function) if is_public(&function.vis) => _ = found.insert(plain(function.sig.to_token_stream())),
            Item::Struct(item) if is_public(&item.vis) => _ = found.insert(plain(item.to_token_stream())),
            Item::Enum(item) if is_public(&item.vis) => _ = found.insert(plain(item.to_token_stream())),
            Item::Trait(item) if is_public(&item.vis) => _ = found.insert(plain(item.to_token_stream())),
            Item::Type(item) if is_public(&item.vis) => _ = found.insert(plain(item.to_token_stream())),
            Item::Const(item) if is_public(&item.vis) => _ = found.insert(plain(item.to_token_stream())),
            Item::Use(item) if is_public(&item.vis) => _ = found.insert(plain(item.tree.to_token_stream())),
            Item::Macro(call) if call.ident.is_none() => _ = found.insert(plain(call.to_token_stream())),
            _ => {}
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// What a reader of the code sees: no documentation, whose links differ, no conditions, no way to the root, and nothing
/// about the visibility inside of a crate.
fn plain(tokens: TokenStream) -> String {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut text = String::new();
    let mut rest = tokens.as_slice();
    while let [first, more @ ..] = rest {
        rest = more;
        match (first, more) {
            (TokenTree::Punct(hash), [TokenTree::Group(attribute), after @ ..])
                if hash.as_char() == '#' && ["doc", "cfg"].contains(&first_word(attribute).as_str()) =>
            {
                rest = after;
            }
            (TokenTree::Ident(word), [TokenTree::Group(scope), after @ ..])
                if word == "pub" && ["crate", "in", "self", "super"].contains(&first_word(scope).as_str()) =>
            {
                rest = after;
            }
            (TokenTree::Ident(word), [TokenTree::Punct(_), TokenTree::Punct(_), after @ ..])
                if ["crate", "self", "super"].contains(&word.to_string().as_str()) =>
            {
                rest = after;
            }
            (TokenTree::Group(group), _) => {
                text.push_str(&format!("({:?} {})", group.delimiter(), plain(group.stream())));
            }
            (other, _) => text.push_str(&format!("{other} ")),
        }
    }
    text
}

fn first_word(group: &proc_macro2::Group) -> String {
    group
        .stream()
        .into_iter()
        .next()
        .map(|token| token.to_string())
        .unwrap_or_default()
}
