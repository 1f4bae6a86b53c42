//! Pages and their items as streams.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::walk::Walk;
use super::{Paged, PagedItems};
use crate::runtime::http::{CallError, Request, received};
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use crate::runtime::iterators::Blocking;

impl<Op: Paged> Request<Op> {
    /// Streams all pages from this one on. Each page is requested when it is polled.
    pub fn pages(self) -> Pages<Op> {
        let (client, draft) = self.into_parts();
        Pages {
            walk: Walk::new(client, Op::FACTS, Op::PAGING, draft),
            operation: PhantomData,
        }
    }
}

impl<Op: PagedItems> Request<Op> {
    /// Streams the items of all pages from this one on. Each page is requested when its first item is polled.
    pub fn items(self) -> Items<Op> {
        Items {
            pages: self.pages(),
            page: Vec::new().into_iter(),
        }
    }
}

/// The pages of an operation: a [`Stream`], or call [`next`](Self::next).
///
/// It ends after the last page, and after an error. [`CallError::Pages`] means that the next page was already read, or is
/// outside the API.
#[must_use = "streams are lazy and request nothing unless polled"]
pub struct Pages<Op: Paged> {
    walk: Walk,
    operation: PhantomData<fn() -> Op>,
}

/// The outcome of requesting a page.
type Page<Op, T> = Option<Result<T, CallError<<Op as crate::runtime::http::Operation>::Error>>>;

impl<Op: Paged> Pages<Op> {
    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// See [`CallError`].
    pub async fn next(&mut self) -> Page<Op, Op::Output> {
        poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Page<Op, Op::Output>> {
        let Some(result) = ready!(self.walk.poll_reply(context)) else {
            return Poll::Ready(None);
        };
        let page = received::<Op>(&Op::FACTS, result).map(|response| response.value);
        if page.is_err() {
            self.walk.end();
        }
        Poll::Ready(Some(page))
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<Op: Paged> Pages<Op> {
    /// The pages as an iterator, for code without async. Requires the feature `blocking`.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self, Op::FACTS, |pages| pages.walk.client())
    }
}

impl<Op: Paged> Stream for Pages<Op> {
    type Item = Result<Op::Output, CallError<Op::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// What pages show of themselves: the operation, not its inputs.
impl<Op: Paged> fmt::Debug for Pages<Op> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pages({} {})", Op::FACTS.method, Op::FACTS.path)
    }
}

/// The items of all pages of an operation: a [`Stream`], or call [`next`](Self::next).
///
/// It ends after the last item, and after an error; see [`Pages`].
#[must_use = "streams are lazy and request nothing unless polled"]
pub struct Items<Op: PagedItems> {
    pages: Pages<Op>,
    page: vec::IntoIter<Op::Item>,
}

/// An item is never pinned.
impl<Op: PagedItems> Unpin for Items<Op> {}

impl<Op: PagedItems> Items<Op> {
    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// See [`CallError`].
    pub async fn next(&mut self) -> Page<Op, Op::Item> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Page<Op, Op::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = Op::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<Op: PagedItems> Items<Op> {
    /// The items as an iterator, for code without async. Requires the feature `blocking`.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self, Op::FACTS, |items| items.pages.walk.client())
    }
}

impl<Op: PagedItems> Stream for Items<Op> {
    type Item = Result<Op::Item, CallError<Op::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

/// What items show of themselves: the operation, not its inputs.
impl<Op: PagedItems> fmt::Debug for Items<Op> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Items({} {})", Op::FACTS.method, Op::FACTS.path)
    }
}
