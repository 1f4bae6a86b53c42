//! One enum of all webhooks, where a required constant of every payload says which one it is.

use std::collections::BTreeSet;

use crate::ir::{
    Docs, Guard, Literal, Presence, Rules, Shape, Type, TypeId, Union, UnionTag, UnionVariant, Webhook, WebhookPayload,
};
use crate::lower::aliases;
use crate::lower::schemas::Schemas;
use crate::lower::spot::Spot;
use crate::names::{Case, Reserved, distinct};
use crate::pointer::Pointer;
use crate::prose::{self, line};

/// A payload, and the members of it that have one value only.
struct Payload<'w> {
    webhook: &'w Webhook,
    ty: Type,
    constants: Vec<(String, String)>,
}

/// The enum; `None` for fewer than two webhooks, and where nothing tells them apart.
pub(super) fn of(schemas: &mut Schemas<'_>, webhooks: &[Webhook]) -> Option<TypeId> {
    let payloads = webhooks.iter().map(|webhook| payload(schemas, webhook));
    let payloads = payloads.collect::<Option<Vec<Payload<'_>>>>()?;
    let [first, _, ..] = payloads.as_slice() else {
        return None;
    };
    let candidates = first.constants.iter().map(|(name, _)| name.clone());
    let tag = candidates.into_iter().find(|name| is_tag(name, &payloads))?;
    let place = Pointer::root().child("webhooks");
    let mut docs = Docs::of([line![
        "Any of the webhooks, distinguished by the ",
        prose::code(&tag),
        " property.",
    ]]);
    docs.paragraph([prose::place(&schemas.document.place(&place))]);
    let spot = Spot::operation_part("webhook event", "", place);
    let variants = variants(&tag, &payloads);
    let union = Union {
        tag: Some(UnionTag::Required(tag)),
        variants,
    };
    Some(schemas.add(&spot, docs, Shape::Union(union)))
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

fn is_tag(name: &str, payloads: &[Payload<'_>]) -> bool {
    let mut seen = BTreeSet::new();
    payloads
        .iter()
        .all(|payload| payload.value(name).is_some_and(|value| seen.insert(value)))
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
        rules: Rules::default(),
        tags: payload
            .value(tag)
            .map(|value| Literal::String(value.to_owned()))
            .into_iter()
            .collect(),
        implied: None,
        guard: Guard::default(),
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
