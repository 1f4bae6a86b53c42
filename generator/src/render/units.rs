//! Tokens by items, and an `impl` by its members: what is printed on its own.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What is printed on its own.
pub(super) enum Unit {
    /// A whole item.
    Item(TokenStream),
    /// An `impl` block with something in it.
    Impl {
        /// The block without its members.
        head: TokenStream,
        /// Its functions, constants and types.
        members: Vec<TokenStream>,
    },
}

/// The units of a file.
pub(super) fn units(tokens: TokenStream) -> impl Iterator<Item = Unit> {
    let mut items = Parts::of(tokens);
    std::iter::from_fn(move || items.next().map(unit))
}

fn unit(part: Part) -> Unit {
    let Part { keyword, mut tokens } = part;
    match (keyword.as_deref(), tokens.pop()) {
        (Some("impl"), Some(TokenTree::Group(body))) if is_braces(&body) && !body.stream().is_empty() => {
            let members = Parts::of(body.stream());
            Unit::Impl {
                head: braced(tokens.into_iter().collect(), TokenStream::new()),
                members: members.map(|member| member.tokens.into_iter().collect()).collect(),
            }
        }
        (_, last) => Unit::Item(tokens.into_iter().chain(last).collect()),
    }
}

/// The tokens of an item, and the word that says which kind of item it is.
struct Part {
    keyword: Option<String>,
    tokens: Vec<TokenTree>,
}

/// Items one after the other.
struct Parts(std::iter::Peekable<proc_macro2::token_stream::IntoIter>);

impl Parts {
    fn of(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().peekable())
    }
}

impl Iterator for Parts {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        let mut part = Part {
            keyword: None,
            tokens: Vec::new(),
        };
        while let Some(token) = self.0.next() {
            let is_end = match &token {
                TokenTree::Punct(punct) => punct.as_char() == ';',
                TokenTree::Group(group) => is_braces(group) && !part.ends_with_semicolon(),
                TokenTree::Ident(word) => {
                    let is_function = matches!(self.0.peek(), Some(TokenTree::Ident(next)) if next == "fn");
                    if part.keyword.is_none() && word != "pub" && !is_function {
                        part.keyword = Some(word.to_string());
                    }
                    false
                }
                TokenTree::Literal(_) => false,
            };
            part.tokens.push(token);
            if is_end {
                break;
            }
        }
        (!part.tokens.is_empty()).then_some(part)
    }
}

impl Part {
    fn ends_with_semicolon(&self) -> bool {
        matches!(self.keyword.as_deref(), Some("const" | "static" | "type" | "use"))
    }
}

/// Tokens, and others in braces behind them.
pub(super) fn braced(mut head: TokenStream, body: TokenStream) -> TokenStream {
    let body = proc_macro2::Group::new(Delimiter::Brace, body);
    head.extend([TokenTree::Group(body)]);
    head
}

/// Whether a group stands in braces.
pub(super) fn is_braces(group: &proc_macro2::Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<String> {
        let shown = |tokens: TokenStream| tokens.to_string();
        let units = units(source.parse().unwrap()).map(|unit| match unit {
            Unit::Item(tokens) => shown(tokens),
            Unit::Impl { head, members } => {
                let members: Vec<String> = members.into_iter().map(shown).collect();
                format!("{} | {}", shown(head), members.join(" | "))
            }
        });
        units.collect()
    }

    #[test]
    fn an_item_ends_with_a_semicolon_or_with_braces() {
        assert_eq!(
            shown("use a::{b, c}; #[x] pub enum E {} pub const A: B = B { c: 1 }; pub const fn f() {} m! { a { b } }"),
            [
                "use a :: { b , c } ;",
                "# [x] pub enum E { }",
                "pub const A : B = B { c : 1 } ;",
                "pub const fn f () { }",
                "m ! { a { b } }",
            ]
        );
    }

    #[test]
    fn an_impl_has_members() {
        assert_eq!(
            shown(
                "#[x] impl<'c> A<'c> for B { type C = D; const E: F = F { g: 1 }; #[y] pub(crate) fn h() { 1 } } impl A {}"
            ),
            [
                "# [x] impl <'c > A <'c > for B { } | type C = D ; | const E : F = F { g : 1 } ; | # [y] pub (crate) fn h () { 1 }",
                "impl A { }",
            ]
        );
    }
}
