//! What of an emitted crate must be the same whatever its texts say: items, tables, keys.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use clientwright::Generated;
use clientwright::diagnostic::Code;
use clientwright::diagnostic::render::{self, Style};
use quote::ToTokens;
use serde_json::Value;
use syn::{Attribute, Item};

use super::markdown::{self, Readme};
use super::strings::MARK;
use super::unseen;

/// What was seen of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// How often each code was reported.
    pub codes: BTreeMap<Code, usize>,
    /// The crate, if there is one.
    pub client: Option<Client>,
}

impl Observed {
    /// The crate beside that of another run that reports the same.
    pub fn beside<'o>(&'o self, other: &'o Self) -> Option<(&'o Client, &'o Client)> {
        let is_alike = self.codes == other.codes;
        self.client.as_ref().zip(other.client.as_ref()).filter(|_| is_alike)
    }
}

/// The structure of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The items of each file, by the file's folder; names of files follow from texts.
    pub files: BTreeMap<String, Vec<Vec<String>>>,
    /// The structure of the README.
    pub readme: Readme,
    /// The manifest with all strings left out.
    pub manifest: String,
}

/// How many texts of one file are remembered.
const REMEMBERED: usize = 64;

/// Looks at runs, and remembers the files that it has seen: most are the same from one run to the next.
#[derive(Debug, Default)]
pub struct Observer {
    /// The items of each text that a file had.
    seen: RefCell<HashMap<String, HashMap<String, Vec<String>>>>,
}

impl Observer {
    /// Looks at a run.
    ///
    /// # Errors
    ///
    /// When something is in a place where no text of a document may be.
    pub fn observe(&self, generated: &Generated) -> Result<Observed, String> {
        messages(generated)?;
        if let Some(lock) = &generated.lock {
            let text = lock.text();
            unseen::check("clientwright.lock", &text)?;
            text.parse::<toml::Table>()
                .map_err(|error| format!("clientwright.lock: {error}"))?;
        }
        let files = generated.files.as_ref();
        let client = files.map(|files| self.client(&files.0)).transpose()?;
        Ok(Observed {
            codes: render::ledger(&generated.diagnostics),
            client,
        })
    }

    fn client(&self, files: &BTreeMap<String, String>) -> Result<Client, String> {
        let mut found: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for (path, text) in files {
            path_is_plain(path)?;
            let items = self.items(path, text)?;
            if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                found.entry(folder.to_owned()).or_default().push(items);
            }
        }
        for items in found.values_mut() {
            items.sort_unstable();
        }
        let text = |path: &str| files.get(path).ok_or_else(|| format!("there is no {path}"));
        Ok(Client {
            files: found,
            readme: markdown::readme(text("README.md")?)?,
            manifest: manifest(text("Cargo.toml")?)?,
        })
    }

    /// The items of a file; none where it is none of Rust's or of the runtime's.
    fn items(&self, path: &str, text: &str) -> Result<Vec<String>, String> {
        let mut seen = self.seen.borrow_mut();
        if let Some(items) = seen.get(path).and_then(|texts| texts.get(text)) {
            return Ok(items.clone());
        }
        unseen::check(path, text)?;
        let items = match path.ends_with(".rs") && !path.starts_with("src/runtime/") {
            true => items(path, text)?,
            false => Vec::new(),
        };
        let texts = seen.entry(path.to_owned()).or_default();
        if texts.len() >= REMEMBERED {
            texts.clear();
        }
        texts.insert(text.to_owned(), items.clone());
        Ok(items)
    }
}

fn messages(generated: &Generated) -> Result<(), String> {
    let messages = render::text(&generated.diagnostics, &generated.source, Style::Plain);
    unseen::check("the messages", &messages)?;
    let json = render::json(&generated.diagnostics, &generated.source);
    unseen::check("the JSON messages", &json)?;
    for line in json.lines() {
        serde_json::from_str::<Value>(line).map_err(|error| format!("a JSON message: {error}"))?;
    }
    Ok(())
}

fn path_is_plain(path: &str) -> Result<(), String> {
    let devices = ["aux", "con", "nul", "prn", "com1", "lpt1"];
    let is_plain = |name: &str| {
        let stem = name.split('.').next().unwrap_or_default();
        let letters = name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.');
        letters && !stem.is_empty() && !devices.contains(&stem.to_ascii_lowercase().as_str()) && name.len() < 250
    };
    match path.split('/').all(is_plain) {
        true => Ok(()),
        false => Err(format!("`{path}` is no path for every file system")),
    }
}

/// Kinds and sizes of all items of a file.
fn items(path: &str, text: &str) -> Result<Vec<String>, String> {
    let file = syn::parse_file(text).map_err(|error| format!("{path} is no Rust: {error}"))?;
    markdown::documentation(path, &file.attrs)?;
    let mut found = vec![attributes(&file.attrs)?];
    // What a file brings into scope follows from its items.
    for item in file.items.iter().filter(|item| !matches!(item, Item::Use(_))) {
        found.push(item_line(path, item)?);
    }
    Ok(found)
}

fn item_line(path: &str, item: &Item) -> Result<String, String> {
    let line = match item {
        Item::Const(item) => format!("{} const", described(path, &item.attrs)?),
        Item::Enum(item) => {
            let variants = item.variants.iter().map(|variant| described(path, &variant.attrs));
            let variants: Vec<String> = variants.collect::<Result<_, _>>()?;
            format!("{} enum {variants:?}", described(path, &item.attrs)?)
        }
        Item::Fn(item) => format!("{} fn", described(path, &item.attrs)?),
        Item::Impl(item) => {
            let members = item.items.iter().filter_map(|member| match member {
                syn::ImplItem::Fn(method) => {
                    let inputs = method.sig.inputs.len();
                    Some(described(path, &method.attrs).map(|attributes| format!("{attributes} fn {inputs}")))
                }
                // A fact that is as usual has no constant: which media types are asked for, by which server.
                syn::ImplItem::Const(constant) => described(path, &constant.attrs).err().map(Err),
                syn::ImplItem::Type(_) => Some(Ok("type".to_owned())),
                other => Some(Err(format!("{path} has {}", other.to_token_stream()))),
            });
            let members: Vec<String> = members.collect::<Result<_, String>>()?;
            format!("impl {} {members:?}", item.trait_.is_some())
        }
        Item::Macro(item) => {
            let name = item.mac.path.to_token_stream().to_string();
            format!("{} {name}! {}", described(path, &item.attrs)?, facts(&item.mac.tokens))
        }
        Item::Mod(item) if item.content.is_none() => format!("{} mod", described(path, &item.attrs)?),
        // A layout of XML, whose commas follow from the length of its lines.
        Item::Static(item) => {
            let calls = groups(&item.expr.to_token_stream());
            format!("{} static {calls}", described(path, &item.attrs)?)
        }
        Item::Struct(item) => {
            let fields = item.fields.iter().map(|field| described(path, &field.attrs));
            let fields: Vec<String> = fields.collect::<Result<_, _>>()?;
            format!("{} struct {fields:?}", described(path, &item.attrs)?)
        }
        Item::Type(item) => format!("{} type", described(path, &item.attrs)?),
        other => return Err(format!("{path} has {}", other.to_token_stream())),
    };
    Ok(line)
}

fn described(path: &str, all: &[Attribute]) -> Result<String, String> {
    markdown::documentation(path, all)?;
    attributes(all)
}

/// The attributes that are no documentation.
fn attributes(all: &[Attribute]) -> Result<String, String> {
    let names = all
        .iter()
        .map(|attribute| attribute.path().to_token_stream().to_string());
    let names: Vec<String> = names.filter(|name| name != "doc").collect();
    match names.iter().any(|name| name.contains(MARK)) {
        true => Err(format!("there are attributes {names:?}")),
        false => Ok(names.join(" ")),
    }
}

/// How many facts a listing has.
fn facts(tokens: &proc_macro2::TokenStream) -> usize {
    let groups = tokens.clone().into_iter().map(|token| match token {
        proc_macro2::TokenTree::Punct(punct) => usize::from(punct.as_char() == ','),
        proc_macro2::TokenTree::Group(group) => 1 + facts(&group.stream()),
        _ => 0,
    });
    groups.sum()
}

/// How many groups of tokens there are at any depth.
fn groups(tokens: &proc_macro2::TokenStream) -> usize {
    let groups = tokens.clone().into_iter().filter_map(|token| match token {
        proc_macro2::TokenTree::Group(group) => Some(1 + groups(&group.stream())),
        _ => None,
    });
    groups.sum()
}

fn manifest(text: &str) -> Result<String, String> {
    let table: toml::Table = text.parse().map_err(|error| format!("Cargo.toml: {error}"))?;
    Ok(shape(&toml::Value::Table(table)))
}

fn shape(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let members = table.iter().map(|(name, member)| format!("{name}={}", shape(member)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        toml::Value::Array(elements) => format!("{:?}", elements.iter().map(shape).collect::<Vec<_>>()),
        toml::Value::String(_) => "string".to_owned(),
        other => other.to_string(),
    }
}

/// How a crate differs from another one.
pub fn difference(client: &Client, harmless: &Client) -> String {
    if client.readme != harmless.readme {
        return format!("README.md is {:?}, not {:?}", client.readme, harmless.readme);
    }
    if client.manifest != harmless.manifest {
        return format!("Cargo.toml is {}, not {}", client.manifest, harmless.manifest);
    }
    let folders = client
        .files
        .iter()
        .filter(|(folder, items)| harmless.files.get(*folder) != Some(items));
    let folders = folders.map(|(folder, items)| {
        let before = harmless.files.get(folder).cloned().unwrap_or_default();
        let new: Vec<_> = items.iter().filter(|file| !before.contains(file)).collect();
        let old: Vec<_> = before.iter().filter(|file| !items.contains(file)).collect();
        format!("{folder} has {new:#?}, not {old:#?}")
    });
    folders.collect::<Vec<_>>().join("\n")
}
