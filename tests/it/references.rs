//! References between the files of a document as it was read, followed by code that shares nothing with the generator.

use clientwright::source::Source;
use serde_json::Value;

/// What a reference leads to, and where that stands.
#[derive(Clone, Debug)]
pub struct Target<'s> {
    /// The value.
    pub value: &'s Value,
    /// Its file, `""` for the entry document.
    pub file: &'s str,
    /// The JSON Pointer to it in that file.
    pub pointer: String,
}

/// What the `$ref` of a file leads to; `None` where it leads nowhere.
pub fn target<'s>(source: &'s Source, from: &str, reference: &str) -> Option<Target<'s>> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let name = match path {
        "" => from.to_owned(),
        path => beside(source, from, path),
    };
    let (file, read) = source.files.get_key_value(&name)?;
    let pointer = percent_decoded(fragment);
    let value = read.value.as_ref()?.pointer(&pointer)?;
    Some(Target { value, file, pointer })
}

/// The file at a path that is relative to another.
fn beside(source: &Source, from: &str, path: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = format!("{}/{folder}/{}", source.folder, percent_decoded(path));
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let home: Vec<&str> = source.folder.split('/').filter(|part| !part.is_empty()).collect();
    let shared = home.iter().zip(&parts).take_while(|(one, other)| one == other).count();
    let mut name = "../".repeat(home.len() - shared);
    name.push_str(&parts.get(shared..).unwrap_or_default().join("/"));
    if name == source.entry_name { String::new() } else { name }
}

/// RFC 3986, section 2.1.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digits = (byte == b'%').then(|| [rest.next(), rest.next()]);
        match digits {
            Some([Some(high), Some(low)]) => {
                let digits = [high, low];
                let digits = std::str::from_utf8(&digits).unwrap_or_default();
                bytes.push(u8::from_str_radix(digits, 16).unwrap_or(b'?'));
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
