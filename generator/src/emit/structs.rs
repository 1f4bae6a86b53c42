//! Objects: a struct, its wire facts, and how callers make one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::bodies::MULTIPART;
use super::defaults;
use super::idents::ident;
use super::tokens::{
    Scope, compiled_where_used, converted_argument, deprecated, docs, field_link, lines, literal, many_arguments,
};
use crate::ir::{
    Additional, Api, Dates, DefaultValueOf, Field, FilledValue, Literal, Presence, Struct, StructCodec, Type, TypeDef,
};
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
        #[cfg_attr(not(feature = "mock"), non_exhaustive)]
        pub struct #name { #(#fields,)* #(#additional,)* }
        #facts
        #methods
    }
}

fn derives(object: &Struct) -> TokenStream {
    let default = (object.default_value() == DefaultValueOf::Derived).then(|| quote!(, Default));
    match object.is_comparable() {
        true => quote!(#[derive(Clone, Debug #default, PartialEq)]),
        false => quote!(#[derive(Clone, Debug #default)]),
    }
}

/// `Default` where more than what Rust derives is set.
fn default_of_filled(name: &Ident, object: &Struct) -> Option<TokenStream> {
    (object.default_value() == DefaultValueOf::New).then(|| {
        quote! {
            impl Default for #name {
                #[inline]
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
        Presence::Lenient => {
            scope.uses.add("crate", "Lenient");
            quote!(Lenient<#ty>)
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
        let kind = kind(field);
        quote!(#wire => #rust: #kind)
    });
    let additional = object.additional.iter().map(|additional| {
        let field = ident(&additional.field);
        match additional.is_declared {
            true => quote!(.. => #field,),
            false => quote!(..undeclared => #field,),
        }
    });
    quote!(#listing! { #name { #(#members,)* #(#additional)* } })
}

/// How a property may be absent or null, and how its dates are read.
fn kind(field: &Field) -> Ident {
    if field.presence == Presence::Optional && field.may_be_null {
        return ident(match field.dates {
            Dates::Strict => "maybe",
            Dates::Lenient => "maybe_dates",
        });
    }
    ident(match (field.presence, field.dates) {
        (Presence::Required, Dates::Strict) => "required",
        (Presence::Required, Dates::Lenient) => "required_dates",
        (Presence::Nullable, Dates::Strict) => "nullable",
        (Presence::Nullable, Dates::Lenient) => "nullable_dates",
        (Presence::Optional, Dates::Strict) => "optional",
        (Presence::Optional, Dates::Lenient) => "optional_dates",
        (Presence::Tristate, Dates::Strict) => "field",
        (Presence::Tristate, Dates::Lenient) => "field_dates",
        (Presence::Lenient, Dates::Strict) => "lenient",
        (Presence::Lenient, Dates::Lenient) => "lenient_dates",
    })
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

/// The indefinite article of a name, by how its first letters sound: an `Upload`, a `User`, a `Unit`.
fn article(name: &str) -> &'static str {
    let begins_with_u = ["Ul", "Um", "Un", "Up"].iter().any(|start| name.starts_with(start));
    let sounds_short = begins_with_u && !name.starts_with("Uni");
    match name.starts_with(['A', 'E', 'I', 'O']) || sounds_short {
        true => "an",
        false => "a",
    }
}

fn constructor(scope: &mut Scope<'_>, definition: &TypeDef, object: &Struct) -> TokenStream {
    let name = &definition.name.rust;
    let article = article(name);
    let asked_for = object.asked_for().count();
    let what = match (asked_for, object.fields.iter().any(Field::is_set_by_callers)) {
        (0, _) => "` with every field unset.",
        (_, true) => "` with its required fields; optional fields are left unset.",
        (_, false) => "`.",
    };
    let documentation = lines([line!["Creates ", article, " `", prose::path(name), what]]);
    let arguments: Vec<TokenStream> = object
        .asked_for()
        .map(|field| {
            let name = ident(&field.name.rust);
            let ty = scope.passed(field.passed_to_new(scope.api));
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
    let inline = compiled_where_used(&arguments);
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
        #inline
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
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
            Presence::Lenient => quote!(#name: Lenient::Value(#value)),
        };
    }
    match field.presence {
        Presence::Required => match converted(scope.api, &field.ty, &name) {
            Some(value) => quote!(#name: #value),
            None => quote!(#name),
        },
        Presence::Nullable => quote!(#name),
        Presence::Optional => quote!(#name: None),
        Presence::Tristate => quote!(#name: Field::Absent),
        Presence::Lenient => quote!(#name: Lenient::Absent),
    }
}

/// What the field keeps of an argument; `None` if it keeps the argument itself.
fn converted(api: &Api, ty: &Type, name: &Ident) -> Option<TokenStream> {
    match ty {
        Type::Boxed(inner) => {
            let value = converted(api, inner, name).unwrap_or_else(|| quote!(#name));
            Some(quote!(Box::new(#value)))
        }
        ty => converted_argument(name, ty.passed_to_keep(api)),
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
    let ty = scope.passed(field.passed_to_setter(scope.api));
    let kept = converted(scope.api, &field.ty, &name).unwrap_or_else(|| quote!(#name));
    let value = match field.presence {
        Presence::Required => kept,
        Presence::Tristate | Presence::Lenient => quote!(#name.into()),
        Presence::Nullable | Presence::Optional => quote!(Some(#kept)),
    };
    let inline = compiled_where_used([&ty]);
    quote! {
        #documentation
        #deprecated
        #[must_use]
        #inline
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
