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
use observed::{Client, Observed, Observer};
use positions::{Kind, Position};

type Failure = Box<dyn std::error::Error>;

/// The name of the document's file.
const DOCUMENT: &str = "document.json";

/// A document, and a folder to write its variants to.
pub struct Subject {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub document: Value,
    path: PathBuf,
    folder: tempfile::TempDir,
    observer: Observer,
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

    /// One document.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let source = Source::read(path, "document", &mut Diagnostics::new());
        Ok(Self {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            document: source.entry().ok_or("a document can't be read")?.clone(),
            path: path.to_owned(),
            folder: tempfile::tempdir()?,
            observer: Observer::default(),
        })
    }

    /// What comes of the document with a text at a position.
    ///
    /// # Errors
    ///
    /// When the variant can't be written.
    pub fn generate(&self, position: &Position, text: &str) -> Result<Generated, Failure> {
        match position.kind {
            Kind::OwnFile => {
                let name = self.write(&file_name(text), &self.document)?;
                self.run(&name, text, "case")
            }
            Kind::OtherFile => {
                let name = file_name(text);
                let (entry, other) = positions::parted(&self.document, &name);
                self.write(&name, &other)?;
                let entry = self.write(DOCUMENT, &entry)?;
                self.run(&entry, DOCUMENT, "case")
            }
            Kind::Value | Kind::Longer | Kind::Name => {
                let variant = positions::put(&self.document, position, text);
                let entry = self.write(DOCUMENT, &variant)?;
                self.run(&entry, DOCUMENT, "case")
            }
        }
    }

    /// What comes of the document with texts at all positions at once that they don't change more at than a text. The
    /// first position has the text of index `first`, and each other one the next. Each crate has a name of its own.
    ///
    /// # Errors
    ///
    /// When a variant can't be written.
    pub fn full_of(&self, texts: &[String], first: usize, name: &str) -> Result<Generated, Failure> {
        let usual = self.observer.observe(&self.document_as(&self.document, name)?)?;
        let texts = texts.iter().cycle().skip(first);
        // What stands in a member goes before its name, by which it is found.
        let mut puts: Vec<(Position, &String)> = positions::all(&self.document).into_iter().zip(texts).collect();
        puts.reverse();
        let mut open = vec![puts.as_slice()];
        let mut document = self.document.clone();
        while let Some(puts) = open.pop() {
            let variant = puts.iter().fold(document.clone(), |document, (position, text)| {
                positions::put(&document, position, text)
            });
            let is_like_usual = self.observer.observe(&self.document_as(&variant, name)?)? == usual;
            if is_like_usual {
                document = variant;
            } else if puts.len() > 1 {
                let (now, later) = puts.split_at(puts.len() / 2);
                open.extend([later, now]);
            }
        }
        self.document_as(&document, name)
    }

    fn document_as(&self, document: &Value, name: &str) -> Result<Generated, Failure> {
        let entry = self.write(DOCUMENT, document)?;
        self.run(&entry, DOCUMENT, name)
    }

    fn write(&self, file: &str, document: &Value) -> Result<PathBuf, Failure> {
        let path = self.folder.path().join(file);
        std::fs::write(&path, document.to_string())?;
        Ok(path)
    }

    fn run(&self, path: &Path, shown: &str, name: &str) -> Result<Generated, Failure> {
        Ok(generate_by(configuration(&self.path, name)?, path, shown))
    }

    /// What must be the same, whatever text stands at a position: what comes of harmless ones.
    ///
    /// # Errors
    ///
    /// When even a harmless text is in a place where it may not be.
    pub fn expected(&self, position: &Position) -> Result<[Observed; 3], Failure> {
        let observed = |text| -> Result<Observed, Failure> {
            let generated = self.generate(position, text)?;
            Ok(self.observer.observe(&generated)?)
        };
        Ok([
            observed(strings::HARMLESS)?,
            observed(strings::WORD)?,
            observed(strings::URL)?,
        ])
    }

    /// Whether a text stays a text at a position: the crate has the same structure as with a harmless one, or what sets it
    /// apart is reported.
    ///
    /// # Errors
    ///
    /// When it doesn't.
    pub fn check(&self, position: &Position, text: &str, expected: &[Observed; 3]) -> Result<(), Failure> {
        let found = self.observer.observe(&self.generate(position, text)?)?;
        let alike = expected.iter().filter_map(|expected| found.beside(expected));
        let alike: Vec<(&Client, &Client)> = alike.collect();
        match alike.first() {
            Some((client, harmless)) if alike.iter().all(|(client, harmless)| client != harmless) => {
                Err(observed::difference(client, harmless).into())
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
            Kind::OwnFile => "the file's name",
            Kind::OtherFile => "the name of another file",
        };
        format!("{kind} at {}#{}", self.name, position.pointer)
    }
}

/// A text as the name of a file, as far as file systems have one.
fn file_name(text: &str) -> String {
    let letters = text.chars().take(50);
    let name: String = letters
        .map(|letter| if matches!(letter, '/' | '\0') { '_' } else { letter })
        .collect();
    format!("{name}.json")
}
