//! Small pieces of Rust.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use super::idents::ident;
use super::idents::path;
use super::uses::Uses;
use crate::ir::{Api, Docs, Given, Note, Passed, Type, TypeId};
use crate::prose::{self, Line, line};

/// Stands between the lines of an item's documentation in its one attribute: fewer tokens are parsed and printed than if each
/// line had its own. No [`Line`] holds it.
pub const DOC_LINES: char = '\u{1e}';

/// A documentation attribute, which is printed as `///` lines.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    let docs = docs.wrapped();
    let mut text = String::new();
    for (index, line) in docs.lines().iter().enumerate() {
        text.extend((index > 0).then_some(DOC_LINES));
        text.extend((!line.is_empty()).then_some(' '));
        text.push_str(line.as_str());
    }
    match docs.lines() {
        [] => quote!(),
        _ => quote!(#[doc = #text]),
    }
}

/// A documentation attribute from single lines.
pub(super) fn lines(lines: impl IntoIterator<Item: Into<Line>>) -> TokenStream {
    docs(&Docs::of(lines))
}

/// A link to a field of the same struct.
pub(super) fn field_link(name: &str) -> Line {
    line![prose::item(name), "(#structfield.", prose::path(name), ")"]
}

/// The attribute of a deprecated item.
pub(super) fn deprecated(note: Option<&Note>) -> TokenStream {
    match note.map(Note::as_str) {
        None => quote!(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// Rust's limit of arguments that clippy accepts in silence.
pub(super) fn many_arguments(count: usize) -> TokenStream {
    if count > 7 {
        quote!(#[allow(clippy::too_many_arguments, reason = "the API description requires them all")])
    } else {
        quote!()
    }
}

/// `#[inline]` for a function of a type or operation that isn't generic: it is compiled where it is used, not in the library.
pub(super) fn compiled_where_used<'t>(arguments: impl IntoIterator<Item = &'t TokenStream>) -> TokenStream {
    match arguments.into_iter().any(|argument| is_generic(argument.clone())) {
        true => quote!(),
        false => quote!(#[inline]),
    }
}

/// Whether a type of an argument is `impl …`.
fn is_generic(argument: TokenStream) -> bool {
    argument.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "impl",
        TokenTree::Group(group) => is_generic(group.stream()),
        _ => false,
    })
}

/// An integer without a suffix.
pub(super) fn integer(value: u16) -> Literal {
    Literal::u16_unsuffixed(value)
}

/// The digits of a number as Rust writes them; what has other letters is none.
pub(super) fn number(digits: &str) -> TokenStream {
    let is_digit = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.' | 'e' | 'E' | '_');
    match digits.chars().all(is_digit) {
        true => digits.parse().unwrap_or_default(),
        false => TokenStream::new(),
    }
}

/// A scalar of JSON as Rust writes it.
pub(super) fn literal(value: &crate::ir::Literal) -> TokenStream {
    match value {
        crate::ir::Literal::String(text) => quote!(#text),
        crate::ir::Literal::Integer(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(#number)
        }
        crate::ir::Literal::Number(digits) => number(digits),
        crate::ir::Literal::Bool(value) => quote!(#value),
    }
}

/// What an argument turns into; `None` where it is the value.
pub(super) fn converted_argument(name: &Ident, passed: Passed<'_>) -> Option<TokenStream> {
    match passed {
        Passed::Into(_) => Some(quote!(#name.into())),
        Passed::Items(_) => Some(quote!(#name.into_iter().collect())),
        Passed::IntoItems(_) => Some(quote!(#name.into_iter().map(Into::into).collect())),
        _ => None,
    }
}

/// How a file refers to types: it knows which are its own, and gathers what it must bring into scope.
pub(super) struct Scope<'a> {
    pub(super) api: &'a Api,
    pub(super) uses: Uses,
    style: NamedTypes<'a>,
}

enum NamedTypes<'a> {
    /// By their names, brought into scope unless they stand in the same file.
    ByName { own: &'a [TypeId] },
    /// As `types::Name`, so that they never meet the names of operations.
    ByModule,
}

impl<'a> Scope<'a> {
    /// The scope of a file of types.
    pub(super) fn of_types(api: &'a Api, own: &'a [TypeId]) -> Self {
        Self {
            api,
            uses: Uses::default(),
            style: NamedTypes::ByName { own },
        }
    }

    /// The scope of a file of operations.
    pub(super) fn of_operations(api: &'a Api) -> Self {
        Self {
            api,
            uses: Uses::default(),
            style: NamedTypes::ByModule,
        }
    }

    /// A type as Rust writes it.
    pub(super) fn ty(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::String => quote!(String),
            Type::Bool => quote!(bool),
            Type::Integer(name) | Type::Float(name) => path(name),
            Type::Scalar(scalar) => scalar.path.parse().unwrap_or_default(),
            Type::Json => quote!(serde_json::Value),
            Type::JsonObject => quote!(serde_json::Map<String, serde_json::Value>),
            Type::Array(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Tuple(elements) => {
                let elements: Vec<TokenStream> = elements.iter().map(|element| self.ty(element)).collect();
                quote!((#(#elements),*))
            }
            Type::Map(inner) => {
                let inner = self.ty(inner);
                self.uses.add("std::collections", "BTreeMap");
                quote!(BTreeMap<String, #inner>)
            }
            Type::MapBy(names, inner) => {
                let (names, inner) = (self.named(*names), self.ty(inner));
                self.uses.add("std::collections", "BTreeMap");
                quote!(BTreeMap<#names, #inner>)
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
            Type::File => quote!(crate::FilePart),
            Type::Named(id) => self.named(*id),
        }
    }

    /// The type of an argument.
    pub(super) fn passed(&mut self, passed: Passed<'_>) -> TokenStream {
        match passed {
            Passed::Value(ty) => self.ty(ty),
            Passed::Into(ty) => {
                let ty = self.ty(ty);
                quote!(impl Into<#ty>)
            }
            Passed::Option(ty) => {
                let ty = self.ty(ty);
                quote!(Option<#ty>)
            }
            Passed::IntoField(ty) => {
                let ty = self.ty(ty);
                self.uses.add("crate", "Field");
                quote!(impl Into<Field<#ty>>)
            }
            Passed::IntoLenient(ty) => {
                let ty = self.ty(ty);
                self.uses.add("crate", "Lenient");
                quote!(impl Into<Lenient<#ty>>)
            }
            Passed::Text => quote!(&str),
            Passed::Texts => quote!(impl IntoIterator<Item: AsRef<str>>),
            Passed::Lent(item) => {
                let item = self.ty(item);
                quote!(impl IntoIterator<Item: std::borrow::Borrow<#item>>)
            }
            Passed::Items(item) => {
                let item = self.ty(item);
                quote!(impl IntoIterator<Item = #item>)
            }
            Passed::IntoItems(item) => {
                let item = self.ty(item);
                quote!(impl IntoIterator<Item: Into<#item>>)
            }
            Passed::Reference(ty) => {
                let ty = self.ty(ty);
                quote!(&#ty)
            }
            Passed::IntoForm => quote!(impl Into<crate::Form>),
            Passed::IntoBody => {
                self.uses.add("crate", "Body");
                quote!(impl Into<Body>)
            }
        }
    }

    /// The type of a response; `None` where it gives nothing.
    pub(super) fn given(&mut self, given: Given<'_>) -> Option<TokenStream> {
        let ty = match given {
            Given::Nothing => return None,
            Given::Value(ty) | Given::Events(ty) | Given::EventObjects(ty) | Given::Lines(ty) => self.ty(ty),
            Given::Text => quote!(String),
            Given::Bytes => quote!(Vec<u8>),
            Given::ByteStream => quote!(),
        };
        if !matches!(given, Given::Value(_) | Given::Text | Given::Bytes) {
            self.uses.add("crate::runtime::http", "answers");
        }
        Some(match given {
            Given::ByteStream => quote!(answers::ByteStream),
            Given::Events(_) => quote!(answers::EventStream<answers::Event<#ty>>),
            Given::EventObjects(_) => quote!(answers::EventStream<#ty>),
            Given::Lines(_) => quote!(answers::JsonLines<#ty>),
            Given::Nothing | Given::Value(_) | Given::Text | Given::Bytes => ty,
        })
    }

    fn named(&mut self, id: TypeId) -> TokenStream {
        let Some(definition) = self.api.type_def(id) else {
            return quote!(serde_json::Value);
        };
        let name = ident(&definition.name.rust);
        match self.style {
            NamedTypes::ByName { own } => {
                if !own.contains(&id) {
                    self.uses.add("super", &definition.name.rust);
                }
                quote!(#name)
            }
            NamedTypes::ByModule => {
                self.uses.add("crate", "types");
                quote!(types::#name)
            }
        }
    }
}
