//! The same work on many things, on as many threads as the machine has.

use std::sync::{Mutex, PoisonError};

/// Types may nest as deep as documents do.
const STACK: usize = 128 * 1024 * 1024;

/// More threads than this wait for the file system or for memory.
const MOST: usize = 8;

/// What the work makes of each, in their order.
pub(crate) fn each<T: Send, R: Send>(
    things: impl IntoIterator<Item = T, IntoIter: Send>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let things = Mutex::new(things.into_iter().enumerate());
    let next = || things.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        let mut done = Vec::new();
        while let Some((index, thing)) = next() {
            done.push((index, work(thing)));
        }
        done
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done = std::thread::scope(|scope| {
        let thread = || std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let others: Vec<_> = (1..threads.min(MOST)).filter_map(|_| thread().ok()).collect();
        let mut done = run();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_are_in_the_order_of_the_things() {
        let things: Vec<usize> = (0..1000).collect();
        let squares: Vec<usize> = things.iter().map(|thing| thing * thing).collect();
        assert_eq!(super::each(&things, |thing| thing * thing), squares);
    }
}
