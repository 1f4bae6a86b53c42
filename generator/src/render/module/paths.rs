//! Paths from the crate's root, in code, in documentation and in macros.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use super::edits::{Edits, indent};
use super::places::Places;

/// The module that macros name, which holds whatever they expand to.
const RUNTIME: &str = "runtime";

/// The macros that expand to paths from the root, by themselves or by calling one that does.
pub(super) fn rooted_macros<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    let mut bodies = Vec::new();
    for text in texts.filter(|text| text.contains("macro_rules!")) {
        definitions(text.parse().unwrap_or_default(), &mut bodies);
    }
    let mut rooted = BTreeSet::new();
    loop {
        let before = rooted.len();
        for (name, words) in &bodies {
            if words.contains("crate") || !words.is_disjoint(&rooted) {
                rooted.insert(name.clone());
            }
        }
        if rooted.len() == before {
            return rooted;
        }
    }
}

/// The macros of a file, each with the words that it consists of.
fn definitions(tokens: TokenStream, found: &mut Vec<(String, BTreeSet<String>)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match tokens.get(at..).unwrap_or_default() {
            [
                TokenTree::Ident(word),
                TokenTree::Punct(_),
                TokenTree::Ident(name),
                TokenTree::Group(body),
                ..,
            ] if word == "macro_rules" => {
                let mut all = BTreeSet::new();
                words(body.stream(), &mut all);
                found.push((name.to_string(), all));
            }
            _ => {
                if let TokenTree::Group(group) = token {
                    definitions(group.stream(), found);
                }
            }
        }
    }
}

/// The identifiers, `crate` only where a path starts with it.
fn words(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_path = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        match token {
            TokenTree::Group(group) => words(group.stream(), found),
            TokenTree::Ident(word) if word != "crate" || is_path => _ = found.insert(word.to_string()),
            _ => {}
        }
    }
}

/// Rewrites the paths of a file. Gives the literals that have several lines.
pub(super) fn rewrite(
    tokens: TokenStream,
    places: Places,
    rooted: &BTreeSet<String>,
    edits: &mut Edits<'_>,
) -> Vec<Range<usize>> {
    let mut walk = Walk {
        rooted,
        edits,
        literals: Vec::new(),
        is_in_example: false,
    };
    walk.module(tokens, places);
    walk.literals
}

struct Walk<'w, 't> {
    rooted: &'w BTreeSet<String>,
    edits: &'w mut Edits<'t>,
    literals: Vec<Range<usize>>,
    /// Whether the lines of documentation are those of an example.
    is_in_example: bool,
}

impl Walk<'_, '_> {
    /// The items of a module: where one of its macros names the runtime, that is brought into scope.
    fn module(&mut self, tokens: TokenStream, places: Places) {
        let first = first_item(&tokens);
        let needs_runtime = self.tokens(tokens, places);
        if let (true, Some((at, is_use)), Some(root)) = (needs_runtime, first, places.root())
            && root != "self"
        {
            let gap = if is_use { "\n" } else { "\n\n" };
            let space = indent(places.depth());
            self.edits.insert(at, format!("use {root}::{RUNTIME};{gap}{space}"));
        }
    }

    /// Whether one of the tokens calls a macro that names the runtime.
    fn tokens(&mut self, tokens: TokenStream, places: Places) -> bool {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        let mut needs_runtime = false;
        while !rest.is_empty() {
            let (taken, needs) = self.step(rest, places);
            needs_runtime |= needs;
            rest = rest.get(taken..).unwrap_or_default();
        }
        needs_runtime
    }

    /// How many tokens were dealt with, and whether they call a macro that names the runtime.
    fn step(&mut self, rest: &[TokenTree], places: Places) -> (usize, bool) {
        use TokenTree::{Group, Ident, Literal, Punct};
        match rest {
            [Ident(word), Punct(_), Ident(_), Group(body), ..] if word == "macro_rules" => {
                self.tokens(body.stream(), Places::Macro);
                (4, false)
            }
            [Ident(word), Ident(_), Group(body), ..] if word == "mod" && body.delimiter() == Delimiter::Brace => {
                self.module(body.stream(), places.inside());
                (3, false)
            }
            [Ident(word), Ident(name), Punct(end), ..] if word == "mod" && end.as_char() == ';' => {
                if let Some(depth) = places.of_file() {
                    let file = name.to_string().trim_start_matches("r#").to_owned();
                    self.edits.open(range(end.span()), file, depth);
                }
                (3, false)
            }
            [Ident(word), Group(scope), ..] if word == "pub" && is_crate(scope) => {
                if let Some(visibility) = places.visibility() {
                    self.edits.replace(range(scope.span()), visibility);
                }
                (2, false)
            }
            [Punct(dollar), Ident(word), Punct(first), Punct(second), ..]
                if dollar.as_char() == '$' && word == "crate" && first.as_char() == ':' =>
            {
                self.edits.delete(range(dollar.span()).start..range(second.span()).end);
                (4, false)
            }
            [Ident(word), Punct(first), Punct(second), ..] if word == "crate" && first.as_char() == ':' => {
                match places.root() {
                    Some(root) => self.edits.replace(range(word.span()), root),
                    None => self.edits.delete(range(word.span()).start..range(second.span()).end),
                }
                (3, false)
            }
            [Ident(name), Punct(mark), Group(arguments), ..] if mark.as_char() == '!' => {
                let inside = self.tokens(arguments.stream(), places);
                (3, inside || self.rooted.contains(&name.to_string()))
            }
            [Punct(hash), Group(attribute), ..] if hash.as_char() == '#' => {
                self.attribute(attribute, places);
                (2, false)
            }
            [Punct(hash), Punct(_), Group(attribute), ..] if hash.as_char() == '#' => {
                self.attribute(attribute, places);
                (3, false)
            }
            [Group(group), ..] => (1, self.tokens(group.stream(), places)),
            [Literal(literal), ..] => {
                let range = range(literal.span());
                if self.edits.slice(range.clone()).contains('\n') {
                    self.literals.push(range);
                }
                (1, false)
            }
            _ => (1, false),
        }
    }

    /// Documentation is text with links; any other attribute is code.
    fn attribute(&mut self, attribute: &Group, places: Places) {
        let tokens: Vec<TokenTree> = attribute.stream().into_iter().collect();
        match tokens.as_slice() {
            [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Literal(text)] if word == "doc" => {
                self.documentation(range(text.span()), places);
            }
            _ => _ = self.tokens(attribute.stream(), places),
        }
    }

    /// Links lead to the same items; examples aren't compiled, since they don't know where the module stands, and have no
    /// hidden lines.
    fn documentation(&mut self, range: Range<usize>, places: Places) {
        let text = self.edits.slice(range.clone());
        match text.trim_end() {
            "/// ```no_run" => {
                self.is_in_example = true;
                self.edits.replace(range, "/// ```text");
                return;
            }
            "/// ```" => self.is_in_example = false,
            line if self.is_in_example && line.starts_with("/// # ") => {
                self.edits.delete(range);
                return;
            }
            _ => {}
        }
        if text.contains('\n') {
            self.literals.push(range.clone());
        }
        for (at, word) in text.match_indices("crate::") {
            let before = text.get(..at).unwrap_or_default();
            if !["](", "[", "[`", "]: ", "@"]
                .iter()
                .any(|start| before.ends_with(start))
            {
                continue;
            }
            let at = range.start + at;
            match places.root() {
                Some(root) => self.edits.replace(at..at + word.len(), format!("{root}::")),
                None => self.edits.delete(at..at + word.len()),
            }
        }
        for fence in ["```no_run", "```rust", "```compile_fail", "```should_panic"] {
            for (at, _) in text.match_indices(fence) {
                let at = range.start + at;
                self.edits.replace(at..at + fence.len(), "```ignore");
            }
        }
    }
}

/// Where the first item starts, behind the attributes of the module itself, and whether it is a `use`.
fn first_item(tokens: &TokenStream) -> Option<(usize, bool)> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut rest = tokens.as_slice();
    while let [
        TokenTree::Punct(hash),
        TokenTree::Punct(mark),
        TokenTree::Group(_),
        more @ ..,
    ] = rest
        && hash.as_char() == '#'
        && mark.as_char() == '!'
    {
        rest = more;
    }
    let first = rest.first()?;
    let is_use = matches!(first, TokenTree::Ident(word) if word == "use");
    Some((range(first.span()).start, is_use))
}

fn is_crate(scope: &Group) -> bool {
    let mut tokens = scope.stream().into_iter();
    let is_word = matches!(tokens.next(), Some(TokenTree::Ident(word)) if word == "crate");
    is_word && scope.delimiter() == Delimiter::Parenthesis && tokens.next().is_none()
}

pub(super) fn range(span: Span) -> Range<usize> {
    span.byte_range()
}
