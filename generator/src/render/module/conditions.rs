//! Conditions on features: the crate that includes a module has no such features, so they are decided here.

use proc_macro2::TokenStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Lit, Meta, MetaList, Token};

use super::edits::Edits;
use super::features::Features;
use super::paths::range;

/// Takes out what has a feature that is off, and the conditions on those that are on.
pub(super) fn resolve(tokens: TokenStream, features: &Features, edits: &mut Edits<'_>) {
    let Ok(file) = syn::parse2::<syn::File>(tokens) else {
        // Never seen; should it happen, the compiler says so.
        return;
    };
    let mut conditions = Conditions {
        features,
        edits,
        owners: Vec::new(),
    };
    conditions.visit_file(&file);
}

struct Conditions<'a, 'e, 't> {
    features: &'a Features,
    edits: &'e mut Edits<'t>,
    /// What the attributes that come next stand on, from the outside in.
    owners: Vec<Owner<'a>>,
}

#[derive(Clone, Copy)]
enum Owner<'a> {
    /// An item or a statement.
    Whole(&'a dyn Spanned),
    /// An element of a list.
    Element(&'a dyn Spanned),
}

/// What is known of a condition.
enum Known {
    Is(bool),
    /// It depends on this, which isn't a feature.
    On(String),
}

impl Conditions<'_, '_, '_> {
    fn known(&self, condition: &Meta) -> Known {
        match condition {
            Meta::NameValue(equal) if equal.path.is_ident("feature") => match &equal.value {
                Expr::Lit(value) => match &value.lit {
                    Lit::Str(name) => Known::Is(self.features.has(&name.value())),
                    _ => self.unknown(condition),
                },
                _ => self.unknown(condition),
            },
            Meta::List(list) => {
                let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
                let parts = parts.into_iter().flatten().map(|part| self.known(&part)).collect();
                match list.path.get_ident().map(ToString::to_string).as_deref() {
                    Some("all") => joined("all", false, parts),
                    Some("any") => joined("any", true, parts),
                    Some("not") => negated(parts),
                    _ => self.unknown(condition),
                }
            }
            _ => self.unknown(condition),
        }
    }

    fn unknown(&self, condition: &Meta) -> Known {
        Known::On(self.edits.slice(range(condition.span())).to_owned())
    }

    fn take_out(&mut self, owner: Option<Owner<'_>>) {
        match owner {
            Some(Owner::Whole(item)) => self.edits.delete(range(item.span())),
            Some(Owner::Element(element)) => self.edits.delete_element(range(element.span())),
            None => self.edits.clear(),
        }
    }
}

/// `all` and `any`: one part of the `decisive` value decides.
fn joined(word: &str, decisive: bool, parts: Vec<Known>) -> Known {
    let mut open = Vec::new();
    for part in parts {
        match part {
            Known::Is(value) if value == decisive => return Known::Is(decisive),
            Known::Is(_) => {}
            Known::On(text) => open.push(text),
        }
    }
    match open.as_slice() {
        [] => Known::Is(!decisive),
        [only] => Known::On(only.clone()),
        several => Known::On(format!("{word}({})", several.join(", "))),
    }
}

fn negated(parts: Vec<Known>) -> Known {
    match parts.into_iter().next() {
        Some(Known::Is(value)) => Known::Is(!value),
        Some(Known::On(text)) => Known::On(format!("not({text})")),
        None => Known::Is(false),
    }
}

/// Remembers what attributes stand on while they are visited.
macro_rules! owners {
    ($($method:ident($node:ident) => $owner:ident;)+) => {$(
        fn $method(&mut self, node: &'a syn::$node) {
            self.owners.push(Owner::$owner(node));
            visit::$method(self, node);
            self.owners.pop();
        }
    )+};
}

impl<'a> Visit<'a> for Conditions<'a, '_, '_> {
    owners! {
        visit_item(Item) => Whole;
        visit_impl_item(ImplItem) => Whole;
        visit_trait_item(TraitItem) => Whole;
        visit_stmt(Stmt) => Whole;
        visit_expr(Expr) => Element;
        visit_arm(Arm) => Element;
        visit_field(Field) => Element;
        visit_field_pat(FieldPat) => Element;
        visit_field_value(FieldValue) => Element;
        visit_fn_arg(FnArg) => Element;
        visit_generic_param(GenericParam) => Element;
        visit_variant(Variant) => Element;
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        let Meta::List(list) = &attribute.meta else { return };
        match list.path.get_ident().map(ToString::to_string).as_deref() {
            Some("cfg") => self.item(attribute, list),
            Some("cfg_attr") => self.attribute(attribute, list),
            _ => {}
        }
    }
}

impl<'a> Conditions<'a, '_, '_> {
    /// An item that is there on a condition.
    fn item(&mut self, attribute: &'a Attribute, list: &'a MetaList) {
        let Ok(inside) = list.parse_args::<Meta>() else {
            return;
        };
        match self.known(&inside) {
            Known::Is(true) => self.edits.delete(range(attribute.span())),
            Known::Is(false) => self.take_out(self.owners.last().copied()),
            Known::On(text) => self.shorten(&inside, text),
        }
    }

    /// An attribute that is there on a condition.
    fn attribute(&mut self, attribute: &'a Attribute, list: &'a MetaList) {
        let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        let mut parts = parts.into_iter().flatten();
        let Some(condition) = parts.next() else { return };
        match self.known(&condition) {
            Known::Is(true) => {
                let attributes = parts.map(|part| format!("#[{}]", self.edits.slice(range(part.span()))));
                let attributes: Vec<String> = attributes.collect();
                self.edits.replace(range(attribute.span()), attributes.join("\n"));
            }
            Known::Is(false) => self.edits.delete(range(attribute.span())),
            Known::On(text) => self.shorten(&condition, text),
        }
    }

    /// What is left of a condition.
    fn shorten(&mut self, condition: &Meta, text: String) {
        let old = range(condition.span());
        if self.edits.slice(old.clone()) != text {
            self.edits.replace(old, text);
        }
    }
}
