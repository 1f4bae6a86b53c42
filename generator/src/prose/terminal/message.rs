//! Messages with the lines that they are about, drawn by `annotate-snippets`.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Shown;

/// How messages look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the colours of a terminal.
    Ansi,
}

/// The columns of a message; what is longer of a quoted line is cut around what is marked.
pub(crate) const WIDTH: usize = 120;

/// A message: what, where, why, and how to mend it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Message {
    pub(crate) is_error: bool,
    pub(crate) code: Option<&'static str>,
    /// What is wrong.
    pub(crate) what: Shown,
    pub(crate) spot: Option<Spot>,
    pub(crate) quote: Option<Quote>,
    pub(crate) why: Option<Shown>,
    /// How to mend it; what has several lines, such as an overlay, is indented as a whole.
    pub(crate) help: Option<Shown>,
}

/// A file, and a line and a column of it if they are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    pub(crate) path: Shown,
    pub(crate) line_and_column: Option<(usize, usize)>,
}

/// A part of a line: what stands before the marked text, that text, and what follows it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quote {
    pub(crate) line: usize,
    pub(crate) parts: [Shown; 3],
    /// What is said of the marked text.
    pub(crate) label: Shown,
}

impl Message {
    /// The message as a terminal shows it, with an empty line after it.
    ///
    /// The only place where text from the library becomes [`Shown`]. That is safe because all text that the library gets is [`Shown`] or ours, and it adds
    /// nothing but spaces, line feeds, its own marks and colours.
    pub(crate) fn drawn(&self, style: Style) -> Shown {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Ansi => Renderer::styled(),
        };
        let text = renderer.term_width(WIDTH).render(&self.groups());
        Shown(text + "\n\n")
    }

    /// The title, the place, and the rest. In one group, the library would find the column by itself, in the text that it gets: but that is
    /// an excerpt of a line, and escaped. The title is a secondary one because a frame is drawn between a primary title and the next group.
    fn groups(&self) -> Vec<Group<'_>> {
        let level = || match self.is_error {
            true => Level::ERROR,
            false => Level::WARNING,
        };
        let title = level().secondary_title(&*self.what);
        let title = match self.code {
            Some(code) => title.id(code),
            None => title,
        };
        let place = self.spot.as_ref().map(Spot::drawn);
        let body = Group::with_level(level());
        let body = match &self.quote {
            Some(quote) => body.element(quote.drawn()),
            None => body,
        };
        let notes = [("why", &self.why), ("help", &self.help)].into_iter();
        let notes = notes.filter_map(|(name, note)| Some(Level::NOTE.with_name(name).message(&**note.as_ref()?)));
        let place = place.map(|place| Group::with_level(level()).element(place));
        let groups = [Some(Group::with_title(title)), place, Some(body.elements(notes))];
        groups.into_iter().flatten().filter(|group| !group.is_empty()).collect()
    }
}

impl Spot {
    fn drawn(&self) -> Origin<'_> {
        let origin = Origin::path(&*self.path);
        match self.line_and_column {
            Some((line, column)) => origin.line(line).char_column(column),
            None => origin,
        }
    }
}

impl Quote {
    fn drawn(&self) -> Snippet<'_, Annotation<'_>> {
        let [before, marked, after] = &self.parts;
        let mark = AnnotationKind::Primary.span(before.len()..before.len() + marked.len());
        let mark = match self.label.is_empty() {
            true => mark,
            false => mark.label(&*self.label),
        };
        Snippet::source(Shown::concat([before, marked, after]).0)
            .line_start(self.line)
            .annotation(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(before: &str, marked: &str, after: &str) -> Message {
        Message {
            what: "this".into(),
            quote: Some(Quote {
                line: 7,
                parts: [before, marked, after].map(Shown::line),
                label: "here".into(),
            }),
            ..Message::default()
        }
    }

    /// The quoted line and the line of carets under it, without the frame.
    fn lines(message: &Message) -> [String; 2] {
        let drawn = message.drawn(Style::Plain);
        let lines: Vec<&str> = drawn.lines().skip(2).take(2).collect();
        let [text, carets] = lines[..] else { panic!("{drawn}") };
        [text, carets].map(|line| line.get(4..).unwrap_or_default().to_owned())
    }

    #[test]
    fn a_message_says_what_where_why_and_how_to_mend_it() {
        let message = Message {
            is_error: true,
            code: Some("some-code"),
            spot: Some(Spot {
                path: "a/b.yaml".into(),
                line_and_column: Some((123, 45)),
            }),
            quote: Some(Quote {
                line: 123,
                ..quoted("a: ", "bc", " d").quote.unwrap()
            }),
            why: Some("because".into()),
            help: Some(Shown::lines("write\n  overlay: 1.1.0\n\n  extends: a")),
            ..quoted("", "", "")
        };
        let expected = "error[some-code]: this\n   --> a/b.yaml:123:45\n    |\n123 | a: bc d\n    |    ^^ here\n    \
                        = why: because\n    = help: write\n              overlay: 1.1.0\n            \n              \
                        extends: a\n\n";
        let plain = message.drawn(Style::Plain);
        assert_eq!(&*plain, expected);

        let coloured = message.drawn(Style::Ansi);
        let (first, parts) = coloured
            .split_once("\x1b[")
            .map(|(first, rest)| (first, rest.split("\x1b[")))
            .unwrap();
        let texts = parts.map(|part| part.split_once('m').unwrap().1);
        assert_eq!(first.to_owned() + &texts.collect::<String>(), expected);
        assert!(coloured.contains("error[some-code]\x1b[0m: this\n"), "{coloured:?}");
    }

    #[test]
    fn a_message_without_a_place_is_whole() {
        let message = Message {
            quote: None,
            help: Some("that".into()),
            ..quoted("", "", "")
        };
        assert_eq!(&*message.drawn(Style::Plain), "warning: this\n = help: that\n\n");
        let message = Message {
            spot: Some(Spot {
                path: "a".into(),
                line_and_column: None,
            }),
            ..message
        };
        assert_eq!(&*message.drawn(Style::Plain), "warning: this\n--> a\n = help: that\n\n");
    }

    #[test]
    fn carets_stand_under_wide_letters_and_under_those_that_need_no_room() {
        let rows = [
            ("漢字: ", "値", " b", "      ^^ here"),
            ("a🦀", "b", "", "   ^ here"),
            ("e\u{301}e\u{301}", "xy", "", "  ^^ here"),
            ("\u{1b}", "a\u{202e}", "b", "      ^^^^^^^^^ here"),
            ("a", "\u{301}", "b", " ^ here"),
            ("", "", "", "^ here"),
            ("ab", "", "", "  ^ here"),
        ];
        for (before, marked, after, carets) in rows {
            let message = quoted(before, marked, after);
            let line = Shown::concat(&message.quote.as_ref().unwrap().parts);
            assert_eq!(lines(&message), [&*line, carets]);
        }
    }

    #[test]
    fn long_lines_are_cut_around_what_is_marked() {
        let column = |letter: char| match letter {
            '漢' => 2,
            '\u{301}' => 0,
            _ => 1,
        };
        let width = |text: &str| text.chars().map(column).sum();
        for letter in ["a", "漢", "\u{200f}", "e\u{301}"] {
            let letters = letter.repeat(WIDTH);
            let [text, carets] = lines(&quoted(&letters, "HERE", &letters));
            let (before, after) = text.split_once("HERE").unwrap();
            assert!(before.starts_with("...") && after.contains("..."), "{text}");
            assert!(width(&text) <= WIDTH, "{text}");
            assert_eq!(carets, " ".repeat(width(before)) + "^^^^ here");
        }
        let [text, carets] = lines(&quoted(&"a".repeat(WIDTH), "here", "b"));
        assert!(text.starts_with("...") && text.ends_with("aahereb"), "{text}");
        assert_eq!(carets, " ".repeat(text.find("here").unwrap()) + "^^^^ here");
        let long = quoted("", &"a".repeat(WIDTH), &"b".repeat(WIDTH));
        assert!(lines(&long)[0].ends_with("bbb..."));
    }

    /// Texts of letters that are wide, need no room, or are hidden, with many of one kind in a row.
    #[test]
    fn no_text_stops_the_drawing_or_adds_a_line() {
        let letters = [
            "a", " ", "漢", "\u{301}", "🦀", "\u{200d}", "\u{1b}", "\u{3000}", "\n", "\u{202e}", "\u{ad}",
        ];
        let mut seed = 1_u64;
        let mut next = move |end: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % end
        };
        for _ in 0..2_000 {
            let [before, marked, after] = [0; 3].map(|_| {
                let runs = (0..next(6)).map(|_| letters[next(letters.len())].repeat(next(WIDTH)));
                Shown::line(runs.collect::<String>())
            });
            let message = quoted(&before, &marked, &after);
            let drawn = message.drawn(Style::Ansi);
            assert_eq!(drawn.lines().count(), 5, "{drawn}");
            let hidden = drawn.chars().filter(|letter| super::super::is_hidden(*letter));
            assert!(
                hidden.into_iter().all(|letter| letter == '\n' || letter == '\u{1b}'),
                "{drawn}"
            );
            assert_eq!(drawn.matches('\u{1b}').count(), drawn.matches("\u{1b}[").count());
        }
    }
}
