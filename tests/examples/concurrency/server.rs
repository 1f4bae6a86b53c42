//! A server that answers every request with the same thing, and knows how many connections it has.
//!
//! It answers none of the calls before all of them are there, so that each needs a connection of its own: how many are
//! opened is otherwise a matter of chance, and most of what a round takes.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Barrier;

use super::Failure;

const THING: &str = r#"{"name":"a thing of some length, as things have"}"#;

/// What the server has seen.
struct Seen {
    open: AtomicUsize,
    requests: AtomicUsize,
    all_are_there: Barrier,
}

/// Serves waves of so many calls until the process is ended; prints its URL first.
pub(crate) async fn serve(calls: usize) -> Result<(), Failure> {
    let socket = TcpSocket::new_v4()?;
    socket.bind("127.0.0.1:0".parse()?)?;
    let listener = socket.listen(16_384)?;
    println!("http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    let seen = Arc::new(Seen {
        open: AtomicUsize::new(0),
        requests: AtomicUsize::new(0),
        all_are_there: Barrier::new(calls),
    });
    loop {
        let (stream, _) = listener.accept().await?;
        let seen = Arc::clone(&seen);
        tokio::spawn(async move {
            seen.open.fetch_add(1, Ordering::SeqCst);
            let _ = answer(stream, &seen).await;
            seen.open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

async fn answer(mut stream: TcpStream, seen: &Seen) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut head = Vec::with_capacity(1024);
    loop {
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut head).await? == 0 {
                return Ok(());
            }
        }
        let body = if head.starts_with(b"GET /seen ") {
            // The connection that asks is not counted.
            let open = seen.open.load(Ordering::SeqCst) - 1;
            format!("{open} {}", seen.requests.load(Ordering::SeqCst))
        } else {
            seen.requests.fetch_add(1, Ordering::SeqCst);
            seen.all_are_there.wait().await;
            THING.to_owned()
        };
        head.clear();
        let length = body.len();
        let answer =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}");
        stream.write_all(answer.as_bytes()).await?;
    }
}
