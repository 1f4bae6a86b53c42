//! Blocking calls: on which threads they work, what runs where, and what a panic does.

use std::error::Error as StdError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, Weak};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use crate::runtime::http::transport::{
    HeaderMap, Scripted, Transport, TransportError, TransportErrorKind, TransportFuture, TransportRequest,
    TransportResponse,
};
use crate::runtime::http::{Facts, Mismatch, Operation, Reply};
use crate::{CallError, Client, ClientBuilder, Hook, NoDocumentedError, Request, RetryPolicy};

enum Plain {}

impl Operation for Plain {
    type Output = ();
    type Error = NoDocumentedError;
    const FACTS: Facts = Facts::new("plain", "GET", "/plain", &[]);

    fn output(reply: &Reply) -> Result<(), Mismatch> {
        match reply.status() {
            204 => Ok(()),
            _ => Err(Mismatch::Undeclared),
        }
    }
}

fn builder(transport: impl Transport) -> ClientBuilder {
    let retry = RetryPolicy::default().base_delay(Duration::from_millis(1));
    ClientBuilder::new(Some("https://api.example.com"), "test/1")
        .transport(transport)
        .retry(retry)
}

fn call(client: &Client) -> Result<(), CallError<NoDocumentedError>> {
    Request::<Plain>::new(client).send_blocking()
}

#[test]
fn a_call_may_block_its_thread_and_its_retries_wait_there() {
    let client = builder(Scripted::new().reply(503, "").reply(204, "")).build().unwrap();
    call(&client).unwrap();
}

#[tokio::test]
async fn within_async_code_a_call_works_as_well() {
    let client = builder(Scripted::new().reply(503, "").reply(204, "").reply(204, ""))
        .build()
        .unwrap();
    call(&client).unwrap();
    let theirs = client.clone();
    tokio::task::spawn_blocking(move || call(&theirs))
        .await
        .unwrap()
        .unwrap();
}

/// Gives every request a task on the runtime that it is sent from, and what that task says.
struct Spawning {
    task: fn(),
    /// What tasks that never end hold.
    held: Arc<()>,
}

impl Transport for Spawning {
    fn send(&self, _request: TransportRequest) -> TransportFuture<'_, TransportResponse> {
        let (task, held) = (self.task, Arc::clone(&self.held));
        Box::pin(async move {
            tokio::spawn(async move {
                std::future::pending::<()>().await;
                drop(held);
            });
            let done = tokio::spawn(async move { task() }).await;
            done.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
            Ok(TransportResponse::new(204, HeaderMap::new(), ""))
        })
    }
}

#[test]
fn a_panic_on_the_thread_of_connections_is_an_error_of_the_call() {
    let spawning = Spawning {
        task: || std::panic::panic_any("lost"),
        held: Arc::default(),
    };
    let client = builder(spawning).retry(RetryPolicy::none()).build().unwrap();
    assert!(matches!(call(&client), Err(CallError::Transport(_))));
    assert!(
        matches!(call(&client), Err(CallError::Transport(_))),
        "the thread goes on"
    );
}

fn is_gone(held: &Weak<()>) -> bool {
    let start = Instant::now();
    while held.strong_count() > 0 && start.elapsed() < Duration::from_secs(10) {
        thread::sleep(Duration::from_millis(5));
    }
    held.strong_count() == 0
}

#[tokio::test]
async fn the_thread_ends_with_the_last_client_wherever_that_is_dropped() {
    let held = Arc::default();
    let weak = Arc::downgrade(&held);
    let client = builder(Spawning { task: || (), held }).build().unwrap();
    let clone = client.clone();
    thread::spawn(move || call(&clone)).join().unwrap().unwrap();
    thread::sleep(Duration::from_millis(50));
    assert!(weak.strong_count() > 1, "it runs while there is a client");
    drop(client);
    assert!(is_gone(&weak));
}

/// Remembers the thread that it runs on; the first time, it panics.
#[derive(Clone, Default)]
struct Touchy(Arc<Mutex<Vec<ThreadId>>>);

impl Hook for Touchy {
    fn on_request(&self, _request: &mut TransportRequest) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let mut threads = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        threads.push(thread::current().id());
        assert!(threads.len() > 1, "the first time is too much");
        Ok(())
    }
}

#[test]
fn hooks_run_and_panic_on_the_thread_of_the_caller() {
    let hook = Touchy::default();
    let client = builder(Scripted::new().reply(204, ""))
        .hook(hook.clone())
        .build()
        .unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| call(&client))).is_err());
    call(&client).unwrap();
    let threads = hook.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    assert_eq!(*threads, [thread::current().id(); 2]);
}

/// Asks with another client before each request, as one that signs requests may.
struct Asking(Client);

impl Hook for Asking {
    fn on_request(&self, _request: &mut TransportRequest) -> Result<(), Box<dyn StdError + Send + Sync>> {
        Ok(call(&self.0)?)
    }
}

#[test]
fn a_call_may_be_made_within_a_call() {
    let inner = builder(Scripted::new().reply(204, "")).build().unwrap();
    let outer = builder(Scripted::new().reply(204, ""))
        .hook(Asking(inner))
        .build()
        .unwrap();
    call(&outer).unwrap();
}
