//! Values for the inputs of examples, as simple as their types allow.

use super::code::Code;
use super::types;
use crate::ir::{Api, Converted, Passed, Shape, Struct, Type, TypeId};
use crate::prose::{Line, line, path};
use crate::surface::rust;

/// How many values an example writes out; what needs more is left to the reader.
const MOST: usize = 20;

/// Makes the values of one example.
pub(super) struct Values<'a> {
    api: &'a Api,
    left: usize,
    /// The types whose values are being made.
    inside: Vec<TypeId>,
    /// What the reader must have: names and types.
    pub(super) given: Vec<(String, Line)>,
}

impl<'a> Values<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            left: MOST,
            inside: Vec::new(),
            given: Vec::new(),
        }
    }

    /// What a caller passes: a simple value, or one that the reader has.
    pub(super) fn passed(&mut self, name: &str, passed: Passed<'_>) -> Code {
        self.simple(name, passed).unwrap_or_else(|| {
            let ty = match passed {
                Passed::IntoBody => "Vec<u8>".to_owned(),
                Passed::IntoForm => format!("{}::Form", self.api.package.crate_name),
                Passed::Into(ty) => rust::passed(self.api, Passed::Value(ty)),
                Passed::Lent(item) | Passed::Items(item) | Passed::IntoItems(item) => {
                    format!("Vec<{}>", rust::ty(self.api, item))
                }
                other => rust::passed(self.api, other),
            };
            self.given(name, types::in_example(&ty))
        })
    }

    /// A simple value for what is passed; `None` where there is none.
    fn simple(&mut self, name: &str, passed: Passed<'_>) -> Option<Code> {
        match passed {
            Passed::Text => Some(text(name)),
            Passed::Texts => Some(Code::Call("[".into(), vec![text(name)], "]")),
            Passed::Lent(item) | Passed::Items(item) => {
                Some(Code::Call("[".into(), vec![self.owned(item, name)?], "]"))
            }
            Passed::IntoItems(item) => {
                let item = self.simple(name, Passed::Into(item))?;
                Some(Code::Call("[".into(), vec![item], "]"))
            }
            // Parameters without a type are mostly texts.
            Passed::Reference(Type::Json) => Some(Code::Word(line!["&serde_json::json!(", text(name).flat(), ")"])),
            Passed::Reference(ty) => self.owned(ty, name).map(Code::borrowed),
            Passed::Value(ty) => self.owned(ty, name),
            Passed::Option(_) => Some(Code::word("None")),
            Passed::Into(Type::String) => Some(text(name)),
            Passed::Into(Type::Array(inner)) => Some(Code::Call("[".into(), vec![self.owned(inner, name)?], "]")),
            Passed::Into(Type::Scalar(scalar)) => scalar.is_number().then(|| Code::word("1")),
            Passed::Into(Type::Named(id)) => self.converted(*id, name).or_else(|| self.named(*id, name)),
            Passed::Into(ty) => self.owned(ty, name),
            Passed::IntoField(_) | Passed::IntoLenient(_) | Passed::IntoBody | Passed::IntoForm => None,
        }
    }

    /// A value that turns into this union, a text or one of a type with a name, or into what this alias stands for.
    fn converted(&mut self, id: TypeId, name: &str) -> Option<Code> {
        let union = match &self.api.type_def(id)?.shape {
            Shape::Union(union) => union,
            Shape::Alias(ty) => return self.simple(name, Passed::Into(ty)),
            _ => return None,
        };
        union.conversions().find_map(|(_, converted)| match converted {
            Converted::Text => Some(text(name)),
            Converted::Value(Type::Named(id)) => self.named(*id, name),
            Converted::Value(_) => None,
        })
    }

    /// A value that the reader has.
    fn given(&mut self, name: &str, ty: Line) -> Code {
        let is_taken = |name: &str| name == "client" || self.given.iter().any(|(known, _)| known == name);
        let mut distinct = name.to_owned();
        while is_taken(&distinct) {
            distinct.push('_');
        }
        let code = Code::Word(path(&distinct));
        self.given.push((distinct, ty));
        code
    }

    /// A value of exactly this type; `None` where there is no simple one.
    fn owned(&mut self, ty: &Type, name: &str) -> Option<Code> {
        self.left = self.left.checked_sub(1)?;
        Some(match ty {
            Type::String => Code::Word(line![text(name).flat(), ".to_owned()"]),
            Type::Bool => Code::word("true"),
            Type::Integer(_) => Code::word("1"),
            Type::Float(_) => Code::word("1.0"),
            Type::Json => Code::word("serde_json::json!({})"),
            Type::JsonObject => Code::word("serde_json::Map::new()"),
            Type::Array(inner) => Code::Call("vec![".into(), vec![self.owned(inner, name)?], "]"),
            Type::Tuple(elements) => {
                let elements = elements.iter().map(|element| self.owned(element, name));
                Code::Call("(".into(), elements.collect::<Option<_>>()?, ")")
            }
            Type::Map(_) | Type::MapBy(..) => Code::word("Default::default()"),
            Type::Nullable(_) => Code::word("None"),
            Type::Boxed(inner) => Code::Call("Box::new(".into(), vec![self.owned(inner, name)?], ")"),
            Type::File => Code::word("FilePart::new(\"name\", b\"content\")"),
            Type::Scalar(_) => return None,
            Type::Named(id) => return self.named(*id, name),
        })
    }

    fn named(&mut self, id: TypeId, name: &str) -> Option<Code> {
        if self.inside.contains(&id) {
            return None;
        }
        self.inside.push(id);
        let value = self.of_definition(id, name);
        self.inside.pop();
        value
    }

    fn of_definition(&mut self, id: TypeId, name: &str) -> Option<Code> {
        let definition = self.api.type_def(id)?;
        let own = line!["types::", path(&definition.name.rust)];
        match &definition.shape {
            Shape::Struct(object) => {
                let arguments = self.fields(object)?;
                Some(Code::Call(line![own, "::new("], arguments, ")"))
            }
            Shape::StringEnum(members) | Shape::IntegerEnum(members) => {
                let first = members.variants.first()?;
                Some(Code::Word(line![own, "::", path(&first.name.rust)]))
            }
            Shape::Constant(_) => Some(Code::Word(own)),
            Shape::Union(union) => union.variants.iter().find_map(|variant| {
                let value = self.owned(&variant.ty, name)?;
                let open = line![&own, "::", path(&variant.name), "("];
                Some(Code::Call(open, vec![value], ")"))
            }),
            Shape::Alias(ty) => self.owned(ty, name),
            Shape::Newtype(ty) => Some(Code::Call(line![own, "("], vec![self.owned(ty, name)?], ")")),
        }
    }

    /// The arguments of `new`; `None` where it doesn't exist.
    fn fields(&mut self, object: &Struct) -> Option<Vec<Code>> {
        if !object.sent {
            return None;
        }
        let mut arguments = Vec::new();
        for field in object.asked_for() {
            self.left = self.left.checked_sub(1)?;
            arguments.push(self.simple(&field.name.rust, field.passed_to_new(self.api))?);
        }
        Some(arguments)
    }
}

/// A string that is called after what it is for.
fn text(name: &str) -> Code {
    Code::Word(line!["\"", path(name.trim_end_matches('_')), "\""])
}
