//! What methods are named from: the operation's text, without what the handle that they are called on says already.

use std::ops::RangeInclusive;

use super::raw::Raw;
use crate::names::is_link;
use crate::names::{self, singular, words};
use crate::template;

/// Separators of a name that its author parts it by, unlike `_` and `-`, which part words as well.
const PARTING: &[char] = &['/', '.', ':', '#'];

/// What tools append to the name of a group.
const KINDS: &[&str] = &[
    "api",
    "apis",
    "controller",
    "controllers",
    "endpoint",
    "endpoints",
    "resource",
    "service",
];

/// How many of those are taken from the end of a tag.
const MOST_KINDS: usize = 3;

/// By how many letters, at most, the same words differ in length: each may be a plural.
const PLURALS: usize = 8;

/// Words between a verb and what a handle says, which go with it.
const ARTICLES: &[&str] = &["a", "an", "the"];
const LEADING: &[&str] = &["at", "for", "from", "in", "of", "on", "to"];

/// Words that say nothing alone.
const NOISE: &[&str] = &[
    "all", "api", "async", "batch", "bulk", "id", "ids", "many", "one", "new", "self", "single",
];

/// The texts of an operation from the shortest to the longest: the first one that no other operation of the handle has is
/// the method's.
pub(crate) fn texts(raw: &Raw<'_>, forms: &[String], handle: Option<&str>) -> Vec<String> {
    let said = handle.map(said).unwrap_or_default();
    let mut texts: Vec<String> = Vec::new();
    for form in forms {
        texts.extend(shorter(form, raw, &said));
    }
    texts.extend(forms.iter().cloned());
    let mut distinct: Vec<String> = Vec::new();
    for text in texts {
        let name = names::snake(&text);
        if !distinct.iter().any(|other| names::snake(other) == name) {
            distinct.push(text);
        }
    }
    distinct
}

/// What a handle says, in letters: the tag, without what tools append, and the last part of a tag of several.
fn said(handle: &str) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let last = handle.rsplit(PARTING).next().unwrap_or(handle);
    for text in [handle, last] {
        let mut words = words(text);
        for _ in 0..=MOST_KINDS {
            let letters = letters(&words);
            if !letters.is_empty() && !said.contains(&letters) {
                said.push(letters);
            }
            if words.len() < 2 || words.pop_if(|word| is_kind(word)).is_none() {
                break;
            }
        }
    }
    said
}

/// The text without what the handle says, if something is left: both in front and at the end, or in one place.
fn shorter(text: &str, raw: &Raw<'_>, said: &[String]) -> Vec<String> {
    if let Some(below) = below_method(text, raw, said) {
        return vec![below];
    }
    let front = |text: &str| said.iter().find_map(|said| without_front(text, said));
    let end = |text: &str| said.iter().find_map(|said| without_end(text, said));
    let first = front(text);
    // `copilot/copilot-usage`
    let second = first.as_deref().and_then(front);
    let both = second.as_deref().or(first.as_deref()).and_then(end);
    let middle = || said.iter().find_map(|said| without_middle(text, said));
    let one = first.or_else(|| end(text)).or_else(middle);
    [both, second, one].into_iter().flatten().collect()
}

/// `issues/list-for-repo` → `list-for-repo`, `v1.sink.list` → `list`
fn without_front(text: &str, said: &str) -> Option<String> {
    let mut text = text;
    while let Some(at) = text.find(PARTING) {
        let (segment, rest) = (text.get(..at)?, text.get(at + 1..)?);
        let of_segment = words(segment);
        let count = said_in_front(&of_segment, said).unwrap_or_default();
        if count == of_segment.len() && count > 0 {
            return is_name(rest).then(|| rest.to_owned());
        }
        if !is_version(segment) {
            return None;
        }
        text = rest;
    }
    without_first_words(text, said)
}

fn without_first_words(text: &str, said: &str) -> Option<String> {
    let words = words(text);
    let next = words.get(said_in_front(&words, said)?)?;
    let rest = text.get(offset(text, next)..)?;
    is_name(rest).then(|| rest.to_owned())
}

/// How many words in front the handle says.
fn said_in_front(words: &[&str], said: &str) -> Option<usize> {
    let mut counts = counts(words.iter(), said).rev();
    let count = counts.find(|count| says(words.get(..*count), said))?;
    let has_kind = words.get(count).is_some_and(|word| is_kind(word));
    Some(count + usize::from(has_kind))
}

fn is_kind(word: &str) -> bool {
    KINDS.contains(&word.to_lowercase().as_str())
}

/// `readCoreV1Pod` → `read Pod`: only a handle of several words is meant for sure.
fn without_middle(text: &str, said: &str) -> Option<String> {
    let words = words(text);
    let (verb, after) = words.split_first()?;
    let mut counts = counts(after.iter(), said).rev();
    let count = counts.find(|count| *count > 1 && *count < after.len() && says(after.get(..*count), said))?;
    let rest = text.get(offset(text, after.get(count)?)..)?;
    is_name(verb).then(|| format!("{verb} {rest}"))
}

/// Names that are method and path, below `accounts`: `GetAccountsAccount` → `Get by id`, `PostAccountsAccountCards` → `Post
/// Cards`.
fn below_method(text: &str, raw: &Raw<'_>, said: &[String]) -> Option<String> {
    if text == by_route(raw) {
        return route_below(raw, said);
    }
    let words = words(text);
    let (verb, after) = words.split_first().filter(|_| is_route(text, raw))?;
    let count = said.iter().find_map(|said| said_in_front(after, said))?;
    let Some(next) = after.get(count) else {
        return Some((*verb).to_owned());
    };
    let rest = text.get(offset(text, next)..)?;
    let variable = template::variables(raw.path).into_iter().next().unwrap_or_default();
    let variable = letters(&names::words(variable));
    if said.iter().any(|said| one(&variable) == one(said)) {
        // `/customers/{customer}`
        let after = words.get(count + 1 + length_of(after.get(count..)?, &variable)..);
        let after = after.and_then(|after| text.get(offset(text, after.first()?)..));
        return Some(format!("{verb} {}", after.unwrap_or("by id")));
    }
    let is_variable = next.eq_ignore_ascii_case("id") || variable.starts_with(&next.to_lowercase());
    let link = if is_variable { "by " } else { "" };
    Some(format!("{verb} {link}{rest}"))
}

/// How many words in front are these letters; none if they aren't there.
fn length_of(words: &[&str], said: &str) -> usize {
    let is_said = |count: &usize| words.get(..*count).is_some_and(|words| letters(words) == said);
    counts(words.iter(), said).find(is_said).unwrap_or_default()
}

/// Whether a text is the method and the segments of the path, whatever it makes of the variables.
fn is_route(text: &str, raw: &Raw<'_>) -> bool {
    let letters_of = |text: &str| letters(&words(text));
    let text = letters_of(text);
    let Some(mut rest) = text.strip_prefix(raw.method) else {
        return false;
    };
    for segment in raw.path.split('/').filter(|segment| !segment.is_empty()) {
        let variable = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let Some(variable) = variable else {
            match rest.strip_prefix(letters_of(segment).as_str()) {
                Some(after) => rest = after,
                None if is_version(segment) => {}
                None => return false,
            }
            continue;
        };
        rest = rest.strip_prefix("by").unwrap_or(rest);
        let last = words(variable).last().map(|word| word.to_lowercase());
        let spellings = [Some(letters_of(variable)), last, Some("id".to_owned())];
        let mut spellings = spellings.into_iter().flatten();
        rest = spellings
            .find_map(|spelling| rest.strip_prefix(spelling.as_str()))
            .unwrap_or(rest);
    }
    rest.is_empty()
}

/// Whether what is before the words at the end can do without them: nothing in it leads to them.
fn is_whole(rest: &str) -> bool {
    let words = words(rest);
    let joins = |word: &&str| ["and", "or"].contains(&word.to_lowercase().as_str());
    is_name(rest) && ends_whole(rest) && !words.iter().any(|word| is_link(word) && !joins(word))
}

fn ends_whole(rest: &str) -> bool {
    words(rest).last().is_none_or(|word| !is_link(word))
}

/// `create_connect_session` → `create`, `add_item_to_portfolio` → `add_item`
fn without_end(text: &str, said: &str) -> Option<String> {
    let start = text.rfind(PARTING).map_or(0, |at| at + 1);
    let words = words(text.get(start..)?);
    let mut starts = counts(words.iter().rev(), said).rev().map(|count| words.len() - count);
    let from = starts.find(|from| says(words.get(*from..), said))?;
    let before = words.get(..from)?;
    let (linked, count) = without_links(before);
    let end = words.get(count).or(words.get(from))?;
    let rest = text.get(..offset(text, end))?;
    let rest = rest.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let is_fit = if linked {
        is_name(rest) && ends_whole(rest)
    } else {
        is_whole(rest)
    };
    is_fit.then(|| rest.to_owned())
}

/// How many words are left before an article and a word that leads to what the handle says, and whether there were some:
/// `add_item_to_the` → `add_item`.
fn without_links(before: &[&str]) -> (bool, usize) {
    let last_is = |count: usize, listed: &[&str]| {
        let last = count.checked_sub(1).and_then(|last| before.get(last));
        last.is_some_and(|last| listed.contains(&last.to_lowercase().as_str()))
    };
    let articles = usize::from(last_is(before.len(), ARTICLES));
    let count = before.len() - articles;
    let links = usize::from(last_is(count, LEADING));
    (articles + links > 0, count - links)
}

/// `GET /v1/pets/{petId}` below `pets` → `get by petId`
fn route_below(raw: &Raw<'_>, said: &[String]) -> Option<String> {
    let mut segments = raw.path.split('/').filter(|segment| !segment.is_empty());
    let is_said = |segment: &str| said.iter().any(|said| says(Some(&words(segment)), said));
    let of_handle = segments.by_ref().find(|segment| !is_version(segment))?;
    is_said(of_handle).then(|| route_text(raw.method, segments))
}

/// Whether a segment of a path only says which version of the API it is, or that it is one.
pub(crate) fn is_version(segment: &str) -> bool {
    is_number(segment) || ["api", "rest"].contains(&segment.to_ascii_lowercase().as_str())
}

/// `v1`, `2024`
fn is_number(word: &str) -> bool {
    let number = word.strip_prefix(['v', 'V']).unwrap_or(word);
    number.starts_with(|digit: char| digit.is_ascii_digit())
}

/// `get /pets/{petId}` → `get pets by petId`
pub(crate) fn by_route(raw: &Raw<'_>) -> String {
    route_text(raw.method, raw.path.split('/').filter(|segment| !segment.is_empty()))
}

fn route_text<'s>(method: &str, segments: impl Iterator<Item = &'s str>) -> String {
    let words = segments.map(
        |segment| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(variable) => format!("by {variable}"),
            None => segment.to_owned(),
        },
    );
    let all: Vec<String> = std::iter::once(method.to_owned()).chain(words).collect();
    all.join(" ")
}

/// How many words may say the same, by their letters: only those few are put together, of a name of thousands of words as well.
fn counts<'w>(words: impl Iterator<Item = &'w &'w str>, said: &str) -> RangeInclusive<usize> {
    let lengths = words.scan(0, |length, word| {
        *length += word.to_lowercase().len();
        Some(*length)
    });
    let lengths: Vec<usize> = lengths.take_while(|length| *length <= said.len() + PLURALS).collect();
    let shorter = lengths.iter().filter(|length| **length + PLURALS < said.len()).count();
    shorter + 1..=lengths.len()
}

/// Whether words say the same as a handle, in the singular or plural.
fn says(words: Option<&[&str]>, said: &str) -> bool {
    let letters = letters(words.unwrap_or_default());
    // A plural begins like its singular, and most of what is compared doesn't.
    let begin_alike = letters.chars().next() == said.chars().next();
    letters == said || begin_alike && one(&letters) == one(said)
}

fn one(letters: &str) -> String {
    singular(letters).unwrap_or_else(|| letters.to_owned())
}

fn letters(words: &[&str]) -> String {
    words.concat().to_lowercase()
}

/// Where a part of a text begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Whether what is left is a name: not a keyword, not a word that says nothing alone or needs the next one.
fn is_name(rest: &str) -> bool {
    let words: Vec<String> = words(rest).iter().map(|word| word.to_lowercase()).collect();
    let says_nothing = match words.as_slice() {
        [] => true,
        [only] => NOISE.contains(&only.as_str()) || names::is_keyword(only),
        _ => false,
    };
    let is_number = words.first().is_some_and(|word| is_number(word));
    !says_nothing && !is_number && !words.first().is_some_and(|word| is_link(word))
}

/// The text without the tail that FastAPI appends, the path and the method: `read_item_items__item_id__get` → `read_item`.
///
/// The path may be longer or shorter there, by what a server's URL has or a proxy adds.
pub(crate) fn without_tail<'t>(text: &'t str, raw: &Raw<'_>, bases: &[String]) -> Option<&'t str> {
    let prefixed = bases.iter().map(|base| format!("{base}{}", raw.path));
    let starts = raw.path.match_indices('/').skip(1).map(|(at, _)| at);
    let shorter = starts.filter_map(|at| raw.path.get(at..));
    let shorter = shorter.filter(|path| path.contains('{') || path.matches('/').count() > 1);
    let paths = prefixed.chain([raw.path.to_owned()]).chain(shorter.map(str::to_owned));
    let tails = paths.map(|path| format!("{}_{}", underscored(&path), raw.method.to_ascii_lowercase()));
    let mut rest = tails.filter_map(|tail| text.strip_suffix(tail.as_str()));
    rest.find(|rest| is_name(rest))
}

fn underscored(path: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    path.chars()
        .map(|letter| if is_word(letter) { letter } else { '_' })
        .collect()
}

/// The text without the crate's name in front, if that is a word of its own there.
pub(crate) fn without_crate<'t>(text: &'t str, crate_name: &str) -> Option<&'t str> {
    let said = letters(&words(crate_name));
    let words = words(text);
    let count = Some(length_of(&words, &said)).filter(|count| *count > 0)?;
    let rest = text.get(offset(text, words.get(count)?)..)?;
    is_name(rest).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str, handle: &str) -> Option<String> {
        said(handle).iter().find_map(|said| without_front(text, said))
    }

    fn end(text: &str, handle: &str) -> Option<String> {
        said(handle).iter().find_map(|said| without_end(text, said))
    }

    #[test]
    fn what_the_handle_says_goes_in_front() {
        for (text, handle, expected) in [
            ("issues/list-for-repo", "issues", "list-for-repo"),
            ("issue_list", "issues", "list"),
            ("PetsController_findAll", "Pets", "findAll"),
            ("pullRequests.merge", "Pull requests", "merge"),
            ("ConnectSessionsCreate", "connect_sessions", "Create"),
            ("PetService_ListOwners", "PetService", "ListOwners"),
            ("v1.sink.list", "Sink", "list"),
        ] {
            assert_eq!(front(text, handle).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_the_handle_says_goes_at_the_end() {
        for (text, handle, expected) in [
            ("create_connect_session", "Connect Sessions", "create"),
            ("listPets", "pet-controller", "list"),
            ("cancel_statuses", "status", "cancel"),
            ("getUsers", "Admin / Users", "get"),
            ("create_or_update_user", "users", "create_or_update"),
            ("add_item_to_the_portfolio", "portfolios", "add_item"),
            ("get_a_classroom", "classroom", "get"),
        ] {
            assert_eq!(end(text, handle).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_a_handle_of_several_words_says_goes_behind_the_verb() {
        let middle = |text: &str, handle: &str| said(handle).iter().find_map(|said| without_middle(text, said));
        assert_eq!(middle("readCoreV1Pod", "core_v1").as_deref(), Some("read Pod"));
        assert_eq!(middle("list_issues_for_repo", "issues"), None);
    }

    #[test]
    fn a_name_stays_where_nothing_that_is_one_would_be_left() {
        for (text, handle) in [
            ("pets", "pets"),
            ("pets_by_id", "pets"),
            ("pet_v2", "pet"),
            ("petstore/list", "pet"),
            ("pet-store/list", "pet"),
            ("pets.delete.id", "pets.delete"),
        ] {
            assert_eq!(front(text, handle), None, "{text}");
        }
        for (text, handle) in [
            ("list_by_user", "users"),
            ("get_key_for_authenticated_user", "users"),
            ("list_sub_issues", "issues"),
            ("move_file", "files"),
            ("new_file", "files"),
            ("carpet", "pet"),
            ("add.pet/pet", "pet"),
        ] {
            assert!(end(text, handle).is_none_or(|rest| rest == "add.pet"), "{text}");
        }
    }

    #[test]
    fn the_crate_is_a_word_of_its_own() {
        assert_eq!(without_crate("acme_list", "acme"), Some("list"));
        assert_eq!(without_crate("StackOneList", "stackone"), Some("List"));
        assert_eq!(without_crate("gitignore/list", "git"), None);
        assert_eq!(without_crate("acme", "acme"), None);
    }
}
