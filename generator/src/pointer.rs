//! JSON Pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) and the places that they name in a source.

use std::fmt;

/// A JSON Pointer: `""` is the whole document, `/paths/~1pets/get` an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its text; the leading `#` of a `$ref` fragment is accepted.
    pub fn parse(text: &str) -> Self {
        Self(text.strip_prefix('#').unwrap_or(text).to_owned())
    }

    /// The pointer to the member or element `token` below this one.
    #[must_use]
    pub fn child(&self, token: impl AsRef<str>) -> Self {
        Self(format!("{}/{}", self.0, escape(token.as_ref())))
    }

    /// The pointer to the element `index` below this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer to what the pointer `rest` leads to from here.
    #[must_use]
    pub fn join(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0))
    }

    /// The pointer one level up; `None` for the whole document.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The last token, unescaped; `None` for the whole document.
    pub fn last(&self) -> Option<String> {
        self.0.rsplit_once('/').map(|(_, token)| unescape(token))
    }

    /// The tokens, unescaped, outermost first.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(unescape)
    }

    /// The pointer as the fragment of a URL, which a `$ref` is: RFC 6901, section 6.
    pub fn fragment(&self) -> String {
        let mut fragment = "#".to_owned();
        for letter in self.0.chars() {
            match letter {
                '%' | '#' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\0'..=' ' | '\x7f' => {
                    fragment.push_str(&format!("%{:02X}", u32::from(letter)));
                }
                _ => fragment.push(letter),
            }
        }
        fragment
    }

    /// The text as it stands in a pointer, without `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where in which source file something stands.
///
/// `file` is the path by which the file was read, as given by the user or by a relative `$ref`; empty for the entry document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, `""` for the entry document.
    pub file: String,
    /// The pointer inside the file.
    pub pointer: Pointer,
}

/// What places in the configuration have in place of a file's name; no file of a document is called so.
pub(crate) const CONFIGURATION: &str = "/configuration/";

impl Place {
    /// The place in the configuration where this text is written.
    pub(crate) fn in_configuration(written: &str) -> Self {
        Self {
            file: CONFIGURATION.to_owned(),
            pointer: Pointer::root().child(written),
        }
    }

    /// Whether it is in the configuration.
    pub(crate) fn is_in_configuration(&self) -> bool {
        self.file == CONFIGURATION
    }

    /// A place in the entry document.
    pub fn entry(pointer: Pointer) -> Self {
        Self {
            file: String::new(),
            pointer,
        }
    }

    /// The place of a member of what stands here.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        Self {
            file: self.file.clone(),
            pointer: self.pointer.child(token),
        }
    }

    /// The place of an element of what stands here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self {
            file: self.file.clone(),
            pointer: self.pointer.index(index),
        }
    }
}

impl From<Pointer> for Place {
    fn from(pointer: Pointer) -> Self {
        Self::entry(pointer)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}#{}", self.file, self.pointer)
    }
}

/// One token, escaped for use in a pointer: `~` as `~0`, `/` as `~1`.
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_escaped_and_unescaped() {
        let pointer = Pointer::root().child("paths").child("/a~b").index(2);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/2");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b", "2"]);
        assert_eq!(pointer.parent().unwrap().last().unwrap(), "/a~b");
    }

    #[test]
    fn a_fragment_is_a_pointer() {
        assert_eq!(
            Pointer::parse("#/components/schemas/Pet"),
            Pointer::root().child("components").child("schemas").child("Pet")
        );
        assert_eq!(Pointer::parse("#").parent(), None);
        assert_eq!(Pointer::root().child("a%b c/d~é").fragment(), "#/a%25b%20c~1d~0é");
    }
}
