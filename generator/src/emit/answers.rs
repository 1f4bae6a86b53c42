//! The part of the runtime for streams and for headers with types: only what the API uses.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::{Content, SourceFile, whole};
use crate::ir::ResponseEnum;
use crate::ir::{Api, Docs, Output, Payload};
use crate::prose::{self, FilePath, Line, line};

/// A file of the runtime, and what it gives: to users of the crate, and to the operations.
struct Module {
    name: &'static str,
    text: &'static str,
    public: &'static [&'static str],
    internal: &'static [&'static str],
}

macro_rules! module {
    ($name:literal, $public:expr, $internal:expr) => {
        Module {
            name: $name,
            text: include_str!(concat!("../../runtime/http/answers/", $name, ".rs")),
            public: &$public,
            internal: &$internal,
        }
    };
}

const BYTE_STREAM: &[Module] = &[module!("byte_stream", ["ByteStream"], [])];
const EVENTS: &[Module] = &[
    module!("event_parser", [], []),
    module!("event_stream", ["Event", "EventStream"], []),
];
const LINES: &[Module] = &[module!("json_lines", ["JsonLines"], [])];
const HEADERS: &[Module] = &[module!("headers", ["HeaderError"], ["HeaderLayout", "header"])];
/// What all streams share.
const STREAMS: &[Module] = &[module!("chunks", ["StreamError"], [])];

/// Whether some operation gives a stream.
pub(super) fn has_streams(api: &Api) -> bool {
    payloads(api).any(Payload::is_stream)
}

fn payloads(api: &Api) -> impl Iterator<Item = &Payload> {
    let plain = api.operations().flat_map(|operation| match &operation.output {
        Output::One(cases) => cases.as_slice(),
        Output::Several(_) => &[],
    });
    let several = api.groups.iter().flat_map(|group| &group.outputs);
    plain
        .chain(several.flat_map(ResponseEnum::cases))
        .map(|case| &case.payload)
}

/// The modules that the API uses, by name.
fn modules(api: &Api) -> Vec<&'static Module> {
    let uses = |is_it: fn(&Payload) -> bool| payloads(api).any(is_it);
    let has_headers = api.groups.iter().any(|group| !group.headers.is_empty());
    let wanted = [
        (uses(|payload| matches!(payload, Payload::ByteStream)), BYTE_STREAM),
        (uses(|payload| matches!(payload, Payload::Events(_))), EVENTS),
        (uses(|payload| matches!(payload, Payload::Lines(_))), LINES),
        (has_streams(api), STREAMS),
        (has_headers, HEADERS),
    ];
    let mut modules: Vec<&Module> = wanted
        .into_iter()
        .filter(|(is_wanted, _)| *is_wanted)
        .flat_map(|(_, modules)| modules)
        .collect();
    modules.sort_by_key(|module| module.name);
    modules
}

/// The files, by their paths.
pub(super) fn files(api: &Api) -> Vec<(FilePath, &'static str)> {
    let path = |module: &&Module| (FilePath::module("src/runtime/http/answers", module.name), module.text);
    modules(api).iter().map(path).collect()
}

/// What users of the crate may name.
pub(super) fn exports(api: &Api) -> Option<TokenStream> {
    let modules = modules(api);
    let mut names: Vec<&str> = modules.iter().flat_map(|module| module.public).copied().collect();
    names.sort_unstable();
    let names: Vec<_> = names.into_iter().map(ident).collect();
    (!names.is_empty()).then(|| quote!(pub use runtime::http::answers::{#(#names),*};))
}

/// What the crate's documentation says of them.
pub(super) fn documentation(api: &Api) -> Option<Line> {
    let streams = modules(api).into_iter().flat_map(|module| module.public);
    let streams = streams.filter(|name| ["ByteStream", "EventStream", "JsonLines"].contains(name));
    let streams: Vec<Line> = streams.map(|name| prose::item(name)).collect();
    let text = "* Some responses are streams: ";
    (!streams.is_empty()).then(|| line![text, Line::joined(streams, ", "), "."])
}

/// `src/runtime/http/answers/mod.rs`
pub(super) fn module(api: &Api) -> SourceFile<'_> {
    let modules = modules(api);
    let declarations = modules.iter().map(|module| ident(module.name));
    let names = |module: &Module, names: &[&str]| {
        let path = ident(module.name);
        let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
        (!names.is_empty()).then(|| quote!(#path::{#(#names),*}))
    };
    let public = modules.iter().filter_map(|module| names(module, module.public));
    let internal = modules.iter().filter_map(|module| names(module, module.internal));
    SourceFile {
        path: "src/runtime/http/answers/mod.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["Response streams and typed response headers: those that this API uses."]),
            items: whole(quote!(#(mod #declarations;)* #(pub use #public;)* #(pub(crate) use #internal;)*)),
        },
    }
}
