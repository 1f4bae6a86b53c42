//! What differs between platforms: in a browser nothing leaves its thread, and time is another.

#[cfg(target_arch = "wasm32")]
pub use browser::{BoxFuture, MaybeSend};
#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{Instant, sleep};
#[cfg(target_arch = "wasm32")]
pub(super) use browser::{since_epoch, within};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{BoxFuture, MaybeSend};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{Instant, sleep};
#[cfg(not(target_arch = "wasm32"))]
pub(super) use native::{has_runtime, since_epoch, within};

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::pin::Pin;
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use tokio::runtime::Handle;
    use tokio::sync::oneshot;
    use tokio::time::error::Elapsed;

    pub(crate) use tokio::time::Instant;

    /// A boxed future, which may be sent to another thread.
    pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

    /// `Send`, except in a browser.
    pub trait MaybeSend: Send {}

    impl<T: Send + ?Sized> MaybeSend for T {}

    /// Whether a Tokio runtime is there, without which there are neither connections nor timers.
    pub(in super::super) fn has_runtime() -> bool {
        Handle::try_current().is_ok()
    }

    /// The output of a future, or an error when it takes longer than it may. Without a runtime nothing can tell, and only a
    /// transport of the caller's own gets as far as that: then there is no limit.
    pub(in super::super) async fn within<F: Future + Unpin>(limit: Duration, future: F) -> Result<F::Output, Elapsed> {
        match has_runtime() {
            true => tokio::time::timeout(limit, future).await,
            false => Ok(future.await),
        }
    }

    /// Waits; without a runtime, for a thread that sleeps.
    pub(crate) async fn sleep(duration: Duration) {
        if has_runtime() {
            return tokio::time::sleep(duration).await;
        }
        let (done, is_done) = oneshot::channel();
        std::thread::spawn(move || {
            std::thread::sleep(duration);
            done.send(())
        });
        // An error says that the thread is over as well.
        is_done.await.unwrap_or_default();
    }

    /// The time that has passed since 1970.
    pub(in super::super) fn since_epoch() -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::future::poll_fn;
    use std::pin::{Pin, pin};
    use std::task::Poll;
    use std::time::Duration;

    pub(crate) use web_time::Instant;

    /// A boxed future.
    pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

    /// `Send`, except in a browser.
    pub trait MaybeSend {}

    impl<T: ?Sized> MaybeSend for T {}

    pub(crate) async fn sleep(duration: Duration) {
        let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(u32::MAX);
        gloo_timers::future::TimeoutFuture::new(milliseconds.min(i32::MAX as u32)).await;
    }

    /// It took longer than it may.
    pub(in super::super) struct Elapsed;

    /// The output of a future, or an error when it takes longer than it may.
    pub(in super::super) async fn within<F: Future + Unpin>(limit: Duration, future: F) -> Result<F::Output, Elapsed> {
        let mut future = pin!(future);
        let mut end = pin!(sleep(limit));
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => end.as_mut().poll(context).map(|()| Err(Elapsed)),
        })
        .await
    }

    /// The time that has passed since 1970.
    pub(in super::super) fn since_epoch() -> Duration {
        let now = web_time::SystemTime::now();
        now.duration_since(web_time::UNIX_EPOCH).unwrap_or_default()
    }
}
