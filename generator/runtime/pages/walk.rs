//! Iterating over pages.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::task::{Context, Poll, ready};

use serde_json::Value;

use super::paging::{Input, Next, Paging};
use super::{find, link};
use crate::runtime::http::{BoxFuture, Client, Draft, Facts, Problem, Reply, run};

/// How many consecutive pages may be empty although each refers to a next one.
const MAX_EMPTY_PAGES: u32 = 32;

/// A request that is on its way.
type Running = BoxFuture<'static, Result<Reply, Problem>>;

/// The state of the iteration: everything that doesn't depend on the type of a page.
pub(super) struct Walk {
    client: Client,
    facts: Facts,
    paging: Paging,
    /// The request for the page that is read or was read last.
    draft: Box<Draft>,
    state: State,
    /// The fingerprints of the cursors and URLs that were followed.
    followed: BTreeSet<u64>,
    empty_pages: u32,
}

enum State {
    /// The next page isn't requested yet.
    Ready,
    Running(Running),
    /// The last page was returned, and there is a next one that can't be requested.
    Stuck(Problem),
    Over,
}

/// What identifies the next page.
enum Lead {
    Parameter(&'static str, Value),
    Url(String),
}

impl Walk {
    pub(super) fn new(client: Client, facts: Facts, paging: Paging, draft: Box<Draft>) -> Self {
        Self {
            client,
            facts,
            paging,
            draft,
            state: State::Ready,
            followed: BTreeSet::new(),
            empty_pages: 0,
        }
    }

    /// The client that requests the pages.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(super) fn client(&mut self) -> &mut Client {
        &mut self.client
    }

    /// The next response; `None` after the last one, and after an error.
    pub(super) fn poll_reply(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Reply, Problem>>> {
        if matches!(self.state, State::Ready) {
            self.state = State::Running(run(self.client.clone(), self.facts.clone(), self.draft.clone()));
        }
        let result = match &mut self.state {
            State::Running(running) => ready!(running.as_mut().poll(context)),
            State::Ready | State::Stuck(_) | State::Over => {
                return Poll::Ready(match std::mem::replace(&mut self.state, State::Over) {
                    State::Stuck(problem) => Some(Err(problem)),
                    State::Ready | State::Running(_) | State::Over => None,
                });
            }
        };
        self.state = match &result {
            Ok(reply) if (200..300).contains(&reply.status) => self.after(reply),
            Ok(_) | Err(_) => State::Over,
        };
        Poll::Ready(Some(result))
    }

    /// Ends the walk.
    pub(super) fn end(&mut self) {
        self.state = State::Over;
    }

    fn after(&mut self, reply: &Reply) -> State {
        let body = match self.paging.as_json {
            Some(as_json) => Cow::Owned(as_json(reply)),
            None => Cow::Borrowed(&reply.body),
        };
        // A list without elements is mostly not there in XML.
        let count = |at| find::count(&body, at).or(self.paging.as_json.map(|_| 0));
        let count = self.paging.items.and_then(count);
        let Some(lead) = self.lead(reply, &body, count) else {
            return State::Over;
        };
        self.empty_pages = if count == Some(0) { self.empty_pages + 1 } else { 0 };
        if self.empty_pages > MAX_EMPTY_PAGES {
            let message = format!(
                "{} consecutive pages were empty and referred to another one",
                self.empty_pages
            );
            return State::Stuck(Problem::pages(message));
        }
        if !self.followed.insert(fingerprint(&lead)) {
            return State::Stuck(Problem::pages("the next page was already read"));
        }
        match lead {
            Lead::Parameter(name, value) => match self.paging.input {
                Input::Query => self.draft.replace_query(name, &find::text_of(&value)),
                Input::Body => self.draft.replace_member(name, value),
            },
            Lead::Url(url) => self.draft.replace_url(url),
        }
        State::Ready
    }

    fn lead(&self, reply: &Reply, body: &[u8], count: Option<u64>) -> Option<Lead> {
        if let Some((at, is)) = self.paging.more
            && find::boolean(body, at).is_some_and(|more| more != is)
        {
            return None;
        }
        match self.paging.next {
            Next::Cursor { parameter, at } => find::scalar(body, at).map(|cursor| Lead::Parameter(parameter, cursor)),
            Next::Offset { parameter, first } => {
                let count = count.filter(|count| !self.is_short(*count))?;
                let offset = self.number(parameter).unwrap_or(first) + count;
                Some(Lead::Parameter(parameter, Value::from(offset)))
            }
            Next::Page { parameter, first } => {
                let page = self.number(parameter).unwrap_or(first) + 1;
                let is_last = self.is_past(body, page) || count.is_some_and(|count| self.is_short(count));
                (!is_last).then(|| Lead::Parameter(parameter, Value::from(page)))
            }
            Next::Url { at } => find::text(body, at).map(Lead::Url),
            Next::Link => link::next(&reply.headers).map(Lead::Url),
        }
    }

    /// The number that a parameter of the request has.
    fn number(&self, parameter: &str) -> Option<u64> {
        match self.paging.input {
            Input::Query => self.draft.query_number(parameter),
            Input::Body => self.draft.member_number(parameter),
        }
    }

    /// Whether a page has no items, or fewer than requested.
    fn is_short(&self, count: u64) -> bool {
        let limit = self.paging.limit.and_then(|parameter| self.number(parameter));
        count == 0 || limit.is_some_and(|limit| count < limit)
    }

    /// Whether there is no such page. A response that declares neither the number of pages nor of items has no next page.
    fn is_past(&self, body: &[u8], page: u64) -> bool {
        let last = self.paging.last.and_then(|at| find::text(body, at));
        let last = last.and_then(|text| text.parse::<u64>().ok());
        last.map_or(self.paging.items.is_none(), |last| page > last)
    }
}

fn fingerprint(lead: &Lead) -> u64 {
    let mut hasher = DefaultHasher::new();
    match lead {
        Lead::Parameter(_, value) => find::text_of(value).hash(&mut hasher),
        Lead::Url(url) => url.hash(&mut hasher),
    }
    hasher.finish()
}
