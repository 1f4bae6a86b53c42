//! Clients and programs that use them, checked by the compiler.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clientwright::render::Files;

use crate::consumer::{self, Use};

/// A workspace of clients, each with a program that uses it.
pub struct Workshop(PathBuf);

/// What the compiler says of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The uses that don't compile, by their positions.
    Failing(BTreeSet<usize>),
    /// The client itself doesn't compile.
    NoClient(String),
}

const WORKSPACE: &str = "[workspace]
resolver = \"3\"
members = [\"clients/*\", \"programs/*\"]

[profile.dev]
debug = false
incremental = false
";

impl Workshop {
    /// A workspace in a folder, which is emptied apart from what was built.
    ///
    /// # Errors
    ///
    /// When the folder can't be written.
    pub fn new(folder: &Path) -> io::Result<Self> {
        for members in ["clients", "programs"] {
            let members = folder.join(members);
            if members.exists() {
                std::fs::remove_dir_all(&members)?;
            }
            std::fs::create_dir_all(members)?;
        }
        std::fs::write(folder.join("Cargo.toml"), WORKSPACE)?;
        Ok(Self(folder.to_owned()))
    }

    /// Puts a client in place of the one of this name.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn set(&self, name: &str, files: &Files) -> io::Result<()> {
        let client = self.0.join("clients").join(name);
        for (path, text) in &files.0 {
            let path = client.join(path);
            if std::fs::read_to_string(&path).is_ok_and(|before| before == *text) {
                continue;
            }
            std::fs::create_dir_all(path.parent().unwrap_or(&client))?;
            std::fs::write(path, text)?;
        }
        let program = self.0.join("programs").join(name);
        std::fs::create_dir_all(program.join("src"))?;
        let manifest = files.0.get("Cargo.toml").map(String::as_str).unwrap_or_default();
        std::fs::write(program.join("Cargo.toml"), manifest_of_program(name, manifest))
    }

    /// Checks a program until nothing fails in it, and gives what did. Names that aren't there hide other errors.
    ///
    /// # Errors
    ///
    /// When Cargo can't be run, or says something that is of no use and no client.
    pub fn check(&self, name: &str, uses: &[Use]) -> io::Result<Verdict> {
        let program = self.0.join("programs").join(name).join("src/lib.rs");
        let mut failing = BTreeSet::new();
        loop {
            std::fs::write(&program, consumer::program(uses, &|index| failing.contains(&index)))?;
            let output = Command::new(env!("CARGO"))
                .args(["check", "--quiet", "--offline", "--message-format", "short", "-p"])
                .arg(package_of_program(name))
                .current_dir(&self.0)
                .env("CARGO_TARGET_DIR", self.0.join("target"))
                .env_remove("RUSTFLAGS")
                .output()?;
            if output.status.success() {
                return Ok(Verdict::Failing(failing));
            }
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            let found: BTreeSet<usize> = text.lines().filter_map(|line| use_of(line, name)).collect();
            if found.is_empty() {
                return Ok(Verdict::NoClient(text));
            }
            if found.is_subset(&failing) {
                return Err(io::Error::other(text));
            }
            failing.extend(found);
        }
    }
}

fn package_of_program(name: &str) -> String {
    format!("use-{name}")
}

/// The program depends on what the client does, since signatures name some of it.
fn manifest_of_program(name: &str, manifest: &str) -> String {
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let dependencies: Vec<String> = lines.map(|line| line.replace(", optional = true", "")).collect();
    format!(
        "[package]\nname = \"{}\"\nedition = \"2024\"\n\n[dependencies]\n\
         client = {{ package = \"{name}\", path = \"../../clients/{name}\", default-features = false, features = [\"serde\"] }}\n{}\n",
        package_of_program(name),
        dependencies.join("\n")
    )
}

/// The use that an error is of: `programs/name/src/lib.rs:12:5: error[E0425]: …`
fn use_of(line: &str, name: &str) -> Option<usize> {
    let rest = line.strip_prefix(&format!("programs/{name}/src/lib.rs:"))?;
    let (position, message) = rest.split_once(": ")?;
    let line: usize = position.split(':').next()?.parse().ok()?;
    message
        .starts_with("error")
        .then(|| line.checked_sub(consumer::FIRST))?
}
