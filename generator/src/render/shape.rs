//! Tokens apart from their names and texts: what of them decides how they are laid out.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};

use super::units::is_braces;
use crate::emit::DOC_LINES;

/// Begins what stands for a name or a text. A document that has the letter itself is printed without layouts.
const STAND_IN: char = 'ǂ';

/// Fills it up to a width.
const FILL: char = 'a';

/// Shorter names decide more than the width of a line, so that they belong to the shape.
const SHORTEST: usize = 5;

/// Widths are told apart in steps, so that tokens of similar widths share a layout.
const STEP: usize = 4;

/// Longer shapes are hardly met twice.
const LONGEST: usize = 4096;

/// Some tokens, taken apart.
pub(super) struct Shape {
    /// Rust that is laid out like them: each name and text is replaced by something no longer.
    pub(super) source: String,
    /// What was replaced, in the order of the tokens.
    pub(super) values: Vec<Value>,
    is_usable: bool,
    /// How far widths may be apart that share a layout.
    step: usize,
}

/// What stands at one place of a shape.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A name, or what a string literal has between its quotes.
    Word(String),
    /// What stands behind `///`.
    Doc(String),
}

impl Shape {
    /// The shape of these tokens; `None` if they can't share a layout with others.
    pub(super) fn of(tokens: TokenStream) -> Option<Self> {
        let mut shape = Self {
            source: String::new(),
            values: Vec::new(),
            is_usable: true,
            step: STEP,
        };
        shape.add(tokens.into_iter().collect());
        (shape.is_usable && shape.source.len() <= LONGEST).then_some(shape)
    }

    fn add(&mut self, tokens: Vec<TokenTree>) {
        let mut before = None;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let step = self.step;
            let punct = match &token {
                TokenTree::Punct(punct) => Some(punct.as_char()),
                _ => None,
            };
            match (before, token) {
                (Some('#'), TokenTree::Group(group)) => self.attribute(&group),
                (_, TokenTree::Group(group)) => self.group(&group, Self::add),
                (Some('\''), TokenTree::Ident(name)) => self.fixed(&name.to_string()),
                (_, TokenTree::Ident(name)) => {
                    // It may be the name of a struct, and count as its fields do.
                    let is_struct = matches!(tokens.peek(), Some(TokenTree::Group(group)) if is_braces(group));
                    self.step = if is_struct { 1 } else { step };
                    self.name(&name);
                }
                (_, TokenTree::Literal(literal)) => self.literal(&literal),
                (_, TokenTree::Punct(punct)) => self.punct(&punct),
            }
            self.step = step;
            before = punct;
        }
    }

    /// The words of an attribute mean something to the printer.
    fn attribute(&mut self, attribute: &Group) {
        match doc(attribute) {
            Some(text) if is_line(&text) => {
                self.source.push_str("[doc = \"");
                self.source.push(STAND_IN);
                self.source.push_str("\"] ");
                self.value(Value::Doc(text));
            }
            _ => self.group(attribute, Self::words),
        }
    }

    fn words(&mut self, tokens: Vec<TokenTree>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.group(&group, Self::words),
                TokenTree::Punct(punct) => self.punct(&punct),
                TokenTree::Ident(name) => self.fixed(&name.to_string()),
                TokenTree::Literal(literal) => self.literal(&literal),
            }
        }
    }

    fn group(&mut self, group: &Group, add: fn(&mut Self, Vec<TokenTree>)) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ") "),
            Delimiter::Brace => ("{", "} "),
            Delimiter::Bracket => ("[", "] "),
            Delimiter::None => ("", ""),
        };
        self.source.push_str(open);
        // A shape that is too long is given up anyway.
        if self.source.len() <= LONGEST {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            if is_braces(group) && are_fields(&tokens) {
                self.step = 1;
            }
            add(self, tokens);
        }
        self.source.push_str(close);
    }

    fn punct(&mut self, punct: &Punct) {
        self.source.push(punct.as_char());
        if punct.spacing() == Spacing::Alone {
            self.source.push(' ');
        }
    }

    fn name(&mut self, name: &Ident) {
        let text = name.to_string();
        match text.len() < SHORTEST || KEYWORDS.contains(&text.as_str()) || text.starts_with("r#") {
            true => self.fixed(&text),
            false => {
                self.stand_in(text.len());
                self.source.push(' ');
                self.value(Value::Word(text));
            }
        }
    }

    fn literal(&mut self, literal: &Literal) {
        let text = literal.to_string();
        match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(inner) if inner.len() >= SHORTEST => {
                self.source.push('"');
                self.stand_in(inner.len());
                self.source.push_str("\" ");
                self.value(Value::Word(inner.to_owned()));
            }
            _ => self.fixed(&text),
        }
    }

    fn fixed(&mut self, text: &str) {
        self.is_usable &= !text.contains(STAND_IN);
        self.source.push_str(text);
        self.source.push(' ');
    }

    fn value(&mut self, value: Value) {
        self.is_usable &= !value.text().contains(STAND_IN);
        self.values.push(value);
    }

    /// Something as wide as the widths of a step at least are.
    fn stand_in(&mut self, width: usize) {
        let width = SHORTEST + (width - SHORTEST) / self.step * self.step;
        self.source.push(STAND_IN);
        self.source
            .extend(std::iter::repeat_n(FILL, width - STAND_IN.len_utf8()));
    }
}

/// The text of a documentation attribute.
fn doc(attribute: &Group) -> Option<String> {
    let mut tokens = attribute.stream().into_iter();
    let (name, _, value) = (tokens.next()?, tokens.next()?, tokens.next()?);
    match (name, value) {
        (TokenTree::Ident(name), TokenTree::Literal(literal)) if name == "doc" => text(literal),
        _ => None,
    }
}

/// What a string literal stands for.
fn text(literal: Literal) -> Option<String> {
    let written = literal.to_string();
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    let text = inner.replace(
        &DOC_LINES.escape_default().to_string(),
        DOC_LINES.encode_utf8(&mut [0; 4]),
    );
    if !text.contains('\\') {
        return Some(text);
    }
    match syn::Lit::new(literal) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// Whether braces hold the fields of a value. The printer has a limit of its own for those, below that of lines.
fn are_fields(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(_)] => true,
        [TokenTree::Ident(_), TokenTree::Punct(next), ..] => {
            next.as_char() == ',' || next.as_char() == ':' && next.spacing() == Spacing::Alone
        }
        _ => false,
    }
}

/// Whether documentation is printed behind `///` as it is.
fn is_line(text: &str) -> bool {
    !text.contains('\n') && !text.starts_with('/') && !text.ends_with(' ')
}

/// What stands between the places of a text that was printed of a shape, and at each place whether it is of documentation.
pub(super) fn places(printed: &str) -> impl Iterator<Item = (&str, Option<Place>)> {
    let mut rest = Some(printed);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some((before, behind)) = text.split_once(STAND_IN) else {
            return Some((text, None));
        };
        rest = Some(behind.trim_start_matches(FILL));
        let place = match before.ends_with("///") {
            true => Place::Doc,
            false => Place::Word,
        };
        Some((before, Some(place)))
    })
}

/// What is put into a printed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A name, or a text.
    Word,
    /// Documentation.
    Doc,
}

impl Value {
    /// What it is.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Doc(text) => text,
        }
    }
}

/// Words of five letters and more that the parser knows.
const KEYWORDS: &[&str] = &[
    "abstract",
    "async",
    "await",
    "become",
    "break",
    "const",
    "continue",
    "crate",
    "default",
    "extern",
    "false",
    "final",
    "macro",
    "macro_rules",
    "match",
    "override",
    "return",
    "static",
    "struct",
    "super",
    "trait",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "virtual",
    "where",
    "while",
    "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> Shape {
        Shape::of(source.parse().unwrap()).unwrap()
    }

    #[test]
    fn names_and_texts_of_similar_widths_share_a_shape() {
        let one = of("#[doc = \" A page.\"] pub fn get_page(&self) -> Page { self.get::<'static>(\"/pages/all\", 1) }");
        let other = of("#[doc = \" B.\"] pub fn get_pets(&self) -> Page { self.get::<'static>(\"/petsPets_\", 1) }");
        assert_eq!(one.source, other.source);
        assert_eq!(
            other.values,
            [
                Value::Doc(" B.".into()),
                Value::Word("get_pets".into()),
                Value::Word("/petsPets_".into())
            ]
        );
        let same: TokenStream = one.source.parse().unwrap();
        assert_eq!(
            same.to_string(),
            "# [doc = \"ǂ\"] pub fn ǂaaa (& self) -> Page { self . get ::<'static > (\"ǂaaaaaaa\" , 1) }"
        );
        assert_ne!(
            one.source,
            of("#[doc = \" B.\"] pub fn get_paw(&self) -> Page { self.get::<'static>(\"/pages/all\", 2) }").source
        );
    }

    #[test]
    fn what_has_the_letter_itself_has_no_shape() {
        for source in [
            "fn ǂ() {}",
            "fn ǂaaaaaaaa() {}",
            "const A: &str = \"ǂ\";",
            "#[doc = \" ǂ\"] fn a() {}",
        ] {
            assert!(Shape::of(source.parse().unwrap()).is_none(), "{source}");
        }
    }

    #[test]
    fn a_printed_text_has_places() {
        let places: Vec<_> = places("///ǂ\nfn ǂaaa(&self) -> &str {\n    \"ǂaa\"\n}\n").collect();
        assert_eq!(
            places,
            [
                ("///", Some(Place::Doc)),
                ("\nfn ", Some(Place::Word)),
                ("(&self) -> &str {\n    \"", Some(Place::Word)),
                ("\"\n}\n", None)
            ]
        );
    }
}
