//! What types are named from: a component or an operation, and the words of the way from there.

use crate::names::is_link;
use crate::names::{self, words};

/// How long the name of a type may be, unless the component's or the operation's own is longer.
pub(crate) const LONGEST: usize = 60;

/// How many words are kept: of more, the last ones.
const MOST_WORDS: usize = 24;

/// The parts that a type's name is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Title {
    /// The component or the operation.
    root: String,
    below: Vec<Word>,
}

/// A property, or the role of a schema: `item`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    /// What it is where another type has that name.
    longer: Option<String>,
}

impl Title {
    /// A component or an operation, whatever follows.
    pub(crate) fn of(root: impl Into<String>) -> Self {
        Self {
            root: names::shortened(&root.into()).into_owned(),
            below: Vec::new(),
        }
    }

    /// The same and a word more.
    pub(crate) fn with(&self, text: &str) -> Self {
        self.and(Word {
            text: names::shortened(text).into_owned(),
            longer: None,
        })
    }

    /// The element of what the last word, a plural, is of; nothing if that is not the last word.
    pub(crate) fn element(&self, plural: &str, singular: &str) -> Option<Self> {
        let mut title = self.clone();
        let last = title.below.pop().filter(|last| last.text == plural)?;
        let longer = format!("{} item", last.longer.unwrap_or(last.text));
        Some(title.and(Word {
            text: singular.to_owned(),
            longer: Some(longer),
        }))
    }

    /// The same way from another root.
    pub(crate) fn rooted_in(&self, root: &Self) -> Self {
        let words = self.below.iter().cloned();
        words.fold(root.clone(), |title, word| title.and(word))
    }

    fn and(&self, word: Word) -> Self {
        let mut title = self.clone();
        title.below.push(word);
        if title.below.len() > MOST_WORDS {
            title.below.remove(0);
        }
        title
    }

    /// The texts to name the type from, the shortest first; names of up to `longest` letters come of them, if they can.
    pub(crate) fn texts(&self, longest: usize) -> Vec<String> {
        let mut texts = vec![self.fitting(longest, |word| &word.text)];
        if self.below.iter().any(|word| word.longer.is_some()) {
            let longer = self.fitting(longest, |word| word.longer.as_ref().unwrap_or(&word.text));
            texts.extend(Some(longer).filter(|longer| !texts.contains(longer)));
        }
        texts
    }

    /// All of it, or as much of the end as there is room for behind the root.
    fn fitting(&self, longest: usize, text: impl Fn(&Word) -> &String) -> String {
        let below: Vec<&str> = self.below.iter().map(|word| text(word).as_str()).collect();
        let joined = |root: &str, from: usize| {
            let parts = std::iter::once(root).chain(below.iter().skip(from).copied());
            parts.collect::<Vec<_>>().join(" ")
        };
        let is_fit = |text: &String| names::pascal(text).chars().count() <= longest;
        let last = below.len().saturating_sub(1);
        let whole = (0..=last).map(|from| joined(&self.root, from)).find(is_fit);
        let cut = || {
            let root = words(&self.root);
            let lengths = (1..root.len()).rev();
            lengths
                .filter_map(|length| root.get(..length))
                .filter(|words| words.last().is_none_or(|word| !is_link(word)))
                .map(|words| joined(&words.join(" "), last))
                .find(is_fit)
        };
        // Of a root whose own name is that long nothing is cut, and there might be much to try.
        let is_own = || names::pascal(&self.root).chars().count() > LONGEST;
        whole
            .or_else(|| if below.is_empty() || is_own() { None } else { cut() })
            .unwrap_or_else(|| joined(&self.root, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(title: &Title) -> Vec<String> {
        title.texts(LONGEST).iter().map(|text| names::pascal(text)).collect()
    }

    #[test]
    fn a_name_is_the_way_to_the_type() {
        let title = Title::of("list-pets").with("response").with("owner");
        assert_eq!(names(&title), ["ListPetsResponseOwner"]);
    }

    #[test]
    fn an_element_has_a_longer_name() {
        let title = Title::of("Pet").with("owners");
        assert_eq!(
            names(&title.element("owners", "owner").unwrap()),
            ["PetOwner", "PetOwnersItem"]
        );
        assert_eq!(title.element("toys", "toy"), None);
        assert_eq!(Title::of("Pets").element("Pets", "Pet"), None);
    }

    #[test]
    fn a_long_way_is_its_beginning_and_its_end() {
        let title = Title::of("webhook-pull-request-review-submitted")
            .with("pull_request")
            .with("head")
            .with("repo");
        assert_eq!(names(&title), ["WebhookPullRequestReviewSubmittedPullRequestHeadRepo"]);
        let long = title.with("permissions").with("level");
        assert_eq!(
            names(&long),
            ["WebhookPullRequestReviewSubmittedHeadRepoPermissionsLevel"]
        );
        let wide =
            Title::of("set a selected repository of the organization").with("allowed_actions_and_reusable_workflows");
        assert_eq!(
            names(&wide),
            ["SetASelectedRepositoryAllowedActionsAndReusableWorkflows"]
        );
    }

    #[test]
    fn a_long_root_is_the_documents_own() {
        let title = Title::of("word ".repeat(20)).with("response").with("state");
        assert_eq!(names(&title), [format!("{}State", "Word".repeat(20))]);
    }
}
