//! Files of a revision of git, by the command `git`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use clientwright::prose::Shown;
use tempfile::TempDir;

/// The endings of what clients are made of.
const ENDINGS: &[&str] = &[".json", ".lock", ".md", ".toml", ".txt", ".yaml", ".yml"];

/// The revision and the path of `REV:path`; a drive of Windows is no revision.
pub(super) fn revision(text: &str) -> Option<(&str, &str)> {
    let (revision, path) = text.split_once(':')?;
    (revision.len() > 1 && !path.is_empty()).then_some((revision, path))
}

/// The documents of a revision, in a folder that goes with this.
pub(super) struct Tree {
    folder: TempDir,
    /// The root of the repository.
    top: PathBuf,
    /// The path that is asked for, from the root.
    path: PathBuf,
}

impl Tree {
    /// The files of a revision, as far as clients are made of such; the path is meant as `git show` means it.
    pub(super) fn of(revision: &str, path: &str) -> Result<Self, Shown> {
        let folder = TempDir::new().map_err(|error| failed("a folder for the revision can't be made", &error))?;
        let commit = text_of(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &format!("{revision}^{{tree}}"),
        ])
        .map_err(|_| shown!["`", Shown::line(revision), "` is no revision of this repository"])?;
        let top = PathBuf::from(text_of(&["rev-parse", "--show-toplevel"])?);
        let here = text_of(&["rev-parse", "--show-prefix"])?;
        let path = match path.strip_prefix("./") {
            Some(path) => Path::new(&here).join(path),
            None => PathBuf::from(path),
        };
        let index = folder.path().join("index");
        let git = || {
            let mut git = Command::new("git");
            git.current_dir(&top).env("GIT_INDEX_FILE", &index);
            git
        };
        ran(git().args(["read-tree", &commit]), &[])?;
        let files = ran(git().args(["ls-files", "-z"]), &[])?.stdout;
        let files = files.split_inclusive(|byte| *byte == 0).filter(|file| is_wanted(file));
        let files: Vec<u8> = files.flatten().copied().collect();
        let prefix = format!("--prefix={}/tree/", folder.path().display());
        ran(
            git().args(["checkout-index", "--quiet", "-z", "--stdin", &prefix]),
            &files,
        )?;
        let tree = Self { folder, top, path };
        match tree.path().exists() {
            true => Ok(tree),
            false => {
                let (revision, path) = (Shown::line(revision), Shown::line(tree.path.display()));
                Err(shown!["`", revision, "` has no `", path, "`"])
            }
        }
    }

    /// Where the file or folder is.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("tree").join(&self.path)
    }

    /// Where a folder of the repository is in the revision; another stays where it is.
    pub(super) fn folder(&self, path: &Path) -> PathBuf {
        let inside = || {
            let path = path.canonicalize().ok()?;
            let inside = path.strip_prefix(self.top.canonicalize().ok()?).ok()?;
            Some(self.folder.path().join("tree").join(inside))
        };
        inside().unwrap_or_else(|| path.to_owned())
    }
}

fn is_wanted(file: &[u8]) -> bool {
    let name = String::from_utf8_lossy(file.strip_suffix(&[0]).unwrap_or(file)).to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn text_of(arguments: &[&str]) -> Result<String, Shown> {
    let output = ran(Command::new("git").args(arguments), &[])?;
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end_matches('\n')
        .to_owned())
}

/// Runs the command with an input.
fn ran(command: &mut Command, input: &[u8]) -> Result<Output, Shown> {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().map_err(|error| failed("`git` can't be run", &error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing closes its input.
        let _ = stdin.write_all(input);
    }
    let output = child
        .wait_with_output()
        .map_err(|error| failed("`git` can't be run", &error))?;
    match output.status.success() {
        true => Ok(output),
        false => Err(shown![
            "git: ",
            Shown::lines(String::from_utf8_lossy(&output.stderr).trim_end())
        ]),
    }
}

fn failed(what: &'static str, error: &std::io::Error) -> Shown {
    shown![what, ": ", Shown::line(error)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_is_no_revision() {
        assert_eq!(revision("HEAD~1:spec/a.yaml"), Some(("HEAD~1", "spec/a.yaml")));
        assert_eq!(revision("C:spec.yaml"), None);
        assert_eq!(revision("spec.yaml"), None);
        assert_eq!(revision("HEAD:"), None);
    }
}
