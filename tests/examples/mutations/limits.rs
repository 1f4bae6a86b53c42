//! What this process has used so far, as Linux tells it.

use std::time::Duration;

/// More than this for one document is a finding.
pub(crate) const PROCESSOR: Duration = Duration::from_secs(5);

/// More than this for one document is a finding, in KiB.
pub(crate) const MEMORY: u64 = 512 * 1024;

/// The time of processor of all threads; none where the system doesn't tell.
pub(crate) fn processor() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// The most memory that was held since [`forget`], in KiB.
pub(crate) fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or_default()
}

/// Begins to count the memory again.
pub(crate) fn forget() {
    // Where it can't be done, the most of all documents is compared, which only makes it stricter.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
