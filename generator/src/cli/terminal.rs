//! What the command prints: the only place that does, and nothing that a terminal would obey.

use clientwright::prose::Shown;

/// Prints what was done.
pub(crate) fn out(text: &Shown) {
    println!("{text}");
}

/// Prints a report of several lines.
pub(crate) fn report(text: &Shown) {
    print!("{text}");
}

/// Prints what is wrong.
pub(crate) fn err(text: &Shown) {
    eprintln!("{text}");
}

/// Prints messages as they are: they are made for a terminal, with its colours.
pub(crate) fn messages(messages: &Shown) {
    eprint!("{messages}");
}

/// A line of several parts: text of ours as it is, all else [`Shown`], so that no path and no title can begin a line of its
/// own.
macro_rules! shown {
    ($($part:expr),+ $(,)?) => {
        clientwright::prose::Shown::concat([$(clientwright::prose::Shown::from($part)),+])
    };
}

/// Prints a line of several parts on the standard output.
macro_rules! out {
    ($($part:expr),+ $(,)?) => { $crate::cli::terminal::out(&shown![$($part),+]) };
}

/// Prints a line of several parts on the standard error stream.
macro_rules! err {
    ($($part:expr),+ $(,)?) => { $crate::cli::terminal::err(&shown![$($part),+]) };
}
