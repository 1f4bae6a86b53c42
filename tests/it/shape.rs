//! What makes emitted crates build fast: ARCHITECTURE.md, "The emitted crate".
//!
//! A function of a type or an operation is compiled where it is used, so it is generic or `#[inline]`; and nothing is generic
//! over an operation, for then it would be compiled once for each.

use std::path::{Path, PathBuf};

use clientwright_tests::root;
use syn::visit::{self, Visit};

/// The committed clients.
const CLIENTS: &[&str] = &["generated/src", "tests/everything/client/src"];

/// What there is once for a client, however many types and operations it has.
const ONCE: &[&str] = &["client.rs", "lib.rs", "servers.rs"];

/// The most lines of the committed clients for each type, and for each operation with what it takes and gives.
const LINES_OF_A_TYPE: usize = 50;
const LINES_OF_AN_OPERATION: usize = 190;

/// The files that a document makes: not the runtime, which is the same for all.
fn emitted(client: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(client)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.is_dir() {
                true if entry.ends_with("runtime") => {}
                true => folders.push(entry),
                false => files.push(entry),
            }
        }
    }
    files.sort();
    files
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

/// The functions of a file that are compiled whether they are used or not, and those that are generic over an operation.
#[derive(Default)]
struct Functions {
    is_within_generic: bool,
    eager: Vec<String>,
    over_operations: Vec<String>,
}

impl Functions {
    fn see(&mut self, attributes: &[syn::Attribute], signature: &syn::Signature) {
        let is_inline = attributes.iter().any(|attribute| attribute.path().is_ident("inline"));
        let takes_any = signature.inputs.iter().any(|input| match input {
            syn::FnArg::Typed(argument) => holds_impl(&argument.ty),
            syn::FnArg::Receiver(_) => false,
        });
        let has_types = signature.generics.type_params().next().is_some();
        let name = signature.ident.to_string();
        if !(is_inline || takes_any || has_types || self.is_within_generic || signature.constness.is_some()) {
            self.eager.push(name.clone());
        }
        if is_over_operations(&signature.generics) {
            self.over_operations.push(name);
        }
    }
}

fn holds_impl(ty: &syn::Type) -> bool {
    struct Found(bool);
    impl Visit<'_> for Found {
        fn visit_type_impl_trait(&mut self, _: &syn::TypeImplTrait) {
            self.0 = true;
        }
    }
    let mut found = Found(false);
    found.visit_type(ty);
    found.0
}

/// Whether a type parameter stands for any operation.
fn is_over_operations(generics: &syn::Generics) -> bool {
    let bounds = generics.type_params().flat_map(|parameter| &parameter.bounds);
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let further = predicates.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(bounded) => Some(&bounded.bounds),
        _ => None,
    });
    bounds.chain(further.flatten()).any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Operation"),
        _ => false,
    })
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let before = std::mem::replace(
            &mut self.is_within_generic,
            item.generics.type_params().next().is_some(),
        );
        if is_over_operations(&item.generics) {
            self.over_operations.push("impl".to_owned());
        }
        visit::visit_item_impl(self, item);
        self.is_within_generic = before;
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.see(&function.attrs, &function.sig);
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.see(&function.attrs, &function.sig);
    }
}

#[test]
fn functions_of_types_and_operations_are_compiled_where_they_are_used() {
    let mut found = Vec::new();
    for file in CLIENTS.iter().flat_map(|client| emitted(client)) {
        let mut functions = Functions::default();
        functions.visit_file(&syn::parse_file(&read(&file)).unwrap());
        let is_once = ONCE.iter().any(|once| file.ends_with(once));
        let eager = functions.eager.into_iter().filter(|_| !is_once);
        found.extend(eager.map(|name| format!("{}: `{name}` is neither `#[inline]` nor generic", file.display())));
        let over = functions.over_operations.into_iter();
        found.extend(over.map(|name| format!("{}: `{name}` is generic over operations", file.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What the macros expand to is code of types as well.
#[test]
fn functions_of_macros_are_compiled_where_they_are_used() {
    let runtime = root().join("generator/runtime");
    // Scalars are a few types of other crates, read and written by the runtime.
    let listing = [
        "json/enum_macros.rs",
        "json/objects.rs",
        "json/unions.rs",
        "json/tagged.rs",
    ];
    let others = [
        "json/containers.rs",
        "json/constants.rs",
        "rules/listing.rs",
        "forms/multipart.rs",
    ];
    let mut found = Vec::new();
    for file in listing.iter().chain(&others) {
        let text = read(&runtime.join(file));
        let macros = text
            .split("macro_rules! ")
            .skip(1)
            .map(|rest| rest.split("\n}\n").next().unwrap_or(rest));
        for text in macros {
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let eager = lines.windows(2).filter(|pair| {
                let is_function = ["fn ", "pub fn "].iter().any(|start| pair[1].starts_with(start));
                is_function && pair[0] != "#[inline]"
            });
            found.extend(eager.map(|pair| format!("{file}: {}", pair[1])));
        }
    }
    assert!(
        found.is_empty(),
        "neither `#[inline]` nor generic:\n{}",
        found.join("\n")
    );
}

/// More lines are more for the compiler to hold, and for readers to review.
#[test]
fn a_type_and_an_operation_have_few_lines() {
    for client in CLIENTS {
        let of_a_type = lines_of_each(client, "/src/types/", &["pub struct ", "pub enum "]);
        let of_an_operation = lines_of_each(client, "/src/api/", &["impl Operation for "]);
        assert!(
            of_a_type <= LINES_OF_A_TYPE,
            "{client}: {of_a_type} lines for each type"
        );
        assert!(
            of_an_operation <= LINES_OF_AN_OPERATION,
            "{client}: {of_an_operation} lines for each operation"
        );
    }
}

/// How many lines the files of a folder have for each line that starts so.
fn lines_of_each(client: &str, folder: &str, starts: &[&str]) -> usize {
    let files = emitted(client)
        .into_iter()
        .filter(|file| file.to_string_lossy().contains(folder));
    let text: String = files.map(|file| read(&file)).collect();
    let is_one = |line: &&str| starts.iter().any(|start| line.starts_with(start));
    text.lines().count() / text.lines().filter(is_one).count().max(1)
}
