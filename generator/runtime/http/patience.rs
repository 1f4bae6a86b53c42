//! How long a call may take.

use std::pin::pin;
use std::time::Duration;

use super::body::{Body, Progress};
use super::platform::{self, Instant};

/// A time limit that doesn't count an upload while its bytes move.
pub(super) struct Patience {
    limit: Duration,
    uploads: Vec<Progress>,
}

/// It took longer than it may.
pub(super) struct Exhausted;

impl Patience {
    /// A limit for all, whatever moves.
    pub(super) fn total(limit: Duration) -> Self {
        Self {
            limit,
            uploads: Vec::new(),
        }
    }

    /// A limit from the last bytes of the body on that came from a reader.
    pub(super) fn from_upload(limit: Duration, body: Option<&Body>) -> Self {
        let uploads = body.map(Body::progress).unwrap_or_default();
        Self { limit, uploads }
    }

    /// The output of a future, if it comes in time.
    pub(super) async fn within<F: Future>(&self, future: F) -> Result<F::Output, Exhausted> {
        let mut future = pin!(future);
        let mut wait = self.limit;
        loop {
            match platform::within(wait, future.as_mut()).await {
                Ok(output) => return Ok(output),
                Err(_) => wait = self.left().ok_or(Exhausted)?,
            }
        }
    }

    /// The time that is left since bytes moved last.
    fn left(&self) -> Option<Duration> {
        let moved_at = self.uploads.iter().filter_map(Progress::moved_at).max()?;
        let passed = Instant::now().saturating_duration_since(moved_at);
        self.limit.checked_sub(passed).filter(|left| !left.is_zero())
    }
}
