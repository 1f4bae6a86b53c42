//! Objects: a struct, its wire facts, and how callers make one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::bodies::MULTIPART;
use super::defaults;
use super::tokens::{Scope, deprecated, docs, field_link, ident, lines, literal, many_arguments};
use crate::ir::{Additional, Field, FilledValue, Literal, Presence, Struct, StructCodec, Type, TypeDef};
use crate::prose::{self, line};

/// The struct and all that belongs to it.
pub(super) fn item(scope: &mut Scope<'_>, definition: &TypeDef, object: &Struct) -> TokenStream {
    let documentation = docs(&definition.docs);
    let name = ident(&definition.name.rust);
    let derives = derives(object);
    let fields: Vec<TokenStream> = object.fields.iter().map(|field| declaration(scope, field)).collect();
    let additional = object
        .additional
        .iter()
        .map(|additional| additional_declaration(scope, additional));
    let additional: Vec<TokenStream> = additional.collect();
    let facts = facts(scope, definition, object);
    let methods = if object.sent {
        let default = default_of_filled(&name, object);
        let methods = methods(scope, definition, object);
        quote!(#default #methods)
    } else {
        quote!()
    };
    quote! {
        #documentation
        #derives
        #[non_exhaustive]
        pub struct #name { #(#fields,)* #(#additional,)* }
        #facts
        #methods
    }
}

/// A form that holds files can't be compared.
fn derives(object: &Struct) -> TokenStream {
    let default = derives_default(object).then(|| quote!(, Default));
    match object.codec {
        StructCodec::Json => quote!(#[derive(Clone, Debug #default, PartialEq)]),
        StructCodec::Multipart => quote!(#[derive(Clone, Debug #default)]),
    }
}

/// A value that nobody passes anything for exists only where nothing is asked for.
fn has_default(object: &Struct) -> bool {
    !object.fields.iter().any(Field::is_asked_for)
}

/// Whether what Rust derives is such a value: types of one value are it, and what is optional is absent.
fn derives_default(object: &Struct) -> bool {
    object.fields.iter().all(|field| match (field.presence, &field.filled) {
        (Presence::Required, Some(filled)) => filled.value == FilledValue::Unit,
        (Presence::Required | Presence::Nullable, _) => false,
        (Presence::Optional | Presence::Tristate, filled) => filled.is_none() || !object.sent,
    })
}

/// `Default` where more than what Rust derives is set.
fn default_of_filled(name: &Ident, object: &Struct) -> Option<TokenStream> {
    (has_default(object) && !derives_default(object)).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    })
}

fn declaration(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let documentation = docs(&field.docs);
    let deprecated = deprecated(field.deprecated.as_ref());
    let name = ident(&field.name.rust);
    let ty = field_type(scope, field);
    quote!(#documentation #deprecated pub #name: #ty)
}

fn additional_declaration(scope: &mut Scope<'_>, additional: &Additional) -> TokenStream {
    let name = ident(&additional.field);
    let ty = scope.ty(&Type::Map(Box::new(additional.ty.clone())));
    let documentation = lines(["Undeclared properties, by name."]);
    quote!(#documentation pub #name: #ty)
}

fn field_type(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let ty = scope.ty(&field.ty);
    match field.presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => quote!(Option<#ty>),
        Presence::Tristate => {
            scope.uses.add("crate", "Field");
            quote!(Field<#ty>)
        }
    }
}

/// One wire fact a line.
fn facts(scope: &mut Scope<'_>, definition: &TypeDef, object: &Struct) -> TokenStream {
    let listing = listing(scope, object.codec);
    let name = ident(&definition.name.rust);
    let members = object.fields.iter().map(|field| {
        let wire = &field.name.wire;
        let rust = ident(&field.name.rust);
        let kind = ident(match field.presence {
            Presence::Required => "required",
            Presence::Nullable => "nullable",
            Presence::Optional => "optional",
            Presence::Tristate => "field",
        });
        quote!(#wire => #rust: #kind)
    });
    let additional = object.additional.iter().map(|additional| {
        let field = ident(&additional.field);
        quote!(.. => #field,)
    });
    quote!(#listing! { #name { #(#members,)* #(#additional)* } })
}

/// The macro that lists the facts.
fn listing(scope: &mut Scope<'_>, codec: StructCodec) -> Ident {
    let (module, name) = match codec {
        StructCodec::Json => ("crate::runtime::json", "json_object"),
        StructCodec::Multipart => (MULTIPART, "multipart_form"),
    };
    scope.uses.add(module, name);
    ident(name)
}

fn methods(scope: &mut Scope<'_>, definition: &TypeDef, object: &Struct) -> TokenStream {
    let name = ident(&definition.name.rust);
    let new = constructor(scope, definition, object);
    let settable = object.fields.iter().filter(|field| field.is_set_by_callers());
    let setters: Vec<TokenStream> = settable.map(|field| setter(scope, field)).collect();
    let defaults: Vec<TokenStream> = object
        .defaults
        .iter()
        .map(|default| defaults::constant(scope, default))
        .collect();
    quote!(impl #name { #(#defaults)* #new #(#setters)* })
}

fn constructor(scope: &mut Scope<'_>, definition: &TypeDef, object: &Struct) -> TokenStream {
    let name = &definition.name.rust;
    let article = if name.starts_with(['A', 'E', 'I', 'O']) {
        "an"
    } else {
        "a"
    };
    let what = match has_default(object) {
        true => "` with every field unset.",
        false => "` with its required fields; optional fields are left unset.",
    };
    let documentation = lines([line!["Creates ", article, " `", prose::path(name), what]]);
    let arguments: Vec<TokenStream> = object
        .asked_for()
        .map(|field| {
            let name = ident(&field.name.rust);
            let ty = new_argument(scope, field);
            quote!(#name: #ty)
        })
        .collect();
    let values = object.fields.iter().map(|field| initial(scope, field));
    let additional = object.additional.iter().map(|additional| {
        let name = ident(&additional.field);
        quote!(#name: BTreeMap::new())
    });
    let values: Vec<TokenStream> = values.chain(additional).collect();
    let many = many_arguments(arguments.len());
    let touches_deprecated = object.fields.iter().any(|field| field.deprecated.is_some());
    let allow = if touches_deprecated {
        quote!(#[allow(deprecated)])
    } else {
        quote!()
    };
    quote! {
        #documentation
        #many
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

fn new_argument(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable => field_type(scope, field),
        _ => argument(scope, &field.ty),
    }
}

/// What a caller passes for a value: something that turns into it, where that spares a conversion.
fn argument(scope: &mut Scope<'_>, ty: &Type) -> TokenStream {
    match ty {
        ty if is_made_from_others(ty) => {
            let ty = scope.ty(ty);
            quote!(impl Into<#ty>)
        }
        Type::Boxed(inner) => scope.ty(inner),
        other => scope.ty(other),
    }
}

/// Whether callers mostly have something else, which turns into it.
fn is_made_from_others(ty: &Type) -> bool {
    match ty {
        Type::String | Type::Array(_) | Type::Json => true,
        Type::Scalar(scalar) => scalar.is_made_from_others(),
        _ => false,
    }
}

/// What `new` sets a field to: what it fills in, the argument, or nothing.
fn initial(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.name.rust);
    if let Some(filled) = &field.filled {
        let value = filled_value(scope, &field.ty, &filled.value);
        return match field.presence {
            Presence::Required => quote!(#name: #value),
            Presence::Nullable | Presence::Optional => quote!(#name: Some(#value)),
            Presence::Tristate => quote!(#name: Field::Value(#value)),
        };
    }
    match (field.presence, &field.ty) {
        (Presence::Required, ty) if is_made_from_others(ty) => quote!(#name: #name.into()),
        (Presence::Required, Type::Boxed(_)) => quote!(#name: Box::new(#name)),
        (Presence::Required | Presence::Nullable, _) => quote!(#name),
        (Presence::Optional, _) => quote!(#name: None),
        (Presence::Tristate, _) => quote!(#name: Field::Absent),
    }
}

fn filled_value(scope: &mut Scope<'_>, ty: &Type, value: &FilledValue) -> TokenStream {
    match value {
        FilledValue::Unit => scope.ty(ty),
        FilledValue::Variant(variant) => {
            let (ty, variant) = (scope.ty(ty), ident(variant));
            quote!(#ty::#variant)
        }
        FilledValue::Unlisted(value) => {
            let ty = scope.ty(ty);
            quote!(#ty::from(#value))
        }
        FilledValue::Literal(Literal::String(text)) => quote!(#text.to_owned()),
        FilledValue::Literal(value) => literal(value),
    }
}

/// Sets one property; the field's own documentation says what it is.
fn setter(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.name.rust);
    let documentation = lines([line!["Sets ", field_link(&field.name.rust), "."]]);
    let deprecated = match &field.deprecated {
        Some(note) => {
            let deprecated = deprecated(Some(note));
            quote!(#deprecated #[allow(deprecated)])
        }
        None => quote!(),
    };
    let (ty, value) = match (field.presence, &field.ty) {
        (Presence::Required, ty) if is_made_from_others(ty) => (argument(scope, ty), quote!(#name.into())),
        (Presence::Required, ty) => (argument(scope, ty), quote!(#name)),
        (Presence::Tristate, _) => {
            let ty = field_type(scope, field);
            (quote!(impl Into<#ty>), quote!(#name.into()))
        }
        (_, ty) if is_made_from_others(ty) => (argument(scope, ty), quote!(Some(#name.into()))),
        (_, Type::Boxed(_)) => (argument(scope, &field.ty), quote!(Some(Box::new(#name)))),
        _ => (argument(scope, &field.ty), quote!(Some(#name))),
    };
    quote! {
        #documentation
        #deprecated
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
