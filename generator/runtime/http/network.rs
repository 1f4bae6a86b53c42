//! The transport, which a client shares with its clones.

use std::sync::Arc;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use std::sync::{Mutex, PoisonError};

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use super::blocking_thread::BlockingThread;
use super::transport::Transport;

/// A transport, and the thread on which its connections live, if they have one of their own.
pub(super) struct Network {
    pub(super) transport: Arc<dyn Transport>,
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    thread: Option<Arc<BlockingThread>>,
    /// The network of blocking calls; made at the first of them.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    blocking: Mutex<Option<Arc<Network>>>,
}

impl Network {
    /// A network whose connections live on the runtimes of its callers.
    pub(super) fn new(transport: Arc<dyn Transport>) -> Self {
        Self {
            transport,
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            thread: None,
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            blocking: Mutex::default(),
        }
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl Network {
    /// The network of blocking calls, and its thread.
    ///
    /// It has its own connections: one that async code opened only works while the runtime of that code runs.
    pub(super) fn for_blocking(self: &Arc<Self>) -> std::io::Result<(Arc<Self>, Arc<BlockingThread>)> {
        if let Some(thread) = &self.thread {
            return Ok((Arc::clone(self), Arc::clone(thread)));
        }
        let mut blocking = self.blocking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(network) = &*blocking
            && let Some(thread) = &network.thread
            && thread.is_of_this_process()
        {
            return Ok((Arc::clone(network), Arc::clone(thread)));
        }
        let thread = Arc::new(BlockingThread::start()?);
        let network = Arc::new(Self {
            transport: self.transport.separate().unwrap_or_else(|| Arc::clone(&self.transport)),
            thread: Some(Arc::clone(&thread)),
            blocking: Mutex::default(),
        });
        *blocking = Some(Arc::clone(&network));
        Ok((network, thread))
    }
}
