//! References to components: OpenAPI 3.2.0, "Reference Object".

/// A thing in place, or a reference to a component of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Referable<T> {
    /// A component, by its name.
    Component(String),
    /// The thing itself.
    Inline(T),
}

impl<T> Referable<T> {
    /// The thing, if it stands in place.
    pub fn inline(&self) -> Option<&T> {
        match self {
            Self::Component(_) => None,
            Self::Inline(item) => Some(item),
        }
    }

    /// The name of the component, if it is a reference to one.
    pub fn component(&self) -> Option<&str> {
        match self {
            Self::Component(name) => Some(name),
            Self::Inline(_) => None,
        }
    }
}
