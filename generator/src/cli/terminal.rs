//! What the command prints: the only place that does, and nothing that a terminal would obey.

use std::fmt::Display;

use clientwright::prose::Shown;

/// Prints what was done.
pub(crate) fn out(text: impl Display) {
    println!("{}", Shown::lines(text));
}

/// Prints what is wrong.
pub(crate) fn err(text: impl Display) {
    eprintln!("{}", Shown::lines(text));
}

/// Prints messages as they are: they are made for a terminal, with its colours.
pub(crate) fn messages(messages: &Shown) {
    eprint!("{messages}");
}

/// As `println!`.
macro_rules! out {
    ($($text:tt)*) => { $crate::cli::terminal::out(format_args!($($text)*)) };
}

/// As `eprintln!`.
macro_rules! err {
    ($($text:tt)*) => { $crate::cli::terminal::err(format_args!($($text)*)) };
}
