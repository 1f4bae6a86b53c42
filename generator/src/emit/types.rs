//! The files of types: one per component schema.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::{Scope, docs, literal};
use super::{Content, Maker, Piece, SourceFile, enums, pieces, renamed, rules, structs, unions};
use crate::ir::{Api, Docs, Literal, Name, Shape, Type, TypeDef, TypeFile};
use crate::prose::FilePath;

/// All files below `src/types`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Maker<'_>> {
    let files = api
        .files
        .iter()
        .map(move |file| -> Maker<'_> { Box::new(move || type_file(api, file)) });
    let module: Maker<'_> = Box::new(|| module(api));
    files.chain([module])
}

fn module(api: &Api) -> SourceFile<'_> {
    let mut sorted: Vec<&TypeFile> = api.files.iter().collect();
    sorted.sort_by(|left, right| left.module.cmp(&right.module));
    let modules = sorted.clone().into_iter().map(|file| {
        let module = ident(&file.module);
        quote!(mod #module;)
    });
    let exports = sorted.into_iter().map(|file| exports(api, file));
    SourceFile {
        path: "src/types/mod.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["The types of the API: those of its schemas, and those within them."]),
            items: Box::new(modules.chain(exports).map(Piece::Items)),
        },
    }
}

fn exports(api: &Api, file: &TypeFile) -> TokenStream {
    let module = ident(&file.module);
    let definitions = || file.types.iter().filter_map(|id| api.type_def(*id));
    let mut names: Vec<&str> = definitions().flat_map(TypeDef::rust_names).collect();
    names.sort_unstable();
    let names: Vec<_> = names.into_iter().map(ident).collect();
    let exports = match names.as_slice() {
        [name] => quote!(pub use #module::#name;),
        names => quote!(pub use #module::{#(#names),*};),
    };
    let renamed = renamed::exports(&module, definitions().flat_map(|definition| &definition.renamed));
    quote!(#exports #renamed)
}

fn type_file<'a>(api: &'a Api, file: &'a TypeFile) -> SourceFile<'a> {
    let scope = Scope::of_types(api, &file.types);
    let definitions = file.types.iter().filter_map(|id| api.type_def(*id));
    SourceFile {
        path: FilePath::module("src/types", &file.module),
        content: Content::Rust {
            docs: Docs::default(),
            items: pieces(scope, definitions, |scope, definition| {
                let item = item(scope, definition);
                let renamed = renamed::types(&definition.renamed);
                let rules = rules::item(scope, definition);
                quote!(#item #rules #renamed)
            }),
        },
    }
}

fn item(scope: &mut Scope<'_>, definition: &TypeDef) -> TokenStream {
    let documentation = docs(&definition.docs);
    let body = match &definition.shape {
        Shape::Struct(object) => return structs::item(scope, definition, object),
        Shape::StringEnum(members) => return enums::string_enum(scope, definition, members),
        Shape::IntegerEnum(members) => return enums::integer_enum(scope, definition, members),
        Shape::Union(union) => return unions::item(scope, definition, union),
        Shape::Constant(literal) => constant(scope, &definition.name, literal),
        Shape::Alias(ty) => alias(scope, &definition.name, ty),
        Shape::Newtype(ty) => newtype(scope, &definition.name, ty),
    };
    quote!(#documentation #body)
}

fn alias(scope: &mut Scope<'_>, name: &Name, ty: &Type) -> TokenStream {
    let name = ident(&name.rust);
    let ty = scope.ty(ty);
    quote!(pub type #name = #ty;)
}

fn constant(scope: &mut Scope<'_>, name: &Name, value: &Literal) -> TokenStream {
    scope.uses.add("crate::runtime::json", "constant");
    let name = ident(&name.rust);
    let value = literal(value);
    quote! {
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name;

        constant! { #name = #value }
    }
}

fn newtype(scope: &mut Scope<'_>, name: &Name, ty: &Type) -> TokenStream {
    scope.uses.add("crate::runtime::json", "json_newtype");
    let name = ident(&name.rust);
    let ty = scope.ty(ty);
    quote! {
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #ty);

        json_newtype! { #name }
    }
}
