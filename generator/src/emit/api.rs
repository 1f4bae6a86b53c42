//! The files of operations: one per tag.

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::beside::Enums;
use super::idents::ident;
use super::operations::Method;
use super::renamed::{self, Moved};
use super::tokens::{Scope, deprecated, docs, lines};
use super::{Content, Items, Maker, Piece, SourceFile, operations, pieces};
use crate::ir::{Api, Docs, Group, Handle, Operation};
use crate::prose::{self, FilePath, Line, line};

/// All files below `src/api`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Maker<'_>> {
    let mut moved = renamed::moved(api);
    let files = api.groups.iter().flat_map(move |group| {
        let moved = moved.remove(group.module.as_str()).unwrap_or_default();
        group_file(api, group, moved)
    });
    let module: Maker<'_> = Box::new(|| module(api));
    files.chain([module])
}

fn module(api: &Api) -> SourceFile<'_> {
    let mut names: Vec<&str> = api.groups.iter().map(|group| group.module.as_str()).collect();
    names.sort_unstable();
    let modules = names.into_iter().map(|name| {
        let module = ident(name);
        Piece::Items(quote!(pub mod #module;))
    });
    SourceFile {
        path: "src/api/mod.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["The operations of the API, one module per tag."]),
            items: Box::new(modules),
        },
    }
}

/// The file of a group; a large one in parts.
fn group_file<'a>(api: &'a Api, group: &'a Group, moved: Vec<Moved<'a>>) -> impl Iterator<Item = Maker<'a>> {
    let enums = Arc::new(Enums::of(group));
    let mut parts = parts(group, moved).into_iter();
    let first = parts.next().unwrap_or_default();
    let is_whole = parts.len() == 0;
    let of_first = Arc::clone(&enums);
    let first: Maker<'a> = Box::new(move || {
        let mut scope = Scope::of_operations(api);
        scope.uses.add("crate", "Client");
        let (docs, items) = (module_docs(group), items(scope, group, &of_first, &first));
        let content = match is_whole {
            true => Content::Rust { docs, items },
            false => Content::Part {
                docs: Some(docs),
                items,
            },
        };
        group_part(group, content)
    });
    let further = parts.map(move |part| -> Maker<'a> {
        let enums = Arc::clone(&enums);
        Box::new(move || {
            let items = items(Scope::of_operations(api), group, &enums, &part);
            group_part(group, Content::Part { docs: None, items })
        })
    });
    std::iter::once(first).chain(further)
}

fn group_part<'a>(group: &'a Group, content: Content<'a>) -> SourceFile<'a> {
    SourceFile {
        path: FilePath::module("src/api", &group.module),
        content,
    }
}

fn items<'a>(scope: Scope<'a>, group: &'a Group, enums: &Arc<Enums<'a>>, members: &[Member<'a>]) -> Items<'a> {
    let (enums, members) = (Arc::clone(enums), members.to_vec());
    pieces(scope, members.into_iter(), move |scope, member| {
        member.item(scope, group, &enums)
    })
}

/// What a file has in it, in as many parts as it has `impl`s, and for as many operations again.
fn parts<'a>(group: &'a Group, moved: Vec<Moved<'a>>) -> Vec<Vec<Member<'a>>> {
    let old = moved.iter().copied().flat_map(Moved::methods);
    let old = old.map(|(moved, renamed)| Method::Moved(moved, renamed));
    let methods: Vec<Method<'_>> = group.operations.iter().flat_map(Method::all).chain(old).collect();
    let facts = group.operations.iter().map(Member::Facts);
    let others: Vec<Member<'_>> = facts.chain(moved.into_iter().map(Member::Moved)).collect();
    let (first, further) = methods.split_at(METHODS.min(methods.len()));
    let first = Member::Entry(first.to_vec());
    if further.is_empty() {
        return vec![[first].into_iter().chain(others).collect()];
    }
    let further = further.chunks(METHODS);
    let further = further.map(|methods| vec![Member::Methods(methods.to_vec())]);
    let others = others.chunks(METHODS).map(<[_]>::to_vec);
    [vec![first]].into_iter().chain(further).chain(others).collect()
}

/// How many methods one `impl` has at most, which is parsed and printed as a whole.
pub(super) const METHODS: usize = 1000;

/// The members of a file of operations.
#[derive(Clone)]
enum Member<'a> {
    /// The handle, with the first methods.
    Entry(Vec<Method<'a>>),
    /// Further methods.
    Methods(Vec<Method<'a>>),
    /// What else an operation has.
    Facts(&'a Operation),
    /// The old names of what else an operation of another group has.
    Moved(Moved<'a>),
}

impl Member<'_> {
    fn item(&self, scope: &mut Scope<'_>, group: &Group, enums: &Enums<'_>) -> TokenStream {
        let mut items = |methods: &[Method<'_>]| -> TokenStream {
            methods.iter().map(|method| method.item(scope, group, enums)).collect()
        };
        match (self, &group.handle) {
            (Self::Entry(first), Some(handle)) => handle_struct(handle, &items(first)),
            (Self::Methods(further), Some(handle)) => {
                let (name, methods, allow) = (ident(&handle.name.rust), items(further), allow_deprecated(handle));
                quote!(#allow impl<'c> #name<'c> { #methods })
            }
            (Self::Entry(methods) | Self::Methods(methods), None) => {
                let methods = items(methods);
                quote!(impl Client { #methods })
            }
            (Self::Facts(operation), _) => operations::facts(scope, group, enums, operation),
            (Self::Moved(moved), _) => moved.items(),
        }
    }
}

fn module_docs(group: &Group) -> Docs {
    if group.operations.is_empty() {
        return Docs::of(["Former names of operations that have another tag now."]);
    }
    match &group.handle {
        Some(handle) => Docs::of([line!["Operations tagged ", prose::code(&handle.name.wire), "."]]),
        None => Docs::of(["Operations without a tag."]),
    }
}

fn handle_struct(handle: &Handle, methods: &TokenStream) -> TokenStream {
    let documentation = docs(&handle.docs);
    let accessor = format!("Client::{}", handle.accessor);
    let from = lines([Line::default(), line!["Obtained from ", prose::item(&accessor), "."]]);
    let name = ident(&handle.name.rust);
    let deprecated = deprecated(handle.deprecated.as_ref());
    let allow = allow_deprecated(handle);
    quote! {
        #documentation
        #from
        #deprecated
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> { client: &'c Client }

        #allow
        impl<'c> #name<'c> {
            #[inline]
            pub(crate) fn new(client: &'c Client) -> Self { Self { client } }
            #methods
        }
    }
}

/// Lets the crate name a handle that callers shouldn't.
pub(super) fn allow_deprecated(handle: &Handle) -> Option<TokenStream> {
    handle.deprecated.as_ref().map(|_| quote!(#[allow(deprecated)]))
}
