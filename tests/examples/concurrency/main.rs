//! 10,000 calls at once through one emitted client, beside the same calls by reqwest alone: `tests/concurrency.sh`.
//!
//! Rounds of both alternate, each with connections of its own, against a server in another process. Exits with an error
//! when a call is lost, when connections, tasks or memory are left behind, or when the client takes over 10 % longer.

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
/// How much longer the client may take.
const MAX_RATIO: f64 = 1.10;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let argument = std::env::args().nth(1).unwrap_or_else(|| "10000".to_owned());
    if argument == "serve" {
        return server::serve().await;
    }
    let mut child = Command::new(std::env::current_exe()?)
        .arg("serve")
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
                let our = Round::by_client(url, calls).await?;
                (our, Round::by_reqwest(url, calls).await?)
            }
            _ => {
                let their = Round::by_reqwest(url, calls).await?;
                (Round::by_client(url, calls).await?, their)
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
    if requests != calls * ROUNDS * 2 {
        return Err(format!("{} calls were made, the server saw {requests}", calls * ROUNDS * 2).into());
    }
    let early = memory.iter().take(3).max().copied().unwrap_or_default();
    let late = memory.last().copied().unwrap_or_default();
    println!(
        "{requests} calls, none lost; no connection and no task left; resident: {early} kB early, {late} kB at the end"
    );
    if late > early + early / 4 {
        return Err("memory is left behind".into());
    }
    let (wall, best_wall) = ratios(&ours, &theirs, |round| round.wall);
    let (processor, best_processor) = ratios(&ours, &theirs, |round| round.processor);
    println!("client / reqwest, all rounds:  {wall:.3} of the time, {processor:.3} of the processor");
    println!("client / reqwest, best rounds: {best_wall:.3} of the time, {best_processor:.3} of the processor");
    // What else runs on the machine only adds, so the best rounds say most.
    match best_processor <= MAX_RATIO {
        true => Ok(()),
        false => Err(format!("the client takes over {MAX_RATIO} of what reqwest takes").into()),
    }
}

/// What one round took.
#[derive(Clone, Copy)]
struct Round {
    wall: Duration,
    processor: Duration,
}

impl std::fmt::Display for Round {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let milliseconds = |duration: Duration| duration.as_secs_f64() * 1000.0;
        let (wall, processor) = (milliseconds(self.wall), milliseconds(self.processor));
        write!(formatter, "{wall:7.1} ms, {processor:7.1} ms of processor")
    }
}

impl Round {
    async fn by_client(url: &str, calls: usize) -> Result<Self, Failure> {
        let client = Client::builder()
            .base_url(url)
            .basic_auth("Aladdin", "open sesame")
            .retry(RetryPolicy::none())
            .build()?;
        Self::of(calls, || {
            let call = client.runtime().read_thing();
            async move { Ok(call.await?.name) }
        })
        .await
    }

    /// The same by hand: the same headers, a limit of time, the body read and understood.
    async fn by_reqwest(url: &str, calls: usize) -> Result<Self, Failure> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .build()?;
        let url = format!("{url}/runtime/thing");
        Self::of(calls, || {
            let call = client
                .get(&url)
                .timeout(Duration::from_secs(60))
                .header("user-agent", "everything/0.1.0")
                .header("accept", "application/json, */*;q=0.5")
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

    async fn of<Call>(calls: usize, call: impl Fn() -> Call) -> Result<Self, Failure>
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
        Ok(Self {
            wall: start.elapsed(),
            processor: processor_time()? - processor,
        })
    }
}

/// What ours took by what theirs took: of all rounds, and of the best.
fn ratios(ours: &[Round], theirs: &[Round], of: fn(&Round) -> Duration) -> (f64, f64) {
    let sum = |rounds: &[Round]| rounds.iter().map(of).sum::<Duration>().as_secs_f64();
    let best = |rounds: &[Round]| rounds.iter().map(of).min().unwrap_or_default().as_secs_f64();
    (sum(ours) / sum(theirs), best(ours) / best(theirs))
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
