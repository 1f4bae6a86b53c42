//! Measures of the names in an emitted crate: what no name should hold, counted.

use std::collections::BTreeSet;
use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::names::singular;
use clientwright::render::Files;
use clientwright::source::Source;
use serde_json::Value;
use syn::visit::Visit;

/// How long a name may be, unless the document's own is longer.
const LONGEST: usize = 60;

/// Words for symbols and for the case of letters, which nobody writes.
const SPELLED: &[&str] = &[
    "ampersand",
    "asterisk",
    "backslash",
    "backtick",
    "brace",
    "bracket",
    "camel",
    "caret",
    "colon",
    "comma",
    "dash",
    "dollar",
    "dot",
    "hyphen",
    "lower",
    "minus",
    "newline",
    "paren",
    "pascal",
    "percent",
    "period",
    "pipe",
    "quote",
    "semicolon",
    "slash",
    "space",
    "tilde",
    "underscore",
    "upper",
];

/// The names of a crate that are not as they should be, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// All names.
    pub names: usize,
    /// All methods of handles.
    pub methods: usize,
    /// Names that end in a hash.
    pub hashes: Vec<String>,
    /// Names that spell a separator.
    pub spelled: Vec<String>,
    /// Methods that repeat their handle.
    pub stutter: Vec<String>,
    /// Methods that repeat their handle because another method would have the name without that.
    pub meeting: Vec<String>,
    /// Names that are too long.
    pub long: Vec<String>,
}

impl Measures {
    /// Adds those of another crate.
    pub fn add(&mut self, other: Self) {
        self.names += other.names;
        self.methods += other.methods;
        self.hashes.extend(other.hashes);
        self.spelled.extend(other.spelled);
        self.stutter.extend(other.stutter);
        self.meeting.extend(other.meeting);
        self.long.extend(other.long);
    }
}

/// All that a document holds, of all its files.
pub fn texts(path: &Path) -> Value {
    let source = Source::read(path, "document", &mut Diagnostics::new());
    source.files.into_values().filter_map(|file| file.value).collect()
}

/// The measures of the crate that was emitted for a document.
pub fn of(files: &Files, document: &Value) -> Measures {
    let own = Own::of(document);
    let mut measures = Measures::default();
    let is_measured = |path: &str| path.ends_with(".rs") && !path.starts_with("src/runtime/");
    for (_, text) in files.0.iter().filter(|(path, _)| is_measured(path)) {
        let Ok(file) = syn::parse_file(text) else { continue };
        let mut found = Found::default();
        found.visit_file(&file);
        measures.names += found.names.len();
        measures
            .hashes
            .extend(found.names.iter().filter(|name| ends_in_a_hash(name)).cloned());
        measures
            .spelled
            .extend(found.names.iter().filter(|name| own.spells(name)).cloned());
        measures
            .long
            .extend(found.names.iter().filter(|name| own.is_long(name)).cloned());
        measures.methods += found.methods.len();
        for (handle, method) in &found.methods {
            let short = shortened(handle, method);
            let meets = |short: &String| {
                let others = found
                    .methods
                    .iter()
                    .filter(|(owner, other)| owner == handle && other != method);
                others
                    .clone()
                    .any(|(_, other)| other == short || shortened(handle, other).contains(short))
            };
            let list = match short.iter().any(meets) {
                true => &mut measures.meeting,
                false => &mut measures.stutter,
            };
            list.extend((!short.is_empty()).then(|| format!("{handle}::{method}")));
        }
    }
    measures
}

/// The names of a file, and the methods of its handles.
#[derive(Default)]
struct Found {
    names: BTreeSet<String>,
    methods: Vec<(String, String)>,
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.names.insert(item.ident.to_string());
        syn::visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.names.insert(item.ident.to_string());
        syn::visit::visit_item_enum(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.names.insert(item.ident.to_string());
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.names.insert(variant.ident.to_string());
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.names.extend(field.ident.as_ref().map(ToString::to_string));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let of_handle = (item.trait_.is_none() && has_lifetime(&item.self_ty)).then(|| type_name(&item.self_ty));
        for method in item.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(method) => Some(method),
            _ => None,
        }) {
            let is_call = matches!(&method.sig.output, syn::ReturnType::Type(_, ty) if type_name(ty).as_deref() == Some("Request"));
            if let (Some(Some(handle)), true) = (&of_handle, is_call) {
                self.methods.push((handle.clone(), method.sig.ident.to_string()));
            }
            self.names.insert(method.sig.ident.to_string());
        }
    }
}

fn type_name(ty: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = ty else { return None };
    Some(path.path.segments.last()?.ident.to_string())
}

fn has_lifetime(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else { return false };
    let last = path.path.segments.last();
    last.is_some_and(|last| matches!(last.arguments, syn::PathArguments::AngleBracketed(_)))
}

/// What the document itself calls things.
struct Own {
    /// All words of its names.
    words: BTreeSet<String>,
    /// Names that are long already, in letters.
    long: Vec<String>,
}

impl Own {
    fn of(document: &Value) -> Self {
        let mut names = BTreeSet::new();
        names_in(document, &mut names);
        let words = names.iter().flat_map(|name| words(name)).collect();
        let long = names
            .iter()
            .map(|name| letters(name))
            .filter(|name| name.chars().count() > LONGEST)
            .collect();
        Self { words, long }
    }

    fn spells(&self, name: &str) -> bool {
        let words: Vec<String> = words(name);
        let is_spelled = |word: &String| {
            SPELLED.contains(&word.as_str()) && !self.words.contains(word) && !self.words.contains(&format!("{word}s"))
        };
        // A number with its sign, and a name of a symbol alone.
        let is_sign = words.len() == 2
            && words
                .last()
                .is_some_and(|word| word.starts_with(|digit: char| digit.is_numeric()));
        let is_number = |word: &String| word.chars().all(char::is_numeric);
        let is_symbols = words
            .iter()
            .all(|word| SPELLED.contains(&word.as_str()) || word == "star" || is_number(word));
        !is_sign && !is_symbols && words.iter().any(is_spelled)
    }

    fn is_long(&self, name: &str) -> bool {
        let name = letters(name);
        let is_own = |own: &String| name.contains(own.as_str()) || own.starts_with(&name);
        name.chars().count() > LONGEST && !self.long.iter().any(is_own)
    }
}

/// Keys, and the values that are short, as names are.
fn names_in(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                names.insert(key.clone());
                names_in(value, names);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| names_in(element, names)),
        Value::String(text) if !text.contains(". ") => {
            names.insert(text.clone());
        }
        _ => {}
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a text in lower case.
fn words(text: &str) -> Vec<String> {
    let mut parted = String::new();
    let mut last = ' ';
    for letter in text.chars() {
        if letter.is_uppercase() && !last.is_uppercase() {
            parted.push(' ');
        }
        parted.push(if letter.is_alphanumeric() { letter } else { ' ' });
        last = letter;
    }
    parted.split_whitespace().map(str::to_lowercase).collect()
}

fn ends_in_a_hash(name: &str) -> bool {
    let Some((_, end)) = name.char_indices().nth_back(7).map(|(at, _)| name.split_at(at)) else {
        return false;
    };
    let is_hex = end.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hex && end.bytes().any(|byte| byte.is_ascii_digit()) && end.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// The names of a method without what its handle says, where it begins or ends with that.
fn shortened(handle: &str, method: &str) -> Vec<String> {
    let one = |text: String| singular(&text).unwrap_or(text);
    let said = one(letters(handle));
    let words = words(method);
    let says = |words: Option<&[String]>| words.is_some_and(|words| one(words.concat()) == said);
    let front = (1..=words.len()).filter(|count| says(words.get(..*count)));
    let front = front.filter_map(|count| words.get(count..));
    let end = (0..words.len()).filter(|from| says(words.get(*from..)));
    let end = end.filter_map(|from| words.get(..from));
    front.chain(end).map(|rest| rest.join("_")).collect()
}
