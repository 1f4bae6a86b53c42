//! The items of `types`.

use super::rust::{self, default, literal, passed};
use super::{Argument, Item, Kind, Surface};
use crate::ir::{
    Api, Converted, DefaultValueOf, Field, FilledValue, Presence, Shape, Struct, StructCodec, Type, TypeDef, Union,
    UnionVariant, ValueEnum,
};

/// Adds all types.
pub(super) fn add(surface: &mut Surface, api: &Api) {
    for definition in &api.types {
        let path = format!("types::{}", definition.name.rust);
        of_shape(surface, api, &path, &definition.shape);
        if let Some(view) = &definition.view {
            surface.add(format!("types::{view}"), Kind::KnownView, Item::typed(&path));
        }
        of_definition(surface, &path, definition);
    }
}

fn of_shape(surface: &mut Surface, api: &Api, path: &str, shape: &Shape) {
    match shape {
        Shape::Struct(object) => of_struct(surface, api, path, object),
        Shape::StringEnum(values) => {
            let kinds = (Kind::OpenStringEnum, Kind::ClosedStringEnum, "UnknownValue");
            of_values(surface, path, values, kinds);
        }
        Shape::IntegerEnum(values) => {
            let kinds = (Kind::OpenIntegerEnum, Kind::ClosedIntegerEnum, "UnknownInteger");
            of_values(surface, path, values, kinds);
        }
        Shape::Constant(value) => {
            let item = Item {
                value: Some(literal(value)),
                ..Item::default()
            };
            surface.add(path, Kind::ConstantType, item);
        }
        Shape::Union(union) => of_union(surface, api, path, union),
        Shape::Alias(ty) => surface.add(path, Kind::Alias, Item::typed(rust::ty(api, ty))),
        Shape::Newtype(ty) => surface.add(path, Kind::Newtype, Item::typed(rust::ty(api, ty))),
    }
}

/// What types of every shape may have.
fn of_definition(surface: &mut Surface, path: &str, definition: &TypeDef) {
    if definition.checks.is_some() {
        let item = Item::typed("Result<(), ValidationErrors>");
        surface.add(format!("{path}::validate"), Kind::Method, item);
    }
    for renamed in &definition.renamed {
        let item = Item::typed(format!("types::{}", renamed.new)).deprecated(true);
        surface.add(format!("types::{}", renamed.old), Kind::Alias, item);
    }
}

fn of_struct(surface: &mut Surface, api: &Api, path: &str, object: &Struct) {
    let kind = match object.codec {
        StructCodec::Json => Kind::Struct,
        StructCodec::Multipart => Kind::FormStruct,
    };
    let traits = match object.default_value() {
        DefaultValueOf::None => Vec::new(),
        DefaultValueOf::Derived | DefaultValueOf::New => vec!["Default".to_owned()],
    };
    let item = Item {
        traits,
        ..Item::default()
    };
    surface.add(path, kind, item);
    for field in &object.fields {
        surface.add(
            format!("{path}::{}", field.name.rust),
            Kind::Field,
            of_field(api, field),
        );
    }
    if let Some(additional) = &object.additional {
        let ty = rust::ty(api, &Type::Map(Box::new(additional.ty.clone())));
        let item = Item::typed(ty).fact("undeclared", "");
        surface.add(format!("{path}::{}", additional.field), Kind::Field, item);
    }
    if object.sent {
        of_callers(surface, api, path, object);
    }
}

fn of_field(api: &Api, field: &Field) -> Item {
    let ty = rust::ty(api, &field.ty);
    let ty = match field.presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => format!("Option<{ty}>"),
        Presence::Tristate => format!("Field<{ty}>"),
        Presence::Lenient => format!("Lenient<{ty}>"),
    };
    // `Option<T>` says nothing of which of the two may come.
    let nullable = (field.presence == Presence::Nullable).then_some("nullable");
    let item = Item::typed(ty).fact("wire", &field.name.wire);
    let item = nullable.into_iter().fold(item, |item, word| item.fact(word, ""));
    let xml = field.xml.iter();
    let item = xml.fold(item, |item, node| item.fact("xml", node.to_string()));
    let filled = field.filled.as_ref().and_then(|filled| match &filled.value {
        FilledValue::Unit => None,
        FilledValue::Variant(variant) => Some(variant.clone()),
        FilledValue::Unlisted(value) => Some(super::text::quoted(value)),
        FilledValue::Literal(value) => Some(literal(value)),
    });
    let item = filled.into_iter().fold(item, |item, value| item.fact("filled", value));
    item.deprecated(field.deprecated.is_some())
}

/// How callers make one.
fn of_callers(surface: &mut Surface, api: &Api, path: &str, object: &Struct) {
    for constant in &object.defaults {
        let (ty, value) = default(api, &constant.value);
        let item = Item {
            value: Some(value),
            ..Item::typed(ty)
        };
        let item = item.deprecated(constant.deprecated.is_some());
        surface.add(format!("{path}::{}", constant.name), Kind::Constant, item);
    }
    let arguments = object.asked_for();
    let arguments = arguments.map(|field| Argument::new(&field.name.rust, passed(api, field.passed_to_new(api))));
    let new = Item::function(arguments.collect(), Some("Self".to_owned()));
    surface.add(format!("{path}::new"), Kind::Function, new);
    for field in object.fields.iter().filter(|field| field.is_set_by_callers()) {
        let argument = Argument::new(&field.name.rust, passed(api, field.passed_to_setter(api)));
        let item = Item::function(vec![argument], None).deprecated(field.deprecated.is_some());
        surface.add(format!("{path}::{}", field.name.rust), Kind::Setter, item);
    }
}

fn of_values(
    surface: &mut Surface,
    path: &str,
    values: &ValueEnum,
    (open, closed, unknown): (Kind, Kind, &'static str),
) {
    let kind = if values.open.is_some() { open } else { closed };
    surface.add(path, kind, Item::default());
    for variant in &values.variants {
        let item = Item::default().fact("wire", &variant.name.wire);
        surface.add(format!("{path}::{}", variant.name.rust), Kind::Variant, item);
    }
    if let Some(open) = &values.open {
        surface.add(
            format!("{path}::{}", open.catch_all),
            Kind::CatchAll,
            Item::typed(unknown),
        );
    }
}

fn of_union(surface: &mut Surface, api: &Api, path: &str, union: &Union) {
    let traits = union.conversions().map(|(_, converted)| match converted {
        Converted::Value(ty) => format!("From<{}>", rust::ty(api, ty)),
        Converted::Text => "From<&str>".to_owned(),
    });
    let item = Item {
        traits: traits.collect(),
        ..Item::default()
    };
    let item = match &union.tag {
        Some(tag) => item.fact("tag", tag.name()),
        None => item,
    };
    let kind = match &union.tag {
        Some(_) => Kind::TaggedUnion,
        None => Kind::Union,
    };
    surface.add(path, kind, item);
    for variant in &union.variants {
        surface.add(
            format!("{path}::{}", variant.name),
            Kind::Variant,
            of_variant(api, variant),
        );
    }
    if union.tag.is_some() {
        surface.add(
            format!("{path}::Unknown"),
            Kind::CatchAll,
            Item::typed("UnknownVariant"),
        );
    }
}

fn of_variant(api: &Api, variant: &UnionVariant) -> Item {
    let item = Item::typed(rust::ty(api, &variant.ty));
    let tags = variant.tags.iter().map(literal);
    let item = tags.fold(item, |item, tag| item.fact("tag", tag));
    let inside = variant.inside.iter();
    inside.fold(item, |item, member| item.fact("in", member))
}
