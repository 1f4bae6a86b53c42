//! What was printed once is printed again by filling it in.
//!
//! A large client has tens of thousands of items that differ in names and texts alone. Parsing and printing such an item costs
//! far more than to put its names into the text of another one, as long as all lines still fit.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use proc_macro2::TokenStream;

use super::printed::{self, Group, Printed, Within};
use super::shape::{self, Place, Shape, Value};

/// The layouts that are known by now. What is printed doesn't depend on which those are.
#[derive(Default)]
pub(super) struct Layouts {
    known: RwLock<HashMap<Key, Option<Arc<Layout>>>>,
    /// The shapes that were met once, by their hashes: only what is met again is worth a layout.
    met: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

/// What a layout is known by: what its tokens stand in, and their shape.
type Key = (Within, String);

/// A printed text with places in it.
struct Layout {
    /// What stands before each place.
    pieces: Vec<(String, Place)>,
    end: String,
    first: Option<Group>,
    last: Option<Group>,
}

/// prettyplease breaks lines that are longer.
const WIDTH: usize = 89;

impl Layouts {
    /// The text of tokens.
    pub(super) fn print(&self, within: Within, tokens: TokenStream) -> Printed {
        self.filled(within, &tokens)
            .unwrap_or_else(|| printed::print(within, tokens))
    }

    fn filled(&self, within: Within, tokens: &TokenStream) -> Option<Printed> {
        let shape = Shape::of(tokens.clone())?;
        self.layout(within, shape.source)?.filled(&shape.values)
    }

    /// The layout of a shape; `None` when it is met for the first time, or has none.
    fn layout(&self, within: Within, source: String) -> Option<Arc<Layout>> {
        let key = (within, source);
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(layout) = known.get(&key) {
            return layout.clone();
        }
        drop(known);
        let hash = self.hasher.hash_one(&key);
        let is_new = self.met.lock().unwrap_or_else(PoisonError::into_inner).insert(hash);
        if is_new {
            return None;
        }
        let layout = Layout::of(within, &key.1).map(Arc::new);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, layout.clone());
        layout
    }
}

impl Layout {
    /// The layout of a shape, from its own text. `None` if it can't be parsed.
    fn of(within: Within, source: &str) -> Option<Self> {
        let printed = printed::print(within, source.parse().ok()?);
        let mut layout = Self {
            pieces: Vec::new(),
            end: String::new(),
            first: printed.first,
            last: printed.last,
        };
        for (text, place) in shape::places(&printed.text) {
            match place {
                Some(place) => layout.pieces.push((text.to_owned(), place)),
                None => text.clone_into(&mut layout.end),
            }
        }
        Some(layout)
    }

    /// The text with these values; `None` if lines would be broken otherwise.
    fn filled(&self, values: &[Value]) -> Option<Printed> {
        if self.pieces.len() != values.len() {
            return None;
        }
        let length = self.pieces.iter().map(|(text, _)| text.len()).sum::<usize>() + self.end.len();
        let length = length + values.iter().map(|value| value.text().len()).sum::<usize>();
        let mut text = String::with_capacity(length);
        for ((before, place), value) in self.pieces.iter().zip(values) {
            text.push_str(before);
            match (place, value) {
                (Place::Word, Value::Word(word)) => text.push_str(word),
                (Place::Doc, Value::Doc(docs)) => printed::push_docs(&mut text, docs),
                _ => return None,
            }
        }
        text.push_str(&self.end);
        let fits = |line: &str| line.len() <= WIDTH || line.trim_start().starts_with("///");
        text.lines().all(fits).then_some(Printed {
            text,
            first: self.first,
            last: self.last,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints each source in turn, and compares with what is printed without layouts.
    fn same(within: Within, sources: &[String]) -> usize {
        let layouts = Layouts::default();
        let mut filled = 0;
        for source in sources {
            let tokens: TokenStream = source.parse().unwrap();
            filled += usize::from(layouts.filled(within, &tokens).is_some());
            assert_eq!(
                layouts.print(within, tokens.clone()).text,
                printed::print(within, tokens).text
            );
        }
        filled
    }

    #[test]
    fn what_is_filled_in_is_what_would_be_printed() {
        let name = |length: usize| "n".repeat(length);
        let functions = (2..120).map(|length| {
            let (name, text) = (name(length), name(length / 2));
            format!(
                "#[doc = \" The {name}.\u{1e} Again.\"] #[deprecated(note = \"{text}\")]
                pub fn {name}(&self, {name}: &str) -> Request<Get> {{
                    Request::new(self).{name}({name}, \"{text}\").call(Pages {{ {name}, {text}: Pages {{ {name} }} }})
                }}"
            )
        });
        let functions: Vec<String> = functions
            .flat_map(|function| [function.clone(), function.clone(), function])
            .collect();
        assert!(same(Within::Impl, &functions) > 40);
        let items = (1..120).map(|length| {
            let name = name(length);
            format!(
                "#[doc = \" {name}\"] pub enum {name} {{ #[doc = \" {name}\"] {name}({name}), B }}
                list! {{ {name} {{ \"{name}\" => {name}, b => c, }} }}
                pub type A{name} = Result<{name}, {name}>;"
            )
        });
        let items: Vec<String> = items.flat_map(|item| [item.clone(), item.clone(), item]).collect();
        assert!(same(Within::File, &items) > 40);
    }
}
