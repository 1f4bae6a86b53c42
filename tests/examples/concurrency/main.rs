//! 10,000 calls at once through one emitted client, beside the same calls by reqwest alone: `tests/concurrency.sh`.
//!
//! Rounds of both alternate, against a server in another process. A round makes a client and sends two waves of calls:
//! the first opens a connection for each, the second finds them open. Exits with an error when a call is lost, when
//! connections, tasks or memory are left behind, or when the client takes over 10 % longer.

mod server;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use everything::{Client, RetryPolicy};
use tokio::runtime::Handle;
use tokio::task::JoinSet;

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What both kinds of round send.
const AUTHORIZATION: &str = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
const ROUNDS: usize = 13;
/// The waves of a round.
const WAVES: usize = 2;
/// How much longer the client may take.
const MAX_RATIO: f64 = 1.10;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let argument = std::env::args().nth(1).unwrap_or_else(|| "10000".to_owned());
    if argument == "serve" {
        let calls = std::env::args().nth(2).ok_or("serve how many calls at once?")?;
        return server::serve(calls.parse()?).await;
    }
    let mut child = Command::new(std::env::current_exe()?)
        .args(["serve", &argument])
        .stdout(Stdio::piped())
        .spawn()?;
    let result = measure(&mut child, argument.parse()?).await;
    child.kill()?;
    child.wait()?;
    result
}

async fn measure(child: &mut Child, calls: usize) -> Result<(), Failure> {
    let mut url = String::new();
    BufReader::new(child.stdout.take().ok_or("no output of the server")?).read_line(&mut url)?;
    let url = url.trim();
    let idle_tasks = Handle::current().metrics().num_alive_tasks();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut memory = Vec::new();
    for round in 0..ROUNDS {
        // Who comes first changes, and the first round warms up.
        let (our, their) = match round % 2 {
            0 => {
                let our = by_client(url, calls).await?;
                (our, by_reqwest(url, calls).await?)
            }
            _ => {
                let their = by_reqwest(url, calls).await?;
                (by_client(url, calls).await?, their)
            }
        };
        if round > 0 {
            println!("client {our}   reqwest {their}");
            ours.push(our);
            theirs.push(their);
        }
        settled(url, idle_tasks).await?;
        memory.push(resident_kilobytes()?);
    }
    let (_, requests) = seen(url).await?;
    let made = calls * WAVES * ROUNDS * 2;
    if requests != made {
        return Err(format!("{made} calls were made, the server saw {requests}").into());
    }
    let early = memory.iter().take(3).max().copied().unwrap_or_default();
    let late = memory.last().copied().unwrap_or_default();
    println!(
        "{requests} calls, none lost; no connection and no task left; resident: {early} kB early, {late} kB at the end"
    );
    if late > early + early / 4 {
        return Err("memory is left behind".into());
    }
    judge(&ours, &theirs)
}

/// The medians of all rounds beside each other.
fn judge(ours: &[Round], theirs: &[Round]) -> Result<(), Failure> {
    let ratio = |of: fn(&Round) -> Duration| median(ours, of) / median(theirs, of);
    let (wall, processor) = (
        ratio(|round| round.cold.wall + round.warm.wall),
        ratio(|round| round.cold.processor + round.warm.processor),
    );
    println!(
        "client / reqwest, by time:      {wall:.3} (opening connections {:.3}, on open ones {:.3})",
        ratio(|round| round.cold.wall),
        ratio(|round| round.warm.wall)
    );
    println!(
        "client / reqwest, by processor: {processor:.3} (opening connections {:.3}, on open ones {:.3})",
        ratio(|round| round.cold.processor),
        ratio(|round| round.warm.processor)
    );
    match wall <= MAX_RATIO && processor <= MAX_RATIO {
        true => Ok(()),
        false => Err(format!("the client takes over {MAX_RATIO} of what reqwest takes").into()),
    }
}

fn median(rounds: &[Round], of: fn(&Round) -> Duration) -> f64 {
    let mut durations: Vec<Duration> = rounds.iter().map(of).collect();
    durations.sort();
    durations
        .get(durations.len() / 2)
        .map_or(f64::NAN, Duration::as_secs_f64)
}

/// What the two waves of one round took.
struct Round {
    cold: Took,
    warm: Took,
}

/// What one wave took.
struct Took {
    wall: Duration,
    processor: Duration,
}

impl std::fmt::Display for Round {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.cold, self.warm)
    }
}

impl std::fmt::Display for Took {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (wall, processor) = (self.wall.as_millis(), self.processor.as_millis());
        write!(formatter, "{wall:4} ms ({processor:4} of processor)")
    }
}

async fn by_client(url: &str, calls: usize) -> Result<Round, Failure> {
    let client = Client::builder()
        .base_url(url)
        .basic_auth("Aladdin", "open sesame")
        .retry(RetryPolicy::none())
        .build()?;
    round(calls, || {
        let call = client.runtime().read_thing();
        async move { Ok(call.await?.name) }
    })
    .await
}

/// The same by hand: the same headers, a limit of time, the body read and understood.
async fn by_reqwest(url: &str, calls: usize) -> Result<Round, Failure> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(10))
        .build()?;
    let url = format!("{url}/runtime/thing");
    round(calls, || {
        let call = client
            .get(&url)
            .timeout(Duration::from_secs(60))
            .header("user-agent", "everything/0.1.0")
            .header("accept", "application/json, */*;q=0.1")
            .header("authorization", AUTHORIZATION);
        async move {
            let body = call.send().await?.error_for_status()?.bytes().await?;
            let thing: serde_json::Value = serde_json::from_slice(&body)?;
            Ok(thing
                .get("name")
                .and_then(|name| name.as_str())
                .ok_or("no name")?
                .to_owned())
        }
    })
    .await
}

async fn round<Call>(calls: usize, call: impl Fn() -> Call) -> Result<Round, Failure>
where
    Call: Future<Output = Result<String, Failure>> + Send + 'static,
{
    Ok(Round {
        cold: wave(calls, &call).await?,
        warm: wave(calls, &call).await?,
    })
}

async fn wave<Call>(calls: usize, call: impl Fn() -> Call) -> Result<Took, Failure>
where
    Call: Future<Output = Result<String, Failure>> + Send + 'static,
{
    let (start, processor) = (Instant::now(), processor_time()?);
    let mut tasks = JoinSet::new();
    for _ in 0..calls {
        tasks.spawn(call());
    }
    let mut done = 0;
    while let Some(name) = tasks.join_next().await {
        done += usize::from(name??.starts_with("a thing"));
    }
    if done != calls {
        return Err(format!("{done} of {calls} calls gave the thing").into());
    }
    Ok(Took {
        wall: start.elapsed(),
        processor: processor_time()? - processor,
    })
}

/// Waits until the server has no connection left and this process no task.
async fn settled(url: &str, idle_tasks: usize) -> Result<(), Failure> {
    for _ in 0..200 {
        tokio::time::sleep(Duration::from_millis(25)).await;
        let tasks = Handle::current().metrics().num_alive_tasks();
        if seen(url).await?.0 == 0 && tasks <= idle_tasks {
            return Ok(());
        }
    }
    Err("connections or tasks are left behind".into())
}

/// How many connections the server has, and how many requests it saw.
async fn seen(url: &str) -> Result<(usize, usize), Failure> {
    let client = reqwest::Client::builder().pool_max_idle_per_host(0).build()?;
    let text = client.get(format!("{url}/seen")).send().await?.text().await?;
    let (open, requests) = text.split_once(' ').ok_or("no numbers")?;
    Ok((open.parse()?, requests.parse()?))
}

/// The processor time of this process: its fields 14 and 15 in `/proc/self/stat`, in hundredths of a second.
fn processor_time() -> Result<Duration, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no fields")?;
    let ticks: u64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().unwrap_or_default())
        .sum();
    Ok(Duration::from_millis(ticks * 10))
}

fn resident_kilobytes() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    Ok(line.ok_or("no VmRSS")?.trim().trim_end_matches(" kB").parse()?)
}
