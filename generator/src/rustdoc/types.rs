//! Types as Rust writes them, in text.

use crate::ir::{Api, Given, Type};
use crate::prose::{self, Line, line};
use crate::surface::rust;

/// The module of the API's own types, by which examples name them.
const MODULE: &str = "types::";

/// What a response gives, with a link to the API's own type in it.
pub(super) fn given(api: &Api, given: Given<'_>) -> Line {
    let text = rust::given(api, given).unwrap_or_else(|| "()".to_owned());
    let text = prose::rust_type(&text.replace(MODULE, "").replace("crate::", ""));
    match given {
        Given::Nothing | Given::Text | Given::Bytes => line!["`", text, "`"],
        Given::ByteStream => line!["[`", text, "`](crate::ByteStream)"],
        Given::Value(ty) => link(api, text, ty),
        Given::Events(ty) | Given::EventObjects(ty) => streamed(api, text, "crate::EventStream", ty),
        Given::Lines(ty) => streamed(api, text, "crate::JsonLines", ty),
    }
}

fn link(api: &Api, text: Line, ty: &Type) -> Line {
    match named(api, ty) {
        Some(name) => line!["[`", text, "`](crate::types::", name, ")"],
        None => line!["`", text, "`"],
    }
}

/// A stream has a page of its own, and so may what is in it.
fn streamed(api: &Api, text: Line, stream: &'static str, ty: &Type) -> Line {
    let inside = named(api, ty).map(|name| line![" of [`", &name, "`](crate::types::", &name, ")"]);
    Line::concat(
        [Some(line!["[`", text, "`](", stream, ")"]), inside]
            .into_iter()
            .flatten(),
    )
}

/// The first of the API's own types in a type.
fn named(api: &Api, ty: &Type) -> Option<Line> {
    let mut first = None;
    ty.named(&mut |id, _| first = first.or(Some(id)));
    let definition = api.type_def(first?)?;
    Some(prose::path(&definition.name.rust))
}

/// A type as the code of an example writes it.
pub(super) fn in_example(text: &str) -> Line {
    let text = text.replace("crate::", "");
    prose::rust_type(&text.replace("BTreeMap", "std::collections::BTreeMap"))
}
