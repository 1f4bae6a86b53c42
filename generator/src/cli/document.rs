//! The document of a command, read where it isn't a file: the standard input, and URLs, which are read only where a user names
//! them.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use clientwright::Config;
use clientwright::config::SpecPlace;
use clientwright::lower::Options;
use clientwright::names::Lock;
use clientwright::prose::Shown;

use super::failure::Failure;

/// How many bytes a document from the input or the network may have.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// A configuration, and what its document holds, where that isn't a file.
pub(super) struct Document {
    pub(super) config: Config,
    bytes: Option<Arc<[u8]>>,
    /// The hash of a document from the network.
    hash: Option<String>,
}

impl Document {
    /// Reads the document of a configuration.
    pub(super) fn of(config: Config, is_offline: bool) -> Result<Self, Failure> {
        let read = bytes(&config.spec, is_offline).map_err(Failure::unreadable)?;
        let is_remote = matches!(SpecPlace::of(&config.spec), SpecPlace::Url(_));
        let hash = read.as_deref().filter(|_| is_remote).map(hash);
        Ok(Self {
            config,
            bytes: read.map(Arc::from),
            hash,
        })
    }

    /// The options of a run after one that gave these names.
    pub(super) fn options(&self, before: Lock) -> Options {
        let options = self.config.options_after(self.config.shown_spec(), before);
        Options {
            bytes: self.bytes.clone(),
            ..options
        }
    }

    /// Records the hash of a document from the network in a lock.
    pub(super) fn record(&self, lock: &mut Lock) {
        if let (SpecPlace::Url(url), Some(hash)) = (SpecPlace::of(&self.config.spec), &self.hash) {
            lock.set_document(url, hash);
        }
    }

    /// Whether a document from the network is another one than the lock records.
    pub(super) fn has_changed(&self, lock: &Lock) -> bool {
        let SpecPlace::Url(url) = SpecPlace::of(&self.config.spec) else {
            return false;
        };
        lock.document(url)
            .is_some_and(|known| Some(known) != self.hash.as_deref())
    }
}

/// What a document holds that isn't a file.
pub(super) fn bytes(spec: &Path, is_offline: bool) -> Result<Option<Vec<u8>>, Shown> {
    match SpecPlace::of(spec) {
        SpecPlace::File(_) => Ok(None),
        SpecPlace::StandardInput => of_input().map(Some),
        SpecPlace::Url(url) if is_offline => Err(shown![
            "`",
            Shown::line(url),
            "` is in the network, which `--offline` doesn't use"
        ]),
        SpecPlace::Url(url) => fetched(url).map(Some),
    }
}

fn of_input() -> Result<Vec<u8>, Shown> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    match read {
        Ok(size) if size as u64 > MAX_BYTES => Err("the standard input is longer than 256 MiB".into()),
        Ok(_) => Ok(bytes),
        Err(error) => Err(shown!["the standard input can't be read: ", Shown::line(error)]),
    }
}

#[cfg(feature = "fetch")]
fn fetched(url: &str) -> Result<Vec<u8>, Shown> {
    let unread = |reason: Shown| shown!["`", Shown::line(url), "` can't be read: ", reason];
    if !(url.starts_with("https://") || is_loopback(url)) {
        return Err(unread("it isn't encrypted; use `https://`".into()));
    }
    let tls = ureq::tls::TlsConfig::builder()
        .root_certs(ureq::tls::RootCerts::PlatformVerifier)
        .build();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .https_only(!is_loopback(url))
        .tls_config(tls)
        .timeout_global(Some(std::time::Duration::from_secs(60)))
        .user_agent(concat!("clientwright/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let fail = |error: ureq::Error| match error {
        ureq::Error::Io(error) => unread(Shown::line(error)),
        other => unread(Shown::line(other)),
    };
    let mut response = agent.get(url).call().map_err(fail)?;
    response
        .body_mut()
        .with_config()
        .limit(MAX_BYTES)
        .read_to_vec()
        .map_err(fail)
}

#[cfg(not(feature = "fetch"))]
fn fetched(url: &str) -> Result<Vec<u8>, Shown> {
    Err(shown![
        "`",
        Shown::line(url),
        "` can't be read: this build of clientwright lacks the feature `fetch`"
    ])
}

/// Whether a URL leads to this machine, where nothing has to be encrypted.
#[cfg(feature = "fetch")]
fn is_loopback(url: &str) -> bool {
    let host = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split(['/', ':', '?', '#']).next());
    host.is_some_and(|host| ["localhost", "127.0.0.1"].contains(&host))
}

fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(bytes);
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    format!("sha256:{}", digits.collect::<String>())
}
