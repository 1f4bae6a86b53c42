//! The configuration file, as far as messages show its lines.

use std::path::Path;

use super::positions::Position;

/// The file, as it is shown and as it was read.
#[derive(Clone, Debug)]
pub(crate) struct Configuration {
    pub(super) path: String,
    pub(super) text: String,
}

impl Configuration {
    /// The file at this path. Where it can't be read, messages show no line of it.
    pub(super) fn read(path: &Path) -> Self {
        Self {
            path: path.display().to_string().replace('\\', "/"),
            text: std::fs::read_to_string(path).unwrap_or_default(),
        }
    }

    /// The first place of a text between quotation marks.
    pub(super) fn position(&self, written: &str) -> Option<Position> {
        let quoted = ['"', '\''].map(|mark| format!("{mark}{written}{mark}"));
        let lines = self.text.lines().zip(1..);
        let mut found = lines.filter_map(|(text, line)| {
            let marked = quoted.iter().find_map(|quoted| text.find(quoted))?;
            let column = text.get(..marked)?.chars().count() + 2;
            let length = written.chars().count();
            Some(Position { line, column, length })
        });
        found.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_quotation_marks() {
        let configuration = Configuration {
            path: "clientwright.toml".to_owned(),
            text: "spec = \"pets.yaml\"\n[select]\ninclude = ['list', \"listPets\"]\n".to_owned(),
        };
        let at = |text: &str| {
            let position = configuration.position(text);
            position.map(|position| (position.line, position.column, position.length))
        };
        assert_eq!(at("listPets"), Some((3, 21, 8)));
        assert_eq!(at("list"), Some((3, 13, 4)));
        assert_eq!(at("pets"), None);
    }
}
