//! Hostile texts at every position of documents, and what must hold all the same.

pub mod markdown;
pub mod observed;
pub mod positions;
pub mod strings;
pub mod unseen;

use std::path::{Path, PathBuf};

use clientwright::Generated;
use clientwright::diagnostic::Diagnostics;
use clientwright::source::Source;
use serde_json::Value;

use crate::{configuration, documents, generate_by, root};
use observed::{Observed, observe};
use positions::{Kind, Position};

type Failure = Box<dyn std::error::Error>;

/// A document, and a folder to write its variants to.
pub struct Subject {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub document: Value,
    path: PathBuf,
    folder: tempfile::TempDir,
}

impl Subject {
    /// All documents of `tests/hostile`.
    ///
    /// # Errors
    ///
    /// When one can't be read.
    pub fn all() -> Result<Vec<Self>, Failure> {
        let folder = root().join("tests/hostile");
        documents(&folder).iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        let source = Source::read(path, "document", &mut Diagnostics::new());
        Ok(Self {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            document: source.entry().ok_or("a document can't be read")?.clone(),
            path: path.to_owned(),
            folder: tempfile::tempdir()?,
        })
    }

    /// What comes of the document with a text at a position.
    ///
    /// # Errors
    ///
    /// When the variant can't be written.
    pub fn generate(&self, position: &Position, text: &str) -> Result<Generated, Failure> {
        self.run(&positions::put(&self.document, position, text), "case")
    }

    /// What comes of the document with a text at all values that may be anything: where it is
    /// reported no further. Each crate has a name of its own.
    ///
    /// # Errors
    ///
    /// When the variant can't be written.
    pub fn full_of(&self, text: &str, name: &str) -> Result<Generated, Failure> {
        let mut document = self.document.clone();
        let usual = self.run(&document, name)?.diagnostics.iter().count();
        let all = positions::all(&self.document);
        for position in all.iter().filter(|position| position.kind != Kind::Name) {
            let variant = positions::put(&document, position, text);
            let generated = self.run(&variant, name)?;
            if generated.files.is_some() && generated.diagnostics.iter().count() <= usual {
                document = variant;
            }
        }
        self.run(&document, name)
    }

    fn run(&self, document: &Value, name: &str) -> Result<Generated, Failure> {
        let path = self.folder.path().join("document.json");
        std::fs::write(&path, document.to_string())?;
        Ok(generate_by(configuration(&self.path, name)?, &path, "document.json"))
    }

    /// What must be the same, whatever text stands at a position.
    ///
    /// # Errors
    ///
    /// When even a harmless text is in a place where it may not be.
    pub fn expected(&self, position: &Position) -> Result<Observed, Failure> {
        Ok(observe(&self.generate(position, strings::HARMLESS)?)?)
    }

    /// Whether a text stays a text at a position: the crate has the same structure as with a harmless one, or what sets it
    /// apart is reported.
    ///
    /// # Errors
    ///
    /// When it doesn't.
    pub fn check(&self, position: &Position, text: &str, expected: &Observed) -> Result<(), Failure> {
        let found = observe(&self.generate(position, text)?)?;
        match (&found.client, &expected.client) {
            (Some(client), Some(harmless)) if found.codes == expected.codes && client != harmless => {
                Err(difference(client, harmless).into())
            }
            _ => Ok(()),
        }
    }

    /// Where it is, in words.
    pub fn place(&self, position: &Position) -> String {
        let kind = match position.kind {
            Kind::Value => "the value",
            Kind::Longer => "the end of the value",
            Kind::Name => "the name",
        };
        format!("{kind} at {}#{}", self.name, position.pointer)
    }
}

fn difference(client: &observed::Client, harmless: &observed::Client) -> String {
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
