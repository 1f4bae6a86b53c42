//! Where code stands, and how the root is reached from there.

/// Where code stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// In a module this far below the root.
    Module {
        /// How far the file's module is below the root.
        file: usize,
        /// How far a module is below that of the file.
        inside: usize,
    },
    /// In a macro, which is expanded in any module: paths start at `runtime`, which is in scope wherever one is called.
    Macro,
}

impl Places {
    /// A file this far below the root.
    pub(super) fn at(depth: usize) -> Self {
        Self::Module { file: depth, inside: 0 }
    }

    /// A module in braces.
    pub(super) fn inside(self) -> Self {
        match self {
            Self::Module { file, inside } => Self::Module {
                file,
                inside: inside + 1,
            },
            Self::Macro => Self::Macro,
        }
    }

    /// What stands for `crate`, without the `::` behind it; nothing where a path starts at a name that is in scope.
    pub(super) fn root(self) -> Option<String> {
        match self {
            Self::Module { file: 0, inside: 0 } => Some("self".to_owned()),
            Self::Module { file, inside } => Some(vec!["super"; file + inside].join("::")),
            Self::Macro => None,
        }
    }

    /// What stands for `(crate)` behind `pub`. A macro doesn't know where it will stand.
    pub(super) fn visibility(self) -> Option<String> {
        match self.root()?.as_str() {
            root @ ("self" | "super") => Some(format!("({root})")),
            root => Some(format!("(in {root})")),
        }
    }

    /// How far the file of a module that is declared here is below the root.
    pub(super) fn of_file(self) -> Option<usize> {
        match self {
            Self::Module { file, inside: 0 } => Some(file),
            Self::Module { .. } | Self::Macro => None,
        }
    }

    /// How far the lines here are moved.
    pub(super) fn depth(self) -> usize {
        match self {
            Self::Module { file, inside } => file + inside,
            Self::Macro => 0,
        }
    }
}

#[test]
fn the_root_is_reached_from_everywhere() {
    let root = |places: Places| (places.root(), places.visibility());
    let both = |root: &str, visibility: &str| (Some(root.to_owned()), Some(visibility.to_owned()));
    assert_eq!(root(Places::at(0)), both("self", "(self)"));
    assert_eq!(root(Places::at(0).inside()), both("super", "(super)"));
    assert_eq!(root(Places::at(1).inside()), both("super::super", "(in super::super)"));
    assert_eq!(root(Places::Macro), (None, None));
}
