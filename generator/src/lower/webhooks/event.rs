//! One enum of all webhooks, where a required constant of every payload says which one it is.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::ir::aliases;
use crate::ir::{
    Guard, Literal, Presence, Rules, Shape, Type, TypeId, Union, UnionTag, UnionVariant, Webhook, WebhookPayload,
};
use crate::lower::docs::TypeDocs;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::spot::Spot;
use crate::names::{Case, Reserved, distinct};
use crate::pointer::Pointer;
use crate::prose::{self, line};

/// A payload, and the members of it that have one value only.
struct Payload<'w> {
    webhook: &'w Webhook,
    ty: Type,
    constants: Vec<(String, String)>,
}

/// The enum; `None` for fewer than two webhooks, and where nothing tells them all apart. One that was there in the last run
/// stays for those that are told apart still.
pub(super) fn of(schemas: &mut Schemas<'_>, webhooks: &[Webhook]) -> Option<TypeId> {
    let place = Pointer::root().child("webhooks");
    let spot = Spot::operation_part("webhook event", "", place.clone());
    let was_there = spot.key.name_before(&schemas.names).is_some();
    let all: Vec<Option<Payload<'_>>> = webhooks.iter().map(|webhook| payload(schemas, webhook)).collect();
    if !was_there && all.iter().any(Option::is_none) {
        return None;
    }
    let payloads: Vec<Payload<'_>> = all.into_iter().flatten().collect();
    let (tag, told) = told_apart(payloads, was_there)?;
    let docs = TypeDocs::of([line![
        if told.len() == webhooks.len() {
            "Any of the webhooks"
        } else {
            "Any of these webhooks"
        },
        ", distinguished by the ",
        prose::code(&tag),
        " property.",
    ]]);
    let variants = variants(&tag, &told);
    let union = Union {
        tag: Some(UnionTag::Required(tag)),
        variants,
    };
    Some(schemas.add(&spot, docs, Shape::Union(union)))
}

/// The property that tells most payloads apart, and those payloads: all of them, unless some will do.
fn told_apart(payloads: Vec<Payload<'_>>, some_will_do: bool) -> Option<(String, Vec<Payload<'_>>)> {
    let names = payloads.iter().flat_map(|payload| &payload.constants);
    let mut counts: IndexMap<&str, BTreeSet<&str>> = IndexMap::new();
    for (name, value) in names {
        counts.entry(name).or_default().insert(value);
    }
    let most = counts.values().map(BTreeSet::len).max().filter(|most| *most > 1)?;
    let (tag, _) = counts.iter().find(|(_, values)| values.len() == most)?;
    if !some_will_do && most < payloads.len() {
        return None;
    }
    let tag = (*tag).to_owned();
    let mut seen = BTreeSet::new();
    let told = payloads
        .into_iter()
        .filter(|payload| payload.value(&tag).is_some_and(|value| seen.insert(value.to_owned())));
    let told = told.collect();
    Some((tag, told))
}

fn payload<'w>(schemas: &Schemas<'_>, webhook: &'w Webhook) -> Option<Payload<'w>> {
    let WebhookPayload::Json(ty) = &webhook.payload else {
        return None;
    };
    Some(Payload {
        webhook,
        ty: ty.clone(),
        constants: constants(schemas, ty),
    })
}

impl Payload<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        let constant = self.constants.iter().find(|(known, _)| known == name);
        constant.map(|(_, value)| value.as_str())
    }
}

fn variants(tag: &str, payloads: &[Payload<'_>]) -> Vec<UnionVariant> {
    let texts: Vec<&str> = payloads
        .iter()
        .map(|payload| payload.webhook.name.rust.as_str())
        .collect();
    let reserved = Reserved {
        names: &["Unknown"],
        word: "webhook",
    };
    let names = distinct(Case::Pascal, &texts, reserved);
    let variants = payloads.iter().zip(names).map(|(payload, name)| UnionVariant {
        name,
        docs: payload.webhook.docs.first_paragraph(),
        ty: payload.ty.clone(),
        inside: None,
        rules: Rules::default(),
        tags: payload
            .value(tag)
            .map(|value| Literal::String(value.to_owned()))
            .into_iter()
            .collect(),
        implied: None,
        guard: Guard::default(),
        is_default: false,
        is_only_of_type: false,
    });
    variants.collect()
}

/// The required members of an object that have one string for a value.
fn constants(schemas: &Schemas<'_>, ty: &Type) -> Vec<(String, String)> {
    let Some(Shape::Struct(object)) = shape(schemas, ty) else {
        return Vec::new();
    };
    let required = object
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    let constants = required.filter_map(|field| Some((field.name.wire.clone(), constant(schemas, &field.ty)?)));
    constants.collect()
}

fn constant(schemas: &Schemas<'_>, ty: &Type) -> Option<String> {
    match shape(schemas, ty)? {
        Shape::Constant(Literal::String(value)) => Some(value.clone()),
        Shape::StringEnum(values) => match values.variants.as_slice() {
            [only] => Some(only.name.wire.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The shape of a type, under whatever name.
fn shape<'s>(schemas: &'s Schemas<'_>, ty: &'s Type) -> Option<&'s Shape> {
    match aliases::followed(|id| schemas.shape_of(id), ty)? {
        Type::Named(id) => schemas.shape_of(*id),
        _ => None,
    }
}
