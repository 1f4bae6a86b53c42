//! The names of files.

/// The path of a file below the folder of the emitted crate, with `/`: each name one that every file system holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePath(String);

/// Names that Windows keeps for devices, with any ending and in any case; sorted.
///
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
pub(crate) const DEVICES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

impl FilePath {
    /// The file of a module, in a folder of ours.
    ///
    /// Names of modules are letters, digits and underscores in lower case and none of the devices: whatever is not is
    /// an underscore here, and `rustc` says that the module has no file.
    pub fn module(folder: &'static str, module: &str) -> Self {
        let is_held = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let mut name: String = module
            .chars()
            .map(|letter| if is_held(letter) { letter } else { '_' })
            .collect();
        if DEVICES.binary_search(&name.as_str()).is_ok() {
            name.push('_');
        }
        Self(format!("{folder}/{name}.rs"))
    }

    /// The path of parts of ours.
    pub fn concat(parts: impl IntoIterator<Item = &'static str>) -> Self {
        Self(parts.into_iter().collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for FilePath {
    fn from(path: &'static str) -> Self {
        Self(path.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_stays_in_its_folder() {
        assert!(DEVICES.is_sorted());
        assert_eq!(FilePath::module("src/types", "pet").as_str(), "src/types/pet.rs");
        assert_eq!(FilePath::module("src", "../Aux").as_str(), "src/____ux.rs");
        assert_eq!(FilePath::module("src", "con").as_str(), "src/con_.rs");
    }
}
