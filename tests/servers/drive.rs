//! What the programs of all servers share: calls are counted, and what departs is written to a file.

use std::error::Error;
use std::fs::File;

use client::{Client, ClientBuilder, Operation, Request};
use serde_json::Value;

pub struct Drive {
    /// A name that nothing on the server has yet.
    pub name: String,
    calls: usize,
    succeeded: usize,
}

impl Drive {
    /// Reads the arguments: the base URL, the file for departures, and a name.
    pub fn new() -> Result<(Self, ClientBuilder), Box<dyn Error>> {
        let mut arguments = std::env::args().skip(1);
        let mut next = || arguments.next().ok_or("the arguments are URL, FILE and NAME");
        let (url, file, name) = (next()?, next()?, next()?);
        let builder = Client::builder().base_url(url).log_departures(File::create(file)?);
        let drive = Self {
            name,
            calls: 0,
            succeeded: 0,
        };
        Ok((drive, builder))
    }

    /// Makes a call, and gives the JSON of the response even if its type can't be read from it.
    pub async fn call<Op: Operation>(&mut self, request: Request<Op>) -> Value {
        self.calls += 1;
        let body = match request.send_with_meta().await {
            Ok(response) => {
                self.succeeded += 1;
                response.raw_body
            }
            Err(error) => {
                eprintln!("failed: {error}");
                error.failure().raw_body().to_vec()
            }
        };
        serde_json::from_slice(&body).unwrap_or_default()
    }

    /// Prints how many calls were made, and how many succeeded.
    pub fn finish(self) {
        println!("{} {}", self.calls, self.succeeded);
    }
}
