//! Reading `clientwright.toml`: one client, or several.

use std::path::{Path, PathBuf};

use super::{Config, ConfigError, apart, clients, place};
use crate::prose::{Shown, shown};

impl Config {
    /// Reads a `clientwright.toml` of one client; its lock stands beside it, with the ending `lock`, unless it names another.
    /// Paths of the document and of the output are as they are in the file.
    ///
    /// # Errors
    ///
    /// When there is no such file, when it is not TOML, when it holds a key or a value that means nothing, and when it has
    /// several clients.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        only(path, read(path)?)
    }

    /// Reads a `clientwright.toml` of one client for a `build.rs`; paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        only(path, Self::all_from_file(path)?)
    }

    /// Reads all clients of a `clientwright.toml`, which are its tables `[[client]]` or the only one; paths are relative to
    /// its folder.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and when two clients have the same name, output folder or lock.
    pub fn all_from_file(path: impl AsRef<Path>) -> Result<Vec<Self>, ConfigError> {
        let path = path.as_ref();
        let clients = read(path)?.into_iter().map(|config| config.beside(path));
        clients.collect()
    }

    /// Reads the client of this name from a `clientwright.toml`.
    ///
    /// # Errors
    ///
    /// As [`all_from_file`](Self::all_from_file), and when there is no client of this name.
    pub fn client_from_file(path: impl AsRef<Path>, name: &str) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let mut clients = Self::all_from_file(path)?;
        match clients.iter().position(|config| config.is_called(name)) {
            Some(at) => Ok(clients.swap_remove(at)),
            None => Err(unknown(path, name, &clients)),
        }
    }

    /// Whether this is the client of a name; `-` and `_` are the same in code.
    pub fn is_called(&self, name: &str) -> bool {
        apart::same_name(&self.package_name(), name)
    }

    /// The same configuration with paths relative to the folder of its file.
    fn beside(self, path: &Path) -> Result<Self, ConfigError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |path: &PathBuf| place::beside(folder, path);
        let config = Self {
            spec: beside(&self.spec),
            overlays: self.overlays.iter().map(beside).collect(),
            output: beside(&self.output),
            root: self.root.as_ref().map(|root| folder.join(root)),
            config_file: Some(path.to_owned()),
            ..self
        };
        let of = config.client.clone();
        config
            .with_document()
            .map_err(|error| error.within(of.as_deref()).of(path))
    }
}

impl ConfigError {
    /// The same problem, of one client of several.
    pub(super) fn within(self, client: Option<&str>) -> Self {
        match client {
            Some(client) => self.after(shown!["client `", Shown::line(client), "`: "]),
            None => self,
        }
    }
}

/// Reads and checks all clients of a file.
fn read(path: &Path) -> Result<Vec<Config>, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
    let mut clients = clients::parsed(&text).map_err(|error| error.of(path))?;
    for config in &clients {
        config
            .check()
            .map_err(|error| error.within(config.client.as_deref()).of(path))?;
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for config in &mut clients {
        let lock = config.lock.take().map(|lock| folder.join(lock));
        config.lock = Some(lock.unwrap_or_else(|| lock_beside(path, config.client.as_deref())));
    }
    apart::check(&clients).map_err(|error| error.of(path))?;
    Ok(clients)
}

/// Where a lock stands by default: each client of several has its own.
fn lock_beside(path: &Path, client: Option<&str>) -> PathBuf {
    match client {
        Some(client) => path.with_extension(format!("{client}.lock")),
        None => path.with_extension("lock"),
    }
}

fn only(path: &Path, clients: Vec<Config>) -> Result<Config, ConfigError> {
    let count = clients.len();
    let mut clients = clients.into_iter();
    match (clients.next(), count) {
        (Some(config), 1) => Ok(config),
        _ => Err(ConfigError::new(shown![
            "there are ",
            count,
            " clients; name one: `Config::client_from_file`, or `--client` on the command line"
        ])
        .of(path)),
    }
}

fn unknown(path: &Path, name: &str, clients: &[Config]) -> ConfigError {
    let names: Vec<String> = clients.iter().map(Config::package_name).collect();
    let known = shown!["; there is `", Shown::line(names.join("`, `")), "`"];
    ConfigError::new(shown!["no client is named `", Shown::line(name), "`", known]).of(path)
}
