//! What rustdoc finds in a crate, by the JSON that it writes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use clientwright_tests::root;
use serde_json::Value;

use super::Items;

/// Traits that aren't for users, or that every such type has.
const UNLISTED: &[&str] = &[
    "ErrorResponses",
    "Form",
    "Freeze",
    "Json",
    "Paged",
    "Ruled",
    "StructuralPartialEq",
];

/// The public items of a package's own files, those of the runtime left out; `None` where rustdoc writes no JSON.
pub(super) fn items(package: &str) -> Option<Items> {
    let text = std::fs::read(json_of(package)?).ok()?;
    let json: Value = serde_json::from_slice(&text).unwrap();
    let mut crate_ = Crate {
        index: json["index"].clone(),
        paths: BTreeMap::new(),
        shared: BTreeMap::new(),
        items: Items::new(),
    };
    crate_.module(&json["root"], "");
    let paths = crate_.paths.clone();
    for (id, path) in &paths {
        crate_.describe(id, path);
    }
    // rustdoc writes what an alias stands for.
    for signature in crate_.items.values_mut() {
        if let Some(own) = crate_.shared.get(signature) {
            signature.clone_from(own);
        }
    }
    Some(crate_.items)
}

/// rustdoc writes JSON only where unstable options are allowed; the build as a whole must not notice, since scripts of other
/// crates look for that.
fn json_of(package: &str) -> Option<PathBuf> {
    let folder = tempfile::tempdir().unwrap();
    let wrapper = wrapper(folder.path())?;
    let built = Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--offline", "--lib", "--package", package])
        .args([
            "--",
            "-Z",
            "unstable-options",
            "--output-format",
            "json",
            "--cap-lints",
            "allow",
        ])
        .env("RUSTDOC", wrapper)
        .current_dir(root())
        .output()
        .ok()?;
    let path = target().join("doc").join(format!("{package}.json"));
    if !built.status.success() {
        println!("{}", String::from_utf8_lossy(&built.stderr));
    }
    (built.status.success() && path.exists()).then_some(path)
}

#[cfg(unix)]
fn wrapper(folder: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("rustdoc");
    std::fs::write(&path, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc \"$@\"\n").ok()?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).ok()?;
    Some(path)
}

#[cfg(not(unix))]
fn wrapper(_: &Path) -> Option<PathBuf> {
    None
}

/// Where the build of these tests stands: they run from its `debug/deps`.
fn target() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().to_owned()
}

struct Crate {
    index: Value,
    /// The paths of the types that can be named, by their ids.
    paths: BTreeMap<String, String>,
    /// The names of the errors of operations, by the types that they stand for.
    shared: BTreeMap<String, String>,
    items: Items,
}

/// What operations document alike, which callers know by names of the operations.
const SHARED: &str = "errors";

impl Crate {
    fn item(&self, id: &Value) -> Option<Value> {
        self.index.get(key(id)).cloned()
    }

    fn module(&mut self, id: &Value, path: &str) {
        let module = self.item(id).unwrap();
        for child in array(&module["inner"]["module"]["items"]) {
            let Some(item) = self.item(child) else { continue };
            match inner(&item) {
                ("use", reexport) => {
                    let name = reexport["name"].as_str().unwrap_or_default();
                    self.named(&reexport["id"], &joined(path, name));
                }
                _ => {
                    let name = item["name"].as_str().unwrap_or_default();
                    self.named(child, &joined(path, name));
                }
            }
        }
    }

    fn named(&mut self, id: &Value, path: &str) {
        let Some(item) = self.item(id) else { return };
        match inner(&item).0 {
            "module" if !path.starts_with("transport") && path != SHARED => self.module(id, path),
            "module" => {}
            _ => _ = self.paths.insert(key(id), path.to_owned()),
        }
    }

    /// Adds an item and what it has: of the runtime's own types only what the API's files add to them.
    fn describe(&mut self, id: &str, path: &str) {
        let Some(item) = self.item(&Value::from(id)) else {
            return;
        };
        let (kind, inner) = inner(&item);
        let is_own = is_of_the_api(&item);
        match kind {
            "struct" | "enum" => {
                let traits = self.impls(path, inner);
                if is_own {
                    self.items.insert(format!("type {path}"), traits);
                    self.parts(path, kind, inner);
                }
            }
            "type_alias" if is_shared(inner) => self.shared_errors(path, &inner["type"]),
            "type_alias" if is_own => {
                let text = format!("= {}", ty(&inner["type"]));
                self.items.insert(format!("type {path}"), text);
            }
            "constant" if is_own => _ = self.items.insert(format!("const {path}"), ty(&inner["type"])),
            "function" if is_own => self.function(path, inner),
            _ => {}
        }
    }

    /// Adds an alias of an enum that operations share as what it is for callers: an enum.
    fn shared_errors(&mut self, path: &str, aliased: &Value) {
        let Some(item) = self.item(&aliased["resolved_path"]["id"]) else {
            return;
        };
        let (kind, inner) = inner(&item);
        let impls = array(&inner["impls"]).iter().filter_map(|id| self.item(id));
        let impls = impls.filter(is_written);
        let names = impls.map(|item| of_path(&item["inner"]["impl"]["trait"]));
        let mut names: Vec<String> = names.filter(|name| !UNLISTED.contains(&name.as_str())).collect();
        names.sort();
        self.items.insert(format!("type {path}"), names.join(" + "));
        self.parts(path, kind, inner);
        let own = path.rsplit("::").next().unwrap_or_default();
        self.shared.insert(ty(aliased), own.to_owned());
    }

    fn parts(&mut self, path: &str, kind: &str, inner: &Value) {
        let parts = match kind {
            "struct" => &inner["kind"]["plain"]["fields"],
            _ => &inner["variants"],
        };
        for part in array(parts) {
            let Some(part) = self.item(part) else { continue };
            let path = joined(path, part["name"].as_str().unwrap_or_default());
            match self::inner(&part) {
                ("struct_field", held) => _ = self.items.insert(format!("field {path}"), ty(held)),
                (_, variant) => {
                    let held = array(&variant["kind"]["tuple"]).iter();
                    let held = held.filter_map(|field| Some(ty(&self.item(field)?["inner"]["struct_field"])));
                    let held: Vec<String> = held.collect();
                    self.items.insert(format!("variant {path}"), held.join(", "));
                }
            }
        }
    }

    /// Adds what the inherent `impl`s of the API's files have, and gives the traits.
    fn impls(&mut self, path: &str, inner: &Value) -> String {
        let mut traits = Vec::new();
        for id in array(&inner["impls"]) {
            let Some(item) = self.item(id) else { continue };
            let implementation = &item["inner"]["impl"];
            if !is_written(&item) {
                continue;
            }
            let target = &implementation["for"]["resolved_path"];
            let is_of_path = self.paths.get(&key(&target["id"])).is_some_and(|target| target == path);
            match (implementation["trait"].is_null(), is_of_path) {
                (true, _) => self.members(path, implementation),
                (false, true) => {
                    let name = of_path(&implementation["trait"]);
                    if name == "Operation" {
                        self.associated_types(path, implementation);
                    }
                    traits.push(name);
                }
                // Conversions stand with both types.
                (false, false) if target["path"] == "String" => traits.push("Into<String>".to_owned()),
                (false, false) => {}
            }
        }
        traits.retain(|name| !UNLISTED.contains(&name.as_str()));
        traits.sort();
        traits.join(" + ")
    }

    fn members(&mut self, path: &str, implementation: &Value) {
        // The setters of a request stand with the marker of its operation.
        let marker = &implementation["for"]["resolved_path"]["args"]["angle_bracketed"]["args"][0]["type"];
        let marker = self.paths.get(&key(&marker["resolved_path"]["id"])).cloned();
        let path = marker.as_deref().unwrap_or(path);
        for member in array(&implementation["items"]) {
            let Some(member) = self.item(member) else { continue };
            let path = joined(path, member["name"].as_str().unwrap_or_default());
            match inner(&member) {
                ("function", function) => self.function(&path, function),
                (_, constant) => _ = self.items.insert(format!("const {path}"), ty(&constant["type"])),
            }
        }
    }

    fn associated_types(&mut self, path: &str, implementation: &Value) {
        for member in array(&implementation["items"]) {
            let Some(member) = self.item(member) else { continue };
            if let ("assoc_type", associated) = inner(&member) {
                let name = member["name"].as_str().unwrap_or_default();
                self.items
                    .insert(format!("type {path}::{name}"), ty(&associated["type"]));
            }
        }
    }

    fn function(&mut self, path: &str, function: &Value) {
        let inputs = array(&function["sig"]["inputs"]).iter();
        let inputs = inputs.map(|input| match input[0].as_str() {
            Some("self") => "self".to_owned(),
            name => format!("{}: {}", name.unwrap_or_default(), ty(&input[1])),
        });
        let inputs: Vec<String> = inputs.collect();
        let output = &function["sig"]["output"];
        let text = format!("({}) -> {}", inputs.join(", "), ty(output));
        // Every client has these.
        if path != "Client::builder" {
            self.items.insert(format!("fn {path}"), text);
        }
    }
}

/// Whether an alias is of an enum that operations share.
fn is_shared(alias: &Value) -> bool {
    let path = alias["type"]["resolved_path"]["path"].as_str().unwrap_or_default();
    path.starts_with("errors::")
}

fn key(id: &Value) -> String {
    match id {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn joined(path: &str, name: &str) -> String {
    match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}::{name}"),
    }
}

fn inner(item: &Value) -> (&str, &Value) {
    inner_of(&item["inner"])
}

/// The kind of what is one of several, and its content.
fn inner_of(value: &Value) -> (&str, &Value) {
    let only = value.as_object().and_then(|members| members.iter().next());
    only.map_or(("", &Value::Null), |(kind, content)| (kind.as_str(), content))
}

/// Whether an item stands in a file that isn't the same for every API.
fn is_of_the_api(item: &Value) -> bool {
    let file = item["span"]["filename"].as_str().unwrap_or_default();
    !file.is_empty() && !file.contains("src/runtime/")
}

/// Whether an `impl` stands in such a file, by itself or derived.
fn is_written(item: &Value) -> bool {
    let implementation = &item["inner"]["impl"];
    implementation["is_synthetic"] == false && implementation["blanket_impl"].is_null() && is_of_the_api(item)
}

/// A type by the last names of its paths.
fn ty(value: &Value) -> String {
    if value.is_null() {
        return "()".to_owned();
    }
    let (kind, inner) = value.as_object().and_then(|value| value.iter().next()).unwrap();
    match kind.as_str() {
        "resolved_path" => of_path(inner),
        "generic" | "primitive" => inner.as_str().unwrap_or_default().to_owned(),
        "borrowed_ref" => format!("&{}", ty(&inner["type"])),
        "slice" => format!("[{}]", ty(inner)),
        "tuple" => {
            let parts: Vec<String> = array(inner).iter().map(ty).collect();
            format!("({})", parts.join(", "))
        }
        "impl_trait" => {
            format!("impl {}", bounds(inner))
        }
        _ => value.to_string(),
    }
}

fn of_path(path: &Value) -> String {
    let name = path["path"].as_str().unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or_default();
    let arguments = array(&path["args"]["angle_bracketed"]["args"]);
    let types = arguments.iter().filter(|argument| !argument["type"].is_null());
    let types = types.map(|argument| ty(&argument["type"]));
    let constraints = array(&path["args"]["angle_bracketed"]["constraints"])
        .iter()
        .map(constraint);
    let types: Vec<String> = types.chain(constraints).collect();
    match types.is_empty() {
        true => name.to_owned(),
        false => format!("{name}<{}>", types.join(", ")),
    }
}

fn bounds(list: &Value) -> String {
    let bounds = array(list).iter();
    let bounds: Vec<String> = bounds.map(|bound| of_path(&bound["trait_bound"]["trait"])).collect();
    bounds.join(" + ")
}

/// `Item = T`, or `Item: Trait`.
fn constraint(value: &Value) -> String {
    let name = value["name"].as_str().unwrap_or_default();
    match inner_of(&value["binding"]) {
        ("equality", term) => format!("{name} = {}", ty(&term["type"])),
        (_, list) => format!("{name}: {}", bounds(list)),
    }
}
