//! Why nothing was written.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::prose::Shown;

/// Why nothing was written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// Files that the generator didn't write, or that were changed since it did, are in the way.
    InTheWay(Vec<String>),
    /// Paths can't hold the files that are to be written, whatever becomes of hand edits.
    Blocked(Vec<Obstacle>),
    /// Another run is writing the same folder, and did not end in time.
    Busy(PathBuf),
    /// The file system refused.
    Io(PathBuf, std::io::Error),
}

/// Why a path can't hold a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Obstacle {
    /// A folder is where a file has to be.
    Folder(String),
    /// A file is where a folder has to be.
    File(String),
    /// A symbolic link leads to another place than a folder of the output.
    Link(String),
    /// The path leads outside the output, or to a hidden file.
    Outside(String),
    /// Two paths that differ in case only, which many file systems can't hold.
    Case(String, String),
    /// A file with a name that the generator reserves, and that it didn't write.
    Reserved(String),
    /// A file of the user's that is a link, or that was changed while the command ran.
    Changed(String),
}

impl OutputError {
    /// For `map_err`: the file system refused something at this path.
    pub(super) fn io(path: &Path) -> impl Fn(std::io::Error) -> Self + '_ {
        |error| Self::Io(path.to_owned(), error)
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InTheWay(files) => write!(
                formatter,
                "nothing was written, because these files were added or changed by hand: {}\n  = help: move them away, or overwrite them with `clientwright generate --force`",
                Shown::line(files.join(", "))
            ),
            Self::Blocked(obstacles) => {
                formatter.write_str("nothing was written:")?;
                obstacles
                    .iter()
                    .try_for_each(|obstacle| write!(formatter, "\n  {obstacle}"))
            }
            Self::Busy(out) => write!(
                formatter,
                "nothing was written, because another run is writing `{}`\n  = help: wait until it has finished, then try again",
                Shown::line(out.display())
            ),
            Self::Io(path, _) => write!(formatter, "`{}` can't be read or written", Shown::line(path.display())),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::InTheWay(_) | Self::Blocked(_) | Self::Busy(_) => None,
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(
                formatter,
                "`{}` is a directory, but a file is expected there; move it away",
                Shown::line(path)
            ),
            Self::File(path) => write!(
                formatter,
                "`{}` is a file, but a directory is expected there; move it away",
                Shown::line(path)
            ),
            Self::Link(path) => write!(
                formatter,
                "`{}` is a symbolic link that points outside the output folder; remove it",
                Shown::line(path)
            ),
            Self::Outside(path) => write!(
                formatter,
                "`{}` isn't the path of a file inside the output folder",
                Shown::line(path)
            ),
            Self::Case(one, other) => write!(
                formatter,
                "`{}` and `{}` differ only in case, which many file systems don't support",
                Shown::line(one),
                Shown::line(other)
            ),
            Self::Changed(path) => write!(
                formatter,
                "`{}` is a symbolic link, or was changed in the meantime; run the command again, or make it a file",
                Shown::line(path)
            ),
            Self::Reserved(path) => write!(
                formatter,
                "`{}` has a name that clientwright reserves, but wasn't written by it; move it away",
                Shown::line(path)
            ),
        }
    }
}
