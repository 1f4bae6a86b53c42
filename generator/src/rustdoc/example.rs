//! Examples: calls that compile, with simple values for what must be passed.

use super::Subject;
use super::code::{Code, chain};
use super::values::Values;
use crate::ir::{Api, Body, Docs, Group, Operation, Output, Payload, SchemeKind, Shape, Type, XmlBody};
use crate::prose::{Line, line, path};

/// The example of a method. What has no simple value is an argument of the hidden function around it; a deprecated method
/// has none.
pub(super) fn of_method(subject: &Subject<'_>, name: &str, body: Option<&Body>) -> Docs {
    if subject.operation.deprecated.is_some() {
        return Docs::default();
    }
    let mut values = Values::new(subject.api);
    let call = call(&mut values, subject.api, subject.group, subject.operation, (name, body));
    let given = values.given.iter();
    let given = given.map(|(name, ty)| line![", ", path(name), ": ", ty]);
    let mut docs = Docs::of(["```no_run"]);
    docs.extend([
        line!["# use ::", path(&subject.api.package.crate_name), "::*;"],
        line![
            "# async fn run(client: Client",
            Line::concat(given),
            ") -> Result<(), Error> {"
        ],
    ]);
    docs.extend(call);
    docs.extend(["# Ok(()) }", "```"]);
    docs
}

/// A call with its required inputs.
fn call(
    values: &mut Values<'_>,
    api: &Api,
    group: &Group,
    operation: &Operation,
    (name, body): (&str, Option<&Body>),
) -> Vec<Line> {
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut arguments: Vec<Code> = required
        .map(|parameter| values.passed(&parameter.name.rust, parameter.passed()))
        .collect();
    let mut lines = Vec::new();
    if let Some(body) = body {
        let value = values.passed(&body.name, body.passed(api));
        arguments.push(match value {
            Code::Call(..) => {
                lines.extend(value.lines(line!["let ", path(&body.name), " = "], ";"));
                Code::Word(path(&body.name))
            }
            word => word,
        });
    }
    let accessor = group.handle.as_ref();
    let accessor = accessor.map(|handle| Code::Word(line![".", path(&handle.accessor), "()"]));
    let method = Code::Call(line![".", path(name), "("], arguments, ")");
    let calls: Vec<Code> = accessor.into_iter().chain([method]).collect();
    lines.extend(use_of(api, operation).lines(&calls));
    lines
}

const PRINT: &str = "println!";

/// What an example does with the response.
enum Use {
    /// Nothing: there is no body.
    Await,
    /// It prints the value, under this name.
    Print(&'static str),
    /// It reads the whole body.
    Collect,
    /// It prints one after the other, under this name; the chain of calls ends like this.
    Each(&'static str, &'static str),
}

fn use_of(api: &Api, operation: &Operation) -> Use {
    if let Some(paging) = &operation.paging {
        return match paging.list {
            Some(_) => Use::Each("item", ".items();"),
            None => Use::Each("page", ".pages();"),
        };
    }
    let payload = match &operation.output {
        Output::One(cases) => cases.first().map(|case| &case.payload),
        Output::Several(_) => return Use::Print("response"),
    };
    match payload {
        None | Some(Payload::Empty) => Use::Await,
        Some(Payload::ByteStream) => Use::Collect,
        Some(Payload::Events(_)) => Use::Each("event", ".await?;"),
        Some(Payload::Lines(_)) => Use::Each("line", ".await?;"),
        Some(Payload::Bytes) => Use::Print("bytes"),
        Some(Payload::Text | Payload::JsonOrText) => Use::Print("text"),
        Some(Payload::Json(ty) | Payload::Xml(XmlBody { ty, .. })) => Use::Print(word_of(api, ty)),
    }
}

fn word_of(api: &Api, ty: &Type) -> &'static str {
    match ty {
        Type::Array(_) => "list",
        Type::Named(id) => match api.type_def(*id).map(|definition| &definition.shape) {
            Some(Shape::Alias(Type::Array(_))) => "list",
            _ => "response",
        },
        _ => "value",
    }
}

impl Use {
    fn lines(&self, calls: &[Code]) -> Vec<Line> {
        match self {
            Self::Await => chain(Line::default(), "client", calls, ".await?;"),
            Self::Print(name) => {
                let mut lines = chain(line!["let ", *name, " = "], "client", calls, ".await?;");
                lines.push(line![PRINT, "(\"{", *name, ":?}\");"]);
                lines
            }
            Self::Collect => chain("let bytes = ".into(), "client", calls, ".await?.bytes().await?;"),
            Self::Each(name, end) => {
                let mut lines = chain(line!["let mut ", *name, "s = "], "client", calls, end);
                lines.push(line!["while let Some(", *name, ") = ", *name, "s.next().await {"]);
                lines.push(line!["    ", PRINT, "(\"{:?}\", ", *name, "?);"]);
                lines.push("}".into());
                lines
            }
        }
    }
}

/// The lines of the quick start, without `fn main`: the first call that needs nothing but simple values.
pub(super) fn quick_start(api: &Api) -> Vec<Line> {
    let base_url = api.client.base_url.is_none();
    let base_url = base_url.then(|| Code::word(".base_url(\"https://example.com\")"));
    let credentials = api.client.schemes.first().map(|scheme| {
        let arguments = match scheme.kind {
            SchemeKind::Basic => "(\"username\", \"password\")",
            _ => "(\"secret\")",
        };
        Code::Word(line![".", path(&scheme.name.rust), arguments])
    });
    let calls: Vec<Code> = base_url.into_iter().chain(credentials).collect();
    let client = chain("let client = ".into(), "Client::builder()", &calls, ".build()?;");
    let call = first_call(api).unwrap_or_default();
    let is_used = |name: &str| call.iter().any(|line| line.as_str().contains(name));
    let used = [
        (true, "Client"),
        (is_used("FilePart::"), "FilePart"),
        (is_used("types::"), "types"),
    ];
    let used: Vec<&'static str> = used
        .into_iter()
        .filter_map(|(is_used, name)| is_used.then_some(name))
        .collect();
    let names = match used.as_slice() {
        [name] => Line::from(*name),
        names => line!["{", Line::joined(names.iter().copied(), ", "), "}"],
    };
    let import = line!["use ", path(&api.package.crate_name), "::", names, ";"];
    [import, Line::default()]
        .into_iter()
        .chain(client)
        .chain(call)
        .collect()
}

fn first_call(api: &Api) -> Option<Vec<Line>> {
    let groups = api.groups.iter();
    let mut operations = groups.flat_map(|group| group.operations.iter().map(move |operation| (group, operation)));
    operations.find_map(|(group, operation)| {
        let mut values = Values::new(api);
        let body = operation.body.as_ref().filter(|body| body.required);
        let lines = call(&mut values, api, group, operation, (&operation.name.rust, body));
        (operation.deprecated.is_none() && values.given.is_empty()).then_some(lines)
    })
}
