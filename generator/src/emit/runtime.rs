//! The runtime, copied as it is.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::tokens::lines;
use super::{Content, Maker, SourceFile, answers, whole};
use crate::ir::{Api, BodyFormat, DateForm, Docs, ScalarCodec, ScalarModule, Signatures};
use crate::prose::FilePath;

macro_rules! verbatim {
    ($($path:literal),+ $(,)?) => {
        &[$(
            ($path, include_str!(concat!("../../runtime/", $path)))
        ),+]
    };
}

/// The files that every API has.
const FILES: &[(&str, &str)] = verbatim![
    "causes.rs",
    "http/any_operation.rs",
    "http/any_url.rs",
    "http/assemble.rs",
    "http/blocking.rs",
    "http/blocking_thread.rs",
    "http/body.rs",
    "http/body_properties.rs",
    "http/build_error.rs",
    "http/builder.rs",
    "http/call_error.rs",
    "http/client.rs",
    "http/credential.rs",
    "http/credentials.rs",
    "http/departing.rs",
    "http/departures.rs",
    "http/draft.rs",
    "http/encoding.rs",
    "http/error.rs",
    "http/exchange.rs",
    "http/facts.rs",
    "http/failure.rs",
    "http/hooks.rs",
    "http/media_types.rs",
    "http/mismatch.rs",
    "http/mock.rs",
    "http/mod.rs",
    "http/network.rs",
    "http/operation.rs",
    "http/outgoing.rs",
    "http/page_url.rs",
    "http/patience.rs",
    "http/parameters.rs",
    "http/platform.rs",
    "http/problem.rs",
    "http/raw_response.rs",
    "http/received.rs",
    "http/redirects.rs",
    "http/reply.rs",
    "http/request.rs",
    "http/reqwest_transport.rs",
    "http/response_future.rs",
    "http/retry.rs",
    "http/schemes.rs",
    "http/scripted.rs",
    "http/send.rs",
    "http/server_message.rs",
    "http/servers.rs",
    "http/settings.rs",
    "http/token_transport.rs",
    "http/tokens.rs",
    "http/trace.rs",
    "http/transport.rs",
    "http/tree.rs",
    "json/audit.rs",
    "json/bridge.rs",
    "json/constants.rs",
    "json/containers.rs",
    "json/date_kinds.rs",
    "json/enum_macros.rs",
    "json/enums.rs",
    "json/error.rs",
    "json/escapes.rs",
    "json/field.rs",
    "json/lenient.rs",
    "json/literals.rs",
    "json/members.rs",
    "json/mod.rs",
    "json/notes.rs",
    "json/numbers.rs",
    "json/objects.rs",
    "json/reader.rs",
    "json/scanner.rs",
    "json/scanner/numbers.rs",
    "json/scanner/strings.rs",
    "json/signs.rs",
    "json/strings.rs",
    "json/tagged.rs",
    "json/tuples.rs",
    "json/unions.rs",
    "json/values.rs",
    "json/writer.rs",
    "json/writer/digits.rs",
    "json/writer/tags.rs",
];

/// How numbers are read: as numbers alone, or from strings of their digits as well.
const DIGITS: &[(&str, &str)] = &[("json/digits.rs", include_str!("../../runtime/json/digits.rs"))];
const DIGITS_IN_STRINGS: &[(&str, &str)] = &[(
    "json/digits.rs",
    include_str!("../../runtime/json/digits_in_strings.rs"),
)];

fn digits(api: &Api) -> &'static [(&'static str, &'static str)] {
    match api.reads_digits {
        true => DIGITS_IN_STRINGS,
        false => DIGITS,
    }
}

/// The files of APIs with paginated operations.
const PAGES: &[(&str, &str)] = verbatim![
    "pages/draft.rs",
    "pages/find.rs",
    "pages/link.rs",
    "pages/mod.rs",
    "pages/paging.rs",
    "pages/streams.rs",
    "pages/walk.rs",
];

/// The file of APIs with streams of any kind.
const ITERATORS: &[(&str, &str)] = verbatim!["iterators.rs"];

/// The file of APIs with the client credentials flow of OAuth 2.
const OAUTH: &[(&str, &str)] = verbatim!["oauth.rs"];

/// The files of APIs with the device authorization flow of OAuth 2.
const DEVICE: &[(&str, &str)] = verbatim!["device/login.rs", "device/mod.rs", "device/token.rs"];

/// The file of APIs with a flow of OAuth 2 that the client goes through by itself.
const TOKEN_ENDPOINT: &[(&str, &str)] = verbatim!["token_endpoint.rs"];

/// The files of APIs whose types check their values.
const RULES: &[(&str, &str)] = verbatim![
    "rules/check.rs",
    "rules/decimal.rs",
    "rules/error.rs",
    "rules/formats.rs",
    "rules/listing.rs",
    "rules/mod.rs",
    "rules/request.rs",
    "rules/table.rs",
];

/// Whether requests keep their inputs so that these can be checked.
const INPUTS: &[(&str, &str)] = verbatim!["http/inputs.rs"];
const NO_INPUTS: &[(&str, &str)] = &[("http/inputs.rs", include_str!("../../runtime/http/no_inputs.rs"))];

fn inputs(api: &Api) -> &'static [(&'static str, &'static str)] {
    match api.validates {
        true => INPUTS,
        false => NO_INPUTS,
    }
}

/// Whether error responses may be XML.
const XML_ERRORS: &[(&str, &str)] = verbatim!["http/xml_errors.rs"];
const NO_XML_ERRORS: &[(&str, &str)] = &[(
    "http/xml_errors.rs",
    include_str!("../../runtime/http/no_xml_errors.rs"),
)];

fn xml_errors(api: &Api) -> &'static [(&'static str, &'static str)] {
    match api.has_xml() {
        true => XML_ERRORS,
        false => NO_XML_ERRORS,
    }
}

/// Whether rules match patterns, for which they need a crate.
const PATTERNS: &[(&str, &str)] = verbatim!["rules/patterns.rs"];
const NO_PATTERNS: &[(&str, &str)] = &[("rules/patterns.rs", include_str!("../../runtime/rules/no_patterns.rs"))];

fn patterns(api: &Api) -> &'static [(&'static str, &'static str)] {
    match (api.validates, api.has_patterns()) {
        (false, _) => &[],
        (true, true) => PATTERNS,
        (true, false) => NO_PATTERNS,
    }
}

/// The files of APIs with webhooks or callbacks.
const WEBHOOKS: &[(&str, &str)] = verbatim![
    "webhooks/delivery.rs",
    "webhooks/error.rs",
    "webhooks/forms.rs",
    "webhooks/mod.rs",
];

/// The files of APIs whose webhooks are signed in the standard's way.
const SIGNATURES: &[(&str, &str)] = verbatim!["signatures/mod.rs", "signatures/verifier.rs"];

/// The files of APIs with XML bodies.
const XML: &[(&str, &str)] = verbatim![
    "xml/body.rs",
    "xml/layout.rs",
    "xml/mod.rs",
    "xml/parse.rs",
    "xml/read.rs",
    "xml/write.rs",
];

/// A part that not every API needs: its module and its files.
type Part = (&'static str, &'static [(&'static str, &'static str)]);

/// The parts that this API needs.
fn parts(api: &Api) -> Vec<Part> {
    let pages = api.has_pages().then_some(("pages", PAGES));
    let rules = api.validates.then_some(("rules", RULES));
    let webhooks = (!api.webhooks.is_empty()).then_some(("webhooks", WEBHOOKS));
    let signatures = match api.webhooks.signatures {
        Signatures::Standard => Some(("signatures", SIGNATURES)),
        Signatures::Unknown => None,
    };
    let iterators = has_streams(api).then_some(("iterators", ITERATORS));
    let (has_oauth, has_device) = (has_client_credentials(api), has_device_flow(api));
    let oauth = has_oauth.then_some(("oauth", OAUTH));
    let device = has_device.then_some(("device", DEVICE));
    let token_endpoint = (has_oauth || has_device).then_some(("token_endpoint", TOKEN_ENDPOINT));
    let xml = api.has_xml().then_some(("xml", XML));
    let parts = [
        device,
        iterators,
        oauth,
        pages,
        rules,
        signatures,
        token_endpoint,
        webhooks,
        xml,
    ];
    parts.into_iter().flatten().collect()
}

/// All files below `src/runtime`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Maker<'_>> {
    let parts = parts(api).into_iter().flat_map(|(_, files)| files);
    let always = FILES
        .iter()
        .chain(parts)
        .chain(digits(api))
        .chain(patterns(api))
        .chain(inputs(api))
        .chain(xml_errors(api))
        .copied();
    let scalars = scalar_files(api)
        .into_iter()
        .map(|(name, text)| (FilePath::module("src/runtime/scalars", name), text));
    let forms = form_files(api).map(|(name, text)| (FilePath::module("src/runtime/forms", name), text));
    let copies = always
        .map(|(path, text)| (FilePath::concat(["src/runtime/", path]), text))
        .chain(scalars)
        .chain(forms)
        .chain(answers::files(api))
        .map(|(path, text)| -> Maker<'_> { Box::new(move || verbatim(path.clone(), text)) });
    let modules: [Maker<'_>; 4] = [
        Box::new(|| module(api)),
        Box::new(|| scalar_module(api)),
        Box::new(|| form_module(api)),
        Box::new(|| answers::module(api)),
    ];
    copies.chain(modules)
}

/// Whether something comes one by one: the pieces of an answer, or pages.
pub(super) fn has_streams(api: &Api) -> bool {
    api.has_pages() || answers::has_streams(api)
}

/// Whether some security scheme has the client credentials flow of OAuth 2.
pub(super) fn has_client_credentials(api: &Api) -> bool {
    let mut schemes = api.client.schemes.iter();
    schemes.any(|scheme| scheme.client_credentials.is_some())
}

/// Whether some security scheme has the device authorization flow of OAuth 2.
pub(super) fn has_device_flow(api: &Api) -> bool {
    let mut schemes = api.client.schemes.iter();
    schemes.any(|scheme| scheme.device.is_some())
}

/// `src/runtime/mod.rs`
fn module(api: &Api) -> SourceFile<'_> {
    let always = ["causes", "forms", "http", "json", "scalars"];
    let mut modules: Vec<&str> = always
        .into_iter()
        .chain(parts(api).into_iter().map(|(module, _)| module))
        .collect();
    modules.sort_unstable();
    let modules = modules.into_iter().map(ident);
    SourceFile {
        path: "src/runtime/mod.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["The hand-written part of this crate, which is the same for every API."]),
            items: whole(quote!(#(pub(crate) mod #modules;)*)),
        },
    }
}

fn verbatim(path: FilePath, text: &'static str) -> SourceFile<'static> {
    SourceFile {
        path,
        content: Content::Verbatim(text),
    }
}

/// The hand-written modules that the scalars of an API need, with their text.
fn scalar_files(api: &Api) -> BTreeMap<&'static str, &'static str> {
    let dates = has_dates(api).then_some(DATES);
    let files = api.scalars.iter().map(|scalar| scalar_file(&scalar.codec));
    files.chain(dates).collect()
}

/// What all types of dates share.
const DATES: (&str, &str) = ("dates", include_str!("../../runtime/scalars/dates.rs"));

fn has_dates(api: &Api) -> bool {
    let mut codecs = api.scalars.iter().map(|scalar| &scalar.codec);
    codecs.any(|codec| {
        matches!(
            codec,
            ScalarCodec::Date(_) | ScalarCodec::Module(ScalarModule::Chrono | ScalarModule::Time)
        )
    })
}

fn scalar_file(codec: &ScalarCodec) -> (&'static str, &'static str) {
    match codec {
        ScalarCodec::Module(ScalarModule::Base64) => ("base64", include_str!("../../runtime/scalars/base64.rs")),
        ScalarCodec::Module(ScalarModule::BigInteger) => {
            ("big_integer", include_str!("../../runtime/scalars/big_integer.rs"))
        }
        ScalarCodec::Module(ScalarModule::Chrono) => ("chrono", include_str!("../../runtime/scalars/chrono.rs")),
        ScalarCodec::Module(ScalarModule::Null) => ("null", include_str!("../../runtime/scalars/null.rs")),
        ScalarCodec::Module(ScalarModule::Time) => ("time", include_str!("../../runtime/scalars/time.rs")),
        ScalarCodec::Date(_) => DATES,
        ScalarCodec::Serde(_) => ("by_serde", include_str!("../../runtime/scalars/by_serde.rs")),
        ScalarCodec::Text(_) => ("text", include_str!("../../runtime/scalars/text.rs")),
    }
}

/// The hand-written modules that the bodies of an API need.
fn form_files(api: &Api) -> impl Iterator<Item = (&'static str, &'static str)> {
    form_names(api).map(|(module, _)| match module {
        "free_form" => (module, include_str!("../../runtime/forms/free_form.rs")),
        _ => (module, include_str!("../../runtime/forms/multipart.rs")),
    })
}

/// The modules for the multipart forms of an API, and the public type of each.
pub(super) fn form_names(api: &Api) -> impl Iterator<Item = (&'static str, &'static str)> {
    let formats = api.body_formats();
    let has_free = formats.contains(&BodyFormat::FreeForm);
    let has_any = has_free || formats.contains(&BodyFormat::Multipart);
    let free = has_free.then_some(("free_form", "Form"));
    free.into_iter().chain(has_any.then_some(("multipart", "FilePart")))
}

fn form_module(api: &Api) -> SourceFile<'_> {
    let modules = form_files(api).map(|(name, _)| ident(name));
    SourceFile {
        path: "src/runtime/forms/mod.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["Multipart forms."]),
            items: whole(quote!(#(pub(crate) mod #modules;)*)),
        },
    }
}

fn scalar_module(api: &Api) -> SourceFile<'_> {
    let modules = scalar_files(api).into_keys().map(ident);
    let texts = api.scalars.iter().filter_map(|scalar| match &scalar.codec {
        ScalarCodec::Text(words) => {
            let path: TokenStream = scalar.path.parse().unwrap_or_default();
            Some(quote!(text::scalar! { ::#path, #words }))
        }
        ScalarCodec::Serde(words) => {
            let path: TokenStream = scalar.path.parse().unwrap_or_default();
            Some(quote!(by_serde::by_serde! { ::#path, #words }))
        }
        ScalarCodec::Date(form) => {
            let path: TokenStream = scalar.path.parse().unwrap_or_default();
            let form = ident(match form {
                DateForm::DateTime => "DATE_TIME",
                DateForm::Date => "DATE",
            });
            Some(quote!(dates::date_type! { ::#path, #form }))
        }
        ScalarCodec::Module(_) => None,
    });
    let leniency = has_dates(api).then(|| {
        let documentation = lines(["Whether other forms than those of RFC 3339 are read, wherever a value stands."]);
        let (date_times, dates) = (api.lenient_date_times, api.lenient_dates);
        quote! {
            #documentation
            const LENIENT_DATE_TIMES: bool = #date_times;
            const LENIENT_DATES: bool = #dates;
        }
    });
    SourceFile {
        path: "src/runtime/scalars/mod.rs".into(),
        content: Content::Rust {
            docs: Docs::of(["Scalars beyond those of JSON: those that this API uses."]),
            items: whole(quote!(#(pub(crate) mod #modules;)* #leniency #(#texts)*)),
        },
    }
}
