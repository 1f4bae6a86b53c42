//! Streams what a language model says: `cargo run -p tour --bin chat`.

use std::error::Error as StdError;

use tour::chat::Client;
use tour::chat::types::{ChunkFinishReason, CompletionRequest, Message, SystemMessage, UserMessage};
use tour::server::{self, Request, Response};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let client = Client::builder()
        .base_url(server::start(respond)?)
        .token("secret")
        .build()?;

    let messages = [
        Message::from(SystemMessage::new("Answer in one sentence.")),
        Message::from(UserMessage::new("What is a crate?")),
    ];
    let request = CompletionRequest::new("small", messages).temperature(0.2);

    let mut chunks = client.completions().stream(request).await?;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?.data;
        print!("{}", chunk.delta);
        match chunk.finish_reason {
            None => {}
            Some(ChunkFinishReason::Stop) => println!(),
            Some(reason) => println!(" ({reason})"),
        }
    }
    Ok(())
}
// ANCHOR_END: main

fn respond(_: &Request) -> Response {
    let deltas = ["A crate ", "is Rust's unit ", "of compilation."];
    let mut body: String = deltas
        .iter()
        .map(|delta| format!("data: {{\"delta\": \"{delta}\"}}\n\n"))
        .collect();
    body.push_str("data: {\"delta\": \"\", \"finish_reason\": \"stop\"}\n\ndata: [DONE]\n\n");
    Response {
        status: 200,
        content_type: "text/event-stream",
        body,
    }
}
