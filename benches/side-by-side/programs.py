"""Writes two programs for a generated client, from the signatures of its methods: `one` calls one operation, `all` calls all.

    programs.py TOOL CRATE OPERATION OUTPUT

Arguments come from a function whose result the compiler can't know, so nothing of a call is optimized away. Reading
signatures is beyond a shell script; nothing else here is Python.
"""

import json
import re
import sys
from pathlib import Path

# How a client is made, where its methods are found, and what they are called on.
CLIENTS = {
    "clientwright": 'api::Client::builder().base_url("http://127.0.0.1:9").build().expect("a client")',
    "openapi-to-rust": "api::HttpClient::new()",
    "progenitor": 'api::Client::new("http://127.0.0.1:9")',
    "ploidy": "given::<api::Client>()",
    "oas3-gen": "api::client::{name}::new()",
}

START = """//! Written by benches/side-by-side.

#![allow(deprecated, unused)]

use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;

#[inline(never)]
fn given<T>() -> T {
    black_box(None).expect("an argument")
}

fn report<T, E>(result: Result<T, E>) {
    black_box(&result);
}
"""


def split(arguments):
    """Arguments at the commas that are in no brackets."""
    depth, start, found = 0, 0, []
    for at, letter in enumerate(arguments + ","):
        if letter in "<([{":
            depth += 1
        elif letter in ">)]}" and arguments[at - 1 : at] != "-":
            depth -= 1
        elif letter == "," and depth == 0:
            found.append(arguments[start:at].strip())
            start = at + 1
    return [argument for argument in found if argument]


def value(kind):
    """An argument of a type; inferred, unless the type is `impl …`."""
    kind = kind.strip()
    if "impl " not in kind:
        return "given()"
    kind = re.sub(r"impl AsRef<str>|impl Into<String>|impl ToString|impl std::fmt::Display", "String", kind)
    for _ in range(3):
        kind = re.sub(r"impl (?:std::iter::)?IntoIterator<Item = ([^<>]*(?:<[^<>]*>)?)>", r"Vec<\1>", kind)
        kind = re.sub(r"impl (?:Into|AsRef)<((?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*)>", r"\1", kind)
    kind = kind.replace("crate::", "api::")
    kind = re.sub(r"(?<![\w:])(types::|Body\b|FilePart\b|Field<)", r"api::\1", kind)
    return f"given::<{kind}>()"


def of_clientwright(crate):
    operations = json.loads((crate / "inspect.json").read_text())["operations"]
    for operation in operations:
        arguments = [argument.split(": ", 1)[1] for argument in operation["arguments"]]
        yield operation["id"], operation["rust"], arguments


def of_others(crate):
    methods = re.compile(r"pub async fn (\w+)\s*(<[^(]*>)?\s*\(\s*&(?:'a )?self\s*,?(.*?)\)\s*->", re.S)
    for file in sorted((crate / "src").rglob("*.rs")):
        for name, generics, arguments in methods.findall(file.read_text()):
            if generics.strip() in ("", "<'a>"):
                kinds = [argument.split(":", 1)[1] for argument in split(" ".join(arguments.split()))]
                yield name, f"client.{name}", kinds


def snake(text):
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def program(calls, client):
    text = [START]
    for index, (call, arguments) in enumerate(calls):
        arguments = ", ".join(value(kind) for kind in arguments)
        text.append(f"async fn call{index}(client: &Client) {{\n    report({call}({arguments}).await);\n}}\n")
    arms = "".join(f"        {index} => Box::pin(call{index}(&client)),\n" for index in range(1, len(calls)))
    text.append(
        f"fn main() {{\n    let client = {client};\n"
        "    let call: Pin<Box<dyn Future<Output = ()> + '_>> = match std::env::args().count() {\n"
        f"{arms}        _ => Box::pin(call0(&client)),\n    }};\n"
        "    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();\n"
        '    runtime.expect("a runtime").block_on(call);\n}\n'
    )
    return "\n".join(text)


def main():
    tool, crate, operation, output = sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    found = list((of_clientwright if tool == "clientwright" else of_others)(crate))
    if not found:
        sys.exit("no methods found")
    one = [method for method in found if operation in (method[0], None) or snake(operation) == snake(method[0])]
    if not one:
        sys.exit(f"no method for {operation}")
    client = CLIENTS[tool]
    kind = "api::HttpClient" if tool == "openapi-to-rust" else "api::Client"
    if tool == "oas3-gen":
        name = re.search(r"pub struct (\w+Client) ", (crate / "src/client.rs").read_text())[1]
        client, kind = client.format(name=name), f"api::client::{name}"
    for folder, methods in (("one", one[:1]), ("all", found)):
        source = output / folder / "src"
        source.mkdir(parents=True, exist_ok=True)
        text = program([(call, arguments) for _, call, arguments in methods], client)
        (source / "main.rs").write_text(text.replace("use std::pin::Pin;\n", f"use std::pin::Pin;\n\nuse {kind} as Client;\n"))
    print(len(found))


main()
