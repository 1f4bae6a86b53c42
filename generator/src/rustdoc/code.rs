//! Expressions of examples, in lines.

use crate::prose::{Line, line};

/// A longer line is broken, as rustfmt would.
const WIDTH: usize = 84;

/// An expression.
#[derive(Clone)]
pub(super) enum Code {
    /// Written as it is.
    Word(Line),
    /// What stands before the arguments, with the opening bracket, and the closing one.
    Call(Line, Vec<Code>, &'static str),
}

impl Code {
    pub(super) fn word(text: impl Into<Line>) -> Self {
        Self::Word(text.into())
    }

    /// A reference to it.
    pub(super) fn borrowed(self) -> Self {
        match self {
            Self::Word(word) => Self::Word(line!["&", word]),
            Self::Call(open, arguments, close) => Self::Call(line!["&", open], arguments, close),
        }
    }

    /// In one line.
    pub(super) fn flat(&self) -> Line {
        match self {
            Self::Word(word) => word.clone(),
            Self::Call(open, arguments, close) => {
                line![open, Line::joined(arguments.iter().map(Self::flat), ", "), *close]
            }
        }
    }

    /// In one line between two texts where it fits, else one line for each argument.
    pub(super) fn lines(&self, before: impl Into<Line>, after: &'static str) -> Vec<Line> {
        let before = before.into();
        let one = line![&before, self.flat(), after];
        match self {
            Self::Call(open, arguments, close) if one.as_str().len() > WIDTH && !arguments.is_empty() => {
                let arguments = arguments.iter().flat_map(|argument| argument.lines("", ","));
                let inside = arguments.map(|argument| line!["    ", argument]);
                let first = line![before, open];
                let last = line![*close, after];
                std::iter::once(first).chain(inside).chain([last]).collect()
            }
            _ => vec![one],
        }
    }
}

/// A chain of calls in one line where it fits, else one line for each call.
pub(super) fn chain(before: Line, receiver: &'static str, calls: &[Code], after: &'static str) -> Vec<Line> {
    let flat = Line::concat(calls.iter().map(Code::flat));
    let one = line![&before, receiver, flat, after];
    if one.as_str().len() <= WIDTH {
        return vec![one];
    }
    let mut lines = vec![line![before, receiver]];
    for (index, call) in calls.iter().enumerate() {
        let end = if index + 1 == calls.len() { after } else { "" };
        lines.extend(call.lines("", end).into_iter().map(|line| line!["    ", line]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(Line::as_str).collect()
    }

    #[test]
    fn what_is_short_stays_in_one_line() {
        let calls = [
            Code::word(".pets()"),
            Code::Call(".get(".into(), vec![Code::word("1")], ")"),
        ];
        let lines = chain("let pet = ".into(), "client", &calls, ";");
        assert_eq!(text(&lines), ["let pet = client.pets().get(1);"]);
    }

    #[test]
    fn what_is_long_has_a_line_for_each_argument() {
        let argument = || Code::word("\"an argument that is rather long\"");
        let new = Code::Call("Pet::new(".into(), vec![argument(), argument(), argument()], ")");
        let lines = new.lines("let pet = ", ";");
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[1].as_str(), "    \"an argument that is rather long\",");
        let calls = [Code::word(".pets()"), Code::Call(".add(".into(), vec![new], ")")];
        let lines = chain("".into(), "client", &calls, ";");
        let expected = ["client", "    .pets()", "    .add(", "        Pet::new("];
        assert_eq!(text(&lines)[..4], expected);
        assert_eq!(text(&lines).last(), Some(&"    );"));
    }
}
