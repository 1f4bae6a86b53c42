//! Measures two functions by turns, so that what else the machine does touches both.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;

/// How long one turn takes, and how many there are.
const TURN: Duration = Duration::from_millis(15);
const TURNS: usize = 41;

/// Processor time of one call each, and the median of the ratios of neighbouring turns.
pub struct Compared {
    ours: f64,
    theirs: f64,
    ratio: f64,
}

pub struct Row {
    pub title: String,
    pub bytes: usize,
    pub read: Compared,
    pub write: Compared,
}

pub fn heading() {
    println!("| payload | bytes | read, µs | serde's derive, µs | ratio | write, µs | serde's derive, µs | ratio |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
}

impl Row {
    pub fn print(&self) {
        let Self {
            title,
            bytes,
            read,
            write,
        } = self;
        let shown = |of: &Compared| format!("{:.2} | {:.2} | {:.2}", of.ours * 1e6, of.theirs * 1e6, of.ratio);
        println!("| {title} | {bytes} | {} | {} |", shown(read), shown(write));
    }
}

/// Compares two functions; the ratio is that of the first to the second.
pub fn compare<A, B>(ours: impl Fn() -> A, theirs: impl Fn() -> B) -> Compared {
    let (our_calls, their_calls) = (calls(&ours), calls(&theirs));
    let mut turns: Vec<(f64, f64)> = (0..TURNS)
        .map(|_| (seconds(&ours, our_calls), seconds(&theirs, their_calls)))
        .collect();
    let mut median = |of: fn(&(f64, f64)) -> f64| {
        turns.sort_by(|a, b| of(a).total_cmp(&of(b)));
        of(&turns[TURNS / 2])
    };
    Compared {
        ours: median(|turn| turn.0),
        theirs: median(|turn| turn.1),
        ratio: median(|turn| turn.0 / turn.1),
    }
}

/// How many calls fill a turn.
fn calls<T>(function: impl Fn() -> T) -> u32 {
    let mut calls = 1;
    loop {
        let start = ThreadTime::now();
        for _ in 0..calls {
            black_box(function());
        }
        if start.elapsed() >= TURN {
            return calls;
        }
        calls *= 2;
    }
}

fn seconds<T>(function: impl Fn() -> T, calls: u32) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..calls {
        black_box(function());
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}
