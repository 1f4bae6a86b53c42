//! The runtime, copied as it is.

use quote::quote;

use super::tokens::ident;
use super::{Content, Maker, SourceFile};
use crate::ir::{Api, ScalarCrate};

macro_rules! verbatim {
    ($($path:literal),+ $(,)?) => {
        &[$(
            ($path, include_str!(concat!("../../runtime/", $path)))
        ),+]
    };
}

/// The files that every API has.
const FILES: &[(&str, &str)] = verbatim![
    "http/any_error.rs",
    "http/client.rs",
    "http/credentials.rs",
    "http/encoding.rs",
    "http/error.rs",
    "http/mod.rs",
    "http/operation.rs",
    "http/parameters.rs",
    "http/reply.rs",
    "http/request.rs",
    "http/reqwest_transport.rs",
    "http/retry.rs",
    "http/send.rs",
    "http/transport.rs",
    "json/bridge.rs",
    "json/constants.rs",
    "json/containers.rs",
    "json/enum_macros.rs",
    "json/enums.rs",
    "json/error.rs",
    "json/field.rs",
    "json/mod.rs",
    "json/numbers.rs",
    "json/objects.rs",
    "json/reader.rs",
    "json/strings.rs",
    "json/unions.rs",
    "json/values.rs",
    "json/writer.rs",
    "mod.rs",
];

/// All files below `src/runtime`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Maker<'_>> {
    let always = FILES.iter().copied();
    let scalars = api.scalars.iter().map(|scalar| scalar_file(*scalar));
    let copies = always
        .chain(scalars)
        .map(|(path, text)| -> Maker<'_> { Box::new(move || verbatim(path, text)) });
    let module: Maker<'_> = Box::new(|| scalar_module(api));
    copies.chain([module])
}

fn verbatim(path: &str, text: &'static str) -> SourceFile {
    SourceFile {
        path: format!("src/runtime/{path}"),
        content: Content::Verbatim(text),
    }
}

fn scalar_file(scalar: ScalarCrate) -> (&'static str, &'static str) {
    match scalar {
        ScalarCrate::Chrono => ("scalars/chrono.rs", include_str!("../../runtime/scalars/chrono.rs")),
        ScalarCrate::Uuid => ("scalars/uuid.rs", include_str!("../../runtime/scalars/uuid.rs")),
    }
}

fn scalar_module(api: &Api) -> SourceFile {
    let modules = api.scalars.iter().map(|scalar| {
        ident(match scalar {
            ScalarCrate::Chrono => "chrono",
            ScalarCrate::Uuid => "uuid",
        })
    });
    SourceFile {
        path: "src/runtime/scalars/mod.rs".to_owned(),
        content: Content::Rust {
            docs: vec!["How the scalars of other crates are read and written.".to_owned()],
            items: quote!(#(mod #modules;)*),
        },
    }
}
